/** How instants, durations and states are written. */

/** @param {string} at */
export const timeOf = (at) => at.slice(11, 23);

/** @param {string | undefined} at */
export const dateAndTime = (at) => (at ?? "").replace("T", " ").replace(/(\.000)?Z$/, "");

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds < 1) return `${Math.round(milliseconds * 1000)} µs`;
  if (milliseconds < 1000) return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** @param {string | null | undefined} name of an operation: `update_event` */
export const words = (name) => (name ?? "").replaceAll("_", " ");

/**
 * The mark that stands before a status, for those who do not see its colour.
 * @param {number | null} status
 */
export function mark(status) {
  if (status === null) return { kind: "lost", sign: "⊘", text: "no answer" };
  if (status >= 500) return { kind: "error", sign: "✕", text: String(status) };
  if (status >= 400) return { kind: "refused", sign: "!", text: String(status) };
  return { kind: "good", sign: "✓", text: String(status) };
}

/** What became of a callback. @param {import("./types.js").Delivery} delivery */
export function outcome({ act, fate, status, error }) {
  const end = fate === "answered" ? `answered ${status}` : fate;
  return `callback of ${act} ${end}${error ? `: ${error}` : ""}`;
}

/**
 * @param {number} count
 * @param {string} noun
 */
export const counted = (count, noun) =>
  `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : /s$|sh$/.test(noun) ? "es" : "s"}`;

/** @param {import("./types.js").WalletEvent | undefined} event */
export function nameOf(event) {
  return event?.fields?.eventName?.value ?? event?.eventExternalId ?? `event ${event?.eventId ?? ""}`;
}
