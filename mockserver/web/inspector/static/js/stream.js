/** The stream of what happens in the sandbox, taken in once a frame, so that a thousand a second are no burden. */
import { batch, effect, signal } from "@preact/signals";
import { sandbox } from "./address.js";
import { words } from "./format.js";
import { add, clock, deliveries, faults, forget, load, moments, pushes, version } from "./store.js";

const KINDS = ["request", "push", "delivery", "fault", "clock", "state", "gap"];
const MOST = 500;
/** Milliseconds until a stream is asked for again that was refused, as by a sandbox that is not made yet. */
const AGAIN = 2000;
/** Operations of the lab after which everything is asked for again. */
const WHOLE = new Set(
  "resume reset put_state merge_state restore_snapshot clear_requests delete_fault delete_faults change_policy".split(
    " ",
  ),
);

/** @type {import("@preact/signals").Signal<"connecting" | "live" | "broken">} */
export const connection = signal("connecting");

/** @type {{ kind: string, told: any }[]} */
let waiting = [];

/** Follow the sandbox that is shown, whichever that is. */
export function follow() {
  effect(() => {
    const name = sandbox.value;
    connection.value = "connecting";
    batch(() => forget(true));
    let stream = open(name);
    const timer = setInterval(() => {
      if (stream.readyState === EventSource.CLOSED) stream = open(name);
    }, AGAIN);
    return () => {
      clearInterval(timer);
      stream.close();
    };
  });
}

/** @param {string} name */
function open(name) {
  const stream = new EventSource(`/__admin/stream?sandbox=${encodeURIComponent(name)}`);
  stream.onopen = () => {
    connection.value = "live";
    refresh();
  };
  stream.onerror = () => (connection.value = "broken");
  for (const kind of KINDS)
    stream.addEventListener(kind, (event) => {
      if (waiting.length === 0) schedule();
      waiting.push({ kind, told: JSON.parse(event.data) });
    });
  return stream;
}

/** Ask for everything again; a server that cannot be asked shows in the bar, and is asked once it is back. */
function refresh() {
  load().catch(() => {});
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
    deliveries.value = [...of("delivery").reverse(), ...deliveries.value].slice(0, MOST);
    for (const plan of of("fault")) change(plan);
    for (const time of of("clock")) {
      clock.value = time;
      remember("clock", time.now, time.mode);
    }
    for (const told of of("state")) remember("state", told.at, words(told.change));
    version.value++;
  });
  if (of("gap").length || of("state").some((told) => WHOLE.has(told.change))) refresh();
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
