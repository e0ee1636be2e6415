/** The sandboxes that there are: those of the server, or of all shards behind the address. */
import { signal } from "@preact/signals";
import { sandbox } from "./address.js";
import { lab } from "./lab.js";

/** @typedef {import("./types.js").SandboxState & { shard?: string }} Listed */

/** Milliseconds that a shard has to tell of its sandboxes. */
const PATIENCE = 4000;
/** Milliseconds between two looks at how much there is in the sandbox that is shown. */
const PAUSE = 500;

/** @type {import("@preact/signals").Signal<Listed[]>} */
export const sandboxes = signal([]);
/** What the list is not the whole of; empty if it is. */
export const missing = signal("");
let timer = 0;

/** Ask for the whole list: of every shard, if the server is one of several. */
export async function refreshSandboxes() {
  const own = await lab("GET", "/sandboxes").catch(() => null);
  if (own && own.shard === null) return tell(own.sandboxes, "");
  const behind = await ask("/__admin/shards").catch(() => null);
  if (behind) return tellOfAll(behind.shards);
  if (own) tell(of(own), `${own.shard} alone`);
}

/** How much there is in the sandbox that is shown, soon, however often something comes. */
export function refreshSoon() {
  timer ||= setTimeout(async () => {
    const mine = await lab("GET", `/sandboxes/${encodeURIComponent(sandbox.value)}`).catch(() => null);
    timer = 0;
    if (!mine) return;
    sandboxes.value = sandboxes.value.map((each) => (each.name === mine.name ? { ...each, ...mine } : each));
  }, PAUSE);
}

/** @param {string[]} shards */
async function tellOfAll(shards) {
  const [home, ...answers] = await Promise.all([
    ask("/__admin/health").catch(() => null),
    ...shards.map((shard) => ask(`/shards/${shard}/__admin/sandboxes`).catch(() => null)),
  ]);
  const silent = shards.filter((_, index) => !answers[index]);
  // Every shard has a sandbox for requests that name none, but those all come to one of them.
  const found = answers
    .flatMap((answer) => (answer ? of(answer) : []))
    .filter((each) => each.name !== "default" || each.shard === home?.shard);
  tell(found, silent.map((shard) => `${shard} is silent`).join(", "));
}

/** @param {{ shard: string, sandboxes: Listed[] }} answer */
function of({ shard, sandboxes }) {
  return sandboxes.map((each) => ({ ...each, shard }));
}

/**
 * @param {Listed[]} found
 * @param {string} others
 */
function tell(found, others) {
  sandboxes.value = found;
  missing.value = others;
}

/**
 * What is there, whatever sandbox is shown: in another shard, its name would be that of another one.
 * @param {string} path
 */
async function ask(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}
