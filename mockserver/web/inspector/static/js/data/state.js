/** The state as a document: out as a file, in by drag and drop; snapshots of it, and what became different since. */
import { Changes } from "../changes.js";
import { counted } from "../format.js";
import { sandbox } from "../address.js";
import { html } from "../html.js";
import { attempt, lab, useLab } from "../lab.js";
import { openOverlay } from "../overlay.js";
import { saveAs } from "../save.js";
import { load, version } from "../store.js";
import { say } from "../toast.js";

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
      ${snapshots.map(
        (/** @type {{ name: string }} */ { name }) =>
          html`<li key=${name}>
            <code>${name}</code>
            <button
              class="quiet"
              onClick=${() => openOverlay(`Since ${name}`, () => html`<${Since} name=${name} />`)}
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

/** @param {{ name: string }} given */
function Since({ name }) {
  const { value, error } = useLab(`/snapshots/${name}/diff`);
  if (error) return html`<p class="none">${error}</p>`;
  if (!value) return null;
  const kinds = /** @type {const} */ (["events", "passes"]);
  const changes = kinds.flatMap((kind) => [
    ...value[kind].added.map((/** @type {any} */ each) => ({
      path: `/${kind}/${each.id}`,
      before: null,
      after: each,
    })),
    ...value[kind].removed.map((/** @type {any} */ each) => ({
      path: `/${kind}/${each.id}`,
      before: each,
      after: null,
    })),
    ...value[kind].changed.flatMap((/** @type {any} */ each) =>
      each.changes.map((/** @type {any} */ change) => ({
        ...change,
        path: `/${kind}/${each.id}${change.pointer}`,
      })),
    ),
  ]);
  if (!changes.length) return html`<p class="none">Nothing is different.</p>`;
  return html`<p class="none">${counted(changes.length, "difference")}.</p>
    <${Changes} changes=${changes.slice(0, 200)} />`;
}
