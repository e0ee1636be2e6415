/** What a push changed on a ticket: marked for some seconds, with the line that a lock screen would show. */
import { useEffect, useRef, useState } from "preact/hooks";
import { html } from "../html.js";

/** @typedef {import("../types.js").WalletEvent} WalletEvent */

const SHOWN = 8000;

/**
 * @param {WalletEvent} event
 * @param {import("../types.js").Push[]} pushed
 * @returns {{ changed: string[], line: { at: string, text: any } | null }}
 */
export function useFlash(event, pushed) {
  const before = useRef(event.fields);
  const [flash, set] = useState({ changed: /** @type {string[]} */ ([]), line: /** @type {any} */ (null) });
  useEffect(() => {
    const changed = changedFields(before.current, event.fields);
    before.current = event.fields;
    if (!changed.length) return undefined;
    const [push] = pushed;
    set({ changed, line: push ? { at: push.at, text: lineOf(event, changed) } : null });
    const timer = setTimeout(() => set({ changed: [], line: null }), SHOWN);
    return () => clearTimeout(timer);
  }, [JSON.stringify(event.fields)]);
  return flash;
}

/**
 * @param {WalletEvent["fields"]} before
 * @param {WalletEvent["fields"]} after
 */
function changedFields(before, after) {
  return Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}

/**
 * @param {WalletEvent} event
 * @param {string[]} changed
 */
function lineOf(event, changed) {
  const told = changed.map(
    (name) => `${event.fields[name]?.label ?? name} changed to ${event.fields[name]?.value}`,
  );
  return html`${told.join(", ")}`;
}
