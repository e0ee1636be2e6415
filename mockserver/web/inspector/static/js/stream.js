/** The stream of what happens in the sandbox, taken in once a frame, so that a thousand a second are no burden. */
import { batch, effect, signal } from "@preact/signals";
import { sandbox } from "./address.js";
import { add, clock, faults, load, moments, pushes, version } from "./store.js";
import { say } from "./toast.js";

const KINDS = ["request", "push", "fault", "clock", "state", "gap"];
const MOST = 500;

/** @type {import("@preact/signals").Signal<"connecting" | "live" | "broken">} */
export const connection = signal("connecting");

/** @type {{ kind: string, told: any }[]} */
let waiting = [];

/** Follow the sandbox that is shown, whichever that is. */
export function follow() {
  effect(() => {
    const stream = open(sandbox.value);
    return () => stream.close();
  });
}

/** @param {string} name */
function open(name) {
  connection.value = "connecting";
  const stream = new EventSource(`/__admin/stream?sandbox=${encodeURIComponent(name)}`);
  const refresh = () => load().catch((error) => say(error.message, "bad"));
  refresh();
  stream.onopen = () => {
    if (connection.value === "broken") refresh();
    connection.value = "live";
  };
  stream.onerror = () => (connection.value = "broken");
  for (const kind of KINDS)
    stream.addEventListener(kind, (event) => {
      if (waiting.length === 0) schedule();
      waiting.push({ kind, told: JSON.parse(event.data) });
    });
  return stream;
}

/** Take in what waits, with the next frame; a page that nobody sees has no frames. */
function schedule() {
  if (document.hidden) setTimeout(takeIn, 250);
  else requestAnimationFrame(takeIn);
}

function takeIn() {
  const came = waiting;
  waiting = [];
  const of = (/** @type {string} */ kind) =>
    came.filter((each) => each.kind === kind).map((each) => each.told);
  batch(() => {
    add(of("request"));
    pushes.value = [...of("push").reverse(), ...pushes.value].slice(0, MOST);
    for (const plan of of("fault")) change(plan);
    for (const time of of("clock")) {
      clock.value = time;
      remember("clock", time.now, `${time.mode}`);
    }
    for (const { change, at } of of("state")) remember("state", at, change);
    version.value++;
  });
  if (of("gap").length || of("state").some((each) => each.change !== "snapshot")) load().catch(() => {});
}

/** @param {import("./types.js").Plan} plan */
function change(plan) {
  const others = faults.value.filter((each) => each.id !== plan.id);
  faults.value = [...others, plan].sort((one, other) =>
    one.id.localeCompare(other.id, "en", { numeric: true }),
  );
}

/**
 * @param {string} kind
 * @param {string} at
 * @param {string} text
 */
function remember(kind, at, text) {
  moments.value = [{ kind, at, text }, ...moments.value].slice(0, MOST);
}
