/** The state as a document: out as a file, in by drag and drop; snapshots of it, and what became different since. */
import { useState } from "preact/hooks";
import { Changes } from "../changes.js";
import { Chooser } from "../chooser.js";
import { counted } from "../format.js";
import { sandbox } from "../address.js";
import { html } from "../html.js";
import { attempt, lab, useLab } from "../lab.js";
import { openOverlay } from "../overlay.js";
import { saveAs } from "../save.js";
import { load, version } from "../store.js";
import { say } from "../toast.js";

/** Differences that are shown. */
const MOST = 200;

/** What takes a file that is dropped. */
export const dropTarget = {
  onDragOver: (/** @type {DragEvent} */ event) => event.preventDefault(),
  onDrop: (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    const [file] = event.dataTransfer?.files ?? [];
    if (file) takeIn(file);
  },
};

export function State() {
  const snapshots = useLab("/snapshots", version.value).value?.snapshots ?? [];
  const names = snapshots.map((/** @type {{ name: string }} */ { name }) => name);
  return html`<div class="state-tools">
    <div class="part">
      <h2>State</h2>
      <button onClick=${download}>Save as a file</button>
      <label class="button"
        >Load a file
        <input
          class="unseen"
          type="file"
          accept=".json,.yaml,.yml"
          onChange=${(/** @type {any} */ event) => event.currentTarget.files[0] && takeIn(event.currentTarget.files[0])}
      /></label>
    </div>
    ${snapshots.length > 0 && html`<h2>Snapshots</h2>`}
    <ul class="snapshots">
      ${names.map(
        (/** @type {string} */ name) =>
          html`<li key=${name}>
            <code>${name}</code>
            <button
              class="quiet"
              onClick=${() => openOverlay(`Since ${name}`, () => html`<${Since} name=${name} names=${names} />`)}
            >
              Diff<span class="unseen"> since ${name}</span>
            </button>
            <button
              class="quiet"
              onClick=${() => act(() => lab("POST", `/snapshots/${name}/restore`), "As it was.")}
            >
              Restore<span class="unseen"> ${name}</span>
            </button>
            <button
              class="quiet"
              onClick=${() => act(() => lab("DELETE", `/snapshots/${name}`))}
              aria-label=${`Delete ${name}`}
            >
              ✕
            </button>
          </li>`,
      )}
    </ul>
  </div>`;
}

/**
 * @param {() => Promise<any>} call
 * @param {string} [done]
 */
async function act(call, done) {
  if ((await attempt(call, done)) !== undefined) await load();
}

async function download() {
  const state = await attempt(() => lab("GET", "/state"));
  if (state) saveAs(`${sandbox.value}.json`, "application/json", JSON.stringify(state, null, 2));
}

/** @param {File} file */
async function takeIn(file) {
  const isJson = file.name.endsWith(".json");
  const done = await attempt(async () => {
    const response = await fetch("/__admin/state", {
      method: "PUT",
      headers: {
        "x-mockserver-sandbox": sandbox.value,
        "content-type": isJson ? "application/json" : "application/yaml",
      },
      body: await file.text(),
    });
    if (!response.ok) throw new Error(faultsOf(await response.json()));
  });
  if (done === undefined) return;
  say(`The state is that of ${file.name}.`);
  await load();
}

/** @param {{ details: string, faults?: { pointer: string, message: string }[] }} problem */
function faultsOf({ details, faults = [] }) {
  const told = faults.slice(0, 3).map(({ pointer, message }) => `${pointer}: ${message}`);
  return [details, ...told].join(" ");
}

/**
 * What became different since a snapshot: until now, or until another one.
 * @param {{ name: string, names: string[] }} given
 */
function Since({ name, names }) {
  const [until, setUntil] = useState("");
  const { value, error } = useLab(`/snapshots/${name}/diff${until && `?to=${until}`}`);
  const others = names.filter((each) => each !== name);
  /** @type {[string, string][]} */
  const options = [["", "now"], ...others.map((each) => /** @type {[string, string]} */ ([each, each]))];
  return html`<div class="form">
    <label>Until <${Chooser} label="Until" value=${until} options=${options} onChoose=${setUntil} /></label>
    ${error && html`<p class="none">${error}</p>`} ${value && html`<${Difference} of=${value} />`}
  </div>`;
}

/** @param {{ of: any }} given */
function Difference({ of }) {
  const changes = ["events", "passes"].flatMap((kind) => changesOf(`/${kind}`, of[kind]));
  if (!changes.length) return html`<p class="none">Nothing is different.</p>`;
  return html`<p class="none">${counted(changes.length, "difference")}.</p>
    <${Changes} changes=${changes.slice(0, MOST)} />`;
}

/**
 * @param {string} path
 * @param {{ added: any[], removed: any[], changed: any[] }} told
 * @returns {import("../changes.js").Change[]}
 */
const changesOf = (path, { added, removed, changed }) => [
  ...added.map((each) => ({ path: `${path}/${each.id}`, before: null, after: each })),
  ...removed.map((each) => ({ path: `${path}/${each.id}`, before: each, after: null })),
  ...changed.flatMap(({ id, changes }) =>
    changes.map((/** @type {any} */ each) => ({ ...each, path: `${path}/${id}${each.pointer}` })),
  ),
];
