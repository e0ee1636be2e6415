/** Everything that happened, as points on lanes. */
import { words } from "../format.js";
import { faults, moments, pushes, requests } from "../store.js";

/** @typedef {{ lane: number, at: string, text: string, request?: string }} Point */

export const LANES = ["requests", "pushes", "faults", "clock", "state"];

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
  const failed = faults.value.flatMap(({ id, consumed = [] }) =>
    consumed.map(({ request }) => ({ lane: 2, at: times.get(request) ?? "", request, text: id })),
  );
  const moved = moments.value.map(({ kind, at, text }) => ({ lane: kind === "clock" ? 3 : 4, at, text }));
  const all = [...asked.reverse(), ...pushed.reverse(), ...failed, ...moved.reverse()].filter(
    (each) => each.at,
  );
  return all.sort((one, other) => one.at.localeCompare(other.at));
}
