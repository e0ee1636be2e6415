/** What the page knows of the sandbox: loaded once, then kept up by the stream. */
import { batch, signal } from "@preact/signals";
import { sandbox } from "./address.js";
import { lab } from "./lab.js";
import { refreshSandboxes } from "./sandboxes.js";

/**
 * @template T
 * @typedef {import("@preact/signals").Signal<T>} Signal
 */
/** @typedef {import("./types.js").Summary} Summary */

/** As many requests as are kept here; the journal may have more. */
const MOST = 1000;
const RETRIED = new Set([null, 0, 408, 425, 429, 500, 502, 503, 504]);

/** @type {Signal<Summary[]>} the newest first */
export const requests = signal([]);
/** @type {Signal<import("./types.js").Push[]>} the newest first */
export const pushes = signal([]);
/** @type {Signal<import("./types.js").Delivery[]>} callbacks that something has become of, the newest first */
export const deliveries = signal([]);
/** @type {Signal<import("./types.js").Plan[]>} */
export const faults = signal([]);
/** @type {Signal<import("./types.js").Clock | null>} */
export const clock = signal(null);
/** @type {Signal<import("./types.js").Moment[]>} moves of the clock and changes of the state, the newest first */
export const moments = signal([]);
/** Counts changes of the data, so that panels know when to ask again. */
export const version = signal(0);
export const isPaused = signal(false);
/** @type {Signal<Summary[]>} what came while the list stood still */
const held = signal([]);
/** The sandbox of which all this is. */
let known = "";

export const heldCount = () => held.value.length;

/** Load everything of the sandbox that is shown. What the stream tells meanwhile is kept. */
export async function load() {
  const named = sandbox.value;
  const seen = new Set([...requests.value, ...held.value].map((each) => each.id));
  const [journal, pushed, delivered, plans, time] = await Promise.all([
    lab("GET", "/requests?limit=200"),
    lab("GET", "/pushes?limit=200"),
    lab("GET", "/callbacks/deliveries?limit=200"),
    lab("GET", "/faults"),
    lab("GET", "/clock"),
  ]);
  if (named !== sandbox.value) return;
  batch(() => {
    const meanwhile = requests.value.filter((each) => !seen.has(each.id)).reverse();
    forget(known !== named);
    known = named;
    enter(journal.requests.map(summary));
    enter(meanwhile);
    pushes.value = pushed.pushes.reverse();
    deliveries.value = delivered.deliveries.filter(isSettled).map(briefly).reverse();
    faults.value = plans.faults;
    clock.value = time;
    version.value++;
  });
  await refreshSandboxes();
}

/** @param {boolean} isOther whether what comes is of another sandbox */
export function forget(isOther) {
  requests.value = [];
  held.value = [];
  if (!isOther) return;
  pushes.value = [];
  deliveries.value = [];
  faults.value = [];
  moments.value = [];
  clock.value = null;
}

/**
 * Take in requests, the oldest first.
 * @param {Summary[]} came
 */
export function add(came) {
  if (isPaused.value) held.value = [...held.value, ...came].slice(-MOST);
  else enter(came);
}

/** @param {Summary[]} came */
function enter(came) {
  const kept = requests.value;
  const ids = new Set(kept.map((each) => each.id));
  const fresh = came.filter((each) => !ids.has(each.id));
  const all = [...fresh.reverse(), ...kept].slice(0, MOST);
  for (const [index, each] of fresh.entries()) each.isRetry = followsFailure(all, index);
  requests.value = all;
}

/**
 * Whether a request is the same as an earlier one that failed in a way that callers try again.
 * @param {Summary[]} all
 * @param {number} index
 */
function followsFailure(all, index) {
  const { method, target } = /** @type {Summary} */ (all[index]);
  const before = all
    .slice(index + 1, index + 50)
    .find((each) => each.method === method && each.target === target);
  return before !== undefined && RETRIED.has(before.status);
}

export function togglePause() {
  isPaused.value = !isPaused.value;
  if (isPaused.value) return;
  const came = held.value;
  held.value = [];
  enter(came);
}

/** @param {import("./types.js").DeliveryState} delivery */
const isSettled = ({ fate }) => fate !== "pending";

/**
 * A callback of the log, as the stream tells of it.
 * @param {import("./types.js").DeliveryState} delivery
 * @returns {import("./types.js").Delivery}
 */
const briefly = ({ request, response, durationMs, ...rest }) => ({
  ...rest,
  url: request.url,
  status: response?.status ?? null,
  milliseconds: durationMs,
});

/**
 * A request of the journal, as the stream tells of it.
 * @param {import("./types.js").Exchange} exchange
 * @returns {Summary}
 */
export function summary({ id, at, durationMs, operation, request, response, findings, fault, touched }) {
  const { pathname, search } = new URL(request.url);
  const status = response?.status ?? null;
  const path = pathname.replace(/^\/sandboxes\/[^/]+/, "");
  const target = pathname + search;
  const events = touched.events;
  return {
    id,
    at,
    milliseconds: durationMs,
    operation,
    method: request.method,
    target,
    path,
    status,
    findings,
    fault,
    events,
  };
}
