/** The bar: where one is, what time it is there, how requests are judged, and the ways back. */
import { go, panel, sandbox } from "./address.js";
import { Chooser } from "./chooser.js";
import { dateAndTime } from "./format.js";
import { html } from "./html.js";
import { show, showKeys } from "./keys.js";
import { attempt, lab } from "./lab.js";
import { clock, load, sandboxes } from "./store.js";
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
  const names = sandboxes.value.map((each) => each.name);
  const shown = names.includes(sandbox.value) ? names : [sandbox.value, ...names];
  return html`<${Chooser}
    label=${`Sandbox, one of ${shown.length}`}
    value=${sandbox.value}
    options=${shown.map((name) => [name, name])}
    onChoose=${(/** @type {string} */ name) => go({ sandbox: name, request: null, event: null, pass: null })}
  />`;
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
      sandboxes.value = (await lab("GET", "/sandboxes")).sandboxes;
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
