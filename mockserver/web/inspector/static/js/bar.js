/** The bar: where one is, what time it is there, how requests are judged, and the ways back. */
import { useEffect } from "preact/hooks";
import { go, panel, sandbox } from "./address.js";
import { Chooser } from "./chooser.js";
import { counted, dateAndTime } from "./format.js";
import { html } from "./html.js";
import { show, showKeys } from "./keys.js";
import { attempt, lab } from "./lab.js";
import { missing, refreshSandboxes, refreshSoon, sandboxes } from "./sandboxes.js";
import { clock, load, version } from "./store.js";
import { connection } from "./stream.js";
import { toggleTheme } from "./theme.js";
import { say } from "./toast.js";

const PANELS = ["traffic", "data", "wallet", "faults", "time", "coverage", "docs"];
const LIVE = { live: "live", connecting: "connecting", broken: "no connection" };
/** The snapshot that is taken before a reset. */
const BEFORE = "before-reset";

export function Bar() {
  return html`<header class="bar">
    <a class="brand" href="/" aria-label="mockserver, to the beginning" onClick=${home}>
      <img src="/__inspector/favicon.svg" alt="" width="22" height="22" /><b>mockserver</b>
    </a>
    <nav aria-label="Panels">
      ${PANELS.map(
        (name) =>
          html`<a
            key=${name}
            href=${name === "traffic" ? "/" : `/?panel=${name}`}
            aria-current=${panel.value === name ? "page" : null}
            onClick=${(/** @type {Event} */ event) => follow(event, name)}
            >${name}</a
          >`,
      )}
    </nav>
    <span class="page-keys">
      <button class="quiet" onClick=${toggleTheme} aria-label="Light or dark" title="Light or dark (t)">
        ◐
      </button>
      <button class="quiet" onClick=${showKeys} aria-label="Keys" title="Keys">⌨</button>
    </span>
    <div class="world">
      <${Switcher} /><${Clock} /><${Policy} />
      <span class=${`connection ${connection.value}`} role="status"
        ><i aria-hidden="true"></i>${LIVE[connection.value]}</span
      >
      <button onClick=${snapshot} title="Remember the state under a name">Snapshot</button>
      <button onClick=${reset} title="Back to the seed; can be undone">Reset</button>
    </div>
  </header>`;
}

/** @param {Event} event */
function home(event) {
  event.preventDefault();
  go({ panel: null, request: null, event: null, pass: null, q: null, tab: null });
}

/**
 * @param {Event} event
 * @param {string} name
 */
function follow(event, name) {
  event.preventDefault();
  show(name);
}

function Switcher() {
  useEffect(refreshSoon, [version.value]);
  const all = sandboxes.value;
  const isKnown = all.some((each) => each.name === sandbox.value);
  const shards = Object.entries(Object.groupBy(all, (each) => each.shard ?? ""));
  const alone = shards.find(([shard]) => shard === "")?.[1] ?? [];
  return html`<${Chooser}
      label=${`Sandbox, one of ${all.length + (isKnown ? 0 : 1)}`}
      value=${sandbox.value}
      options=${[...(isKnown ? [] : [[sandbox.value, sandbox.value]]), ...alone.map(option)]}
      groups=${shards.filter(([shard]) => shard).map(([shard, found]) => [shard, (found ?? []).map(option)])}
      onOpen=${refreshSandboxes}
      onChoose=${(/** @type {string} */ name) =>
        go({ sandbox: name, request: null, event: null, pass: null })}
    />
    ${
      missing.value &&
      html`<span class="missing" role="status" title="What else there is, is not known"
        >${missing.value}</span
      >`
    }`;
}

/**
 * @param {import("./sandboxes.js").Listed} listed
 * @returns {[string, string]}
 */
function option({ name, requests, events }) {
  return [name, `${name} · ${counted(requests, "request")} · ${counted(events, "event")}`];
}

function Clock() {
  if (!clock.value) return null;
  const { now, mode } = clock.value;
  const isFrozen = mode === "frozen";
  return html`<span class="clock" title=${`The clock of the sandbox is ${mode}`}>
    <span class="when"><b>${mode}</b> ${dateAndTime(now).slice(0, 19)}</span>
    <button
      onClick=${() => move("PUT", "/clock", isFrozen ? { real: true } : { frozen: now })}
      title=${isFrozen ? "Tell the real time" : "Stand still"}
    >
      ${isFrozen ? "Run" : "Freeze"}
    </button>
    <button onClick=${() => move("POST", "/clock/advance", { seconds: 3600 })} title="Move on by an hour">
      +1 h
    </button>
  </span>`;
}

/**
 * @param {string} method
 * @param {string} path
 * @param {object} body
 */
async function move(method, path, body) {
  const told = await attempt(() => lab(method, path, body));
  if (told) clock.value = told;
}

function Policy() {
  const mine = sandboxes.value.find((each) => each.name === sandbox.value);
  const turn = (/** @type {object} */ change) =>
    attempt(async () => {
      await lab("PATCH", `/sandboxes/${encodeURIComponent(sandbox.value)}`, change);
      await refreshSandboxes();
    });
  return (
    mine &&
    html`<${Chooser}
        label="Strictness"
        value=${mine.strictness}
        options=${["lenient", "documented", "strict"].map((each) => [each, each])}
        onChoose=${(/** @type {string} */ strictness) => turn({ strictness })}
      />
      <${Chooser}
        label="Reading"
        value=${mine.reading}
        options=${["examples", "schema"].map((each) => [each, each])}
        onChoose=${(/** @type {string} */ reading) => turn({ reading })}
      />`
  );
}

function snapshot() {
  const name = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  attempt(() => lab("PUT", `/snapshots/${name}`), `Snapshot ${name} taken.`);
}

/** Back to the seed. What was there is kept, so that whoever did not mean it can have it back. */
async function reset() {
  const done = await attempt(async () => {
    await lab("PUT", `/snapshots/${BEFORE}`);
    await lab("POST", "/reset");
    await load();
  });
  if (done !== undefined) say("The sandbox is as it began.", "good", { label: "Undo", do: undo });
}

function undo() {
  attempt(async () => {
    await lab("POST", `/snapshots/${BEFORE}/restore`);
    await load();
  }, "The data is back as it was before the reset.");
}
