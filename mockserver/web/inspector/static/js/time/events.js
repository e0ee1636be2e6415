/** Everything that happened, as points on lanes. */
import { outcome, words } from "../format.js";
import { deliveries, faults, moments, pushes, requests } from "../store.js";

/** @typedef {{ lane: number, at: string, text: string, request?: string }} Point */

export const LANES = ["requests", "pushes", "callbacks", "faults", "clock", "state"];

/** @returns {Point[]} the oldest first; of one instant, in the order of the lanes */
export function points() {
  const asked = requests.value.map(({ at, id, method, operation, status }) => ({
    lane: 0,
    at,
    request: id,
    text: `${method} ${words(operation)} ${status ?? "no answer"}`,
  }));
  const times = new Map(requests.value.map(({ id, at }) => [id, at]));
  const pushed = pushes.value.map(({ at, pass, request }) => ({
    lane: 1,
    at,
    request,
    text: `push to pass ${pass}`,
  }));
  const called = deliveries.value.map((each) => ({
    lane: 2,
    at: each.at,
    request: times.has(each.cause) ? each.cause : undefined,
    text: outcome(each),
  }));
  const failed = faults.value.flatMap(({ id, consumed = [] }) =>
    consumed.map(({ request }) => ({ lane: 3, at: times.get(request) ?? "", request, text: id })),
  );
  const moved = moments.value.map(({ kind, at, text }) => ({ lane: kind === "clock" ? 4 : 5, at, text }));
  const all = [asked.reverse(), pushed.reverse(), called.reverse(), failed, moved.reverse()].flat();
  return all.filter((each) => each.at).sort((one, other) => one.at.localeCompare(other.at));
}
