/** Which field of an event stands where on its ticket: the zones of Apple's eventTicket, which Google's has too. */

/** @typedef {import("../types.js").WalletEvent} WalletEvent */
/** @typedef {{ name: string, label: string, value: string, isOdd?: boolean }} Cell a field as it is drawn; odd: no ISO time */

const LABELS = /** @type {Record<string, string>} */ ({
  eventName: "Event",
  venueTitle: "Venue",
  venueAddress: "Address",
  doorsOpen: "Doors open",
  startTime: "Start time",
  endTime: "End time",
});
const TIMES = new Set(["doorsOpen", "startTime", "endTime"]);
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const MOST = 4;

/**
 * @param {WalletEvent} event
 * @returns {{ day: Cell | null, primary: Cell, secondary: Cell[], auxiliary: Cell[], back: Cell[] }}
 */
export function zones(event) {
  const fields = event.fields ?? {};
  const others = Object.keys(fields).filter((name) => !(name in LABELS));
  const cells = (/** @type {string[]} */ names) =>
    names.filter((name) => fields[name]).map((name) => cell(name, fields));
  const auxiliary = cells(["startTime", "endTime", ...others]);
  return {
    day: dayOf(fields),
    primary: fields.eventName
      ? cell("eventName", fields)
      : { name: "eventName", label: "Event", value: event.eventExternalId ?? String(event.eventId) },
    secondary: cells(["venueTitle", "doorsOpen"]),
    auxiliary: auxiliary.slice(0, MOST),
    back: [...cells(["venueAddress"]), ...auxiliary.slice(MOST), ...about(event)],
  };
}

/**
 * @param {string} name
 * @param {WalletEvent["fields"]} fields
 * @returns {Cell}
 */
function cell(name, fields) {
  const { label, value } = fields[name] ?? { value: "" };
  const told = { name, label: label || LABELS[name] || name, value: String(value ?? "") };
  if (!TIMES.has(name)) return told;
  return ISO.test(told.value) ? { ...told, value: clockTime(told.value) } : { ...told, isOdd: true };
}

/** @param {WalletEvent["fields"]} fields @returns {Cell | null} */
function dayOf(fields) {
  const name = ["startTime", "doorsOpen"].find((each) => ISO.test(String(fields[each]?.value ?? "")));
  if (!name) return null;
  const day = new Date(`${String(fields[name]?.value).slice(0, 10)}T00:00Z`);
  const value = day.toLocaleDateString("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return { name, label: "Date", value };
}

/** The time of day as it was sent; a wallet shows it in the zone of the venue, which nobody tells. @param {string} value */
const clockTime = (value) => value.slice(11, 16);

/** @param {WalletEvent} event @returns {Cell[]} */
function about(event) {
  const { eventId, eventExternalId, projectId, projectExternalId, passGroups, updatedAt } = event;
  const told = {
    "Pass groups": passGroups?.join(", "),
    Event: [eventId, eventExternalId].filter(Boolean).join(" · "),
    Project: [projectId, projectExternalId].filter(Boolean).join(" · "),
    Updated: updatedAt,
  };
  return Object.entries(told)
    .filter(([, value]) => value)
    .map(([label, value]) => ({ name: "", label, value: String(value) }));
}
