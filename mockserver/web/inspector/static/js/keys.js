/** The keyboard: every key that does something, and the list of them. */
import { signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { go, panel, place } from "./address.js";
import { html } from "./html.js";
import { closeOverlay, isOverlaid, openOverlay } from "./overlay.js";
import { togglePause } from "./store.js";
import { toggleTheme } from "./theme.js";

/** What the keys of the panel that is shown do. @type {Map<string, () => void>} */
const ofPanel = new Map();
const PANELS = { t: "traffic", d: "data", w: "wallet", f: "faults", c: "time", o: "coverage" };
const TEXTS = [
  ["/", "search"],
  ["j · k", "next · previous"],
  ["r", "replay the request"],
  ["c", "copy it as curl"],
  ["f", "make it fail"],
  [".", "pause, go on"],
  ["g t · g d · g w", "Traffic · Data · Wallet"],
  ["g f · g c · g o", "Faults · Time · Coverage"],
  ["t", "light, dark"],
  ["?", "Docs; again: this list"],
  ["Esc", "close, back"],
];
const isAfterG = signal(false);

/**
 * Have keys do something as long as a panel is shown: from the moment on that it can be seen.
 * @param {Record<string, () => void>} keys
 * @param {unknown[]} marks what they are about
 */
export function useKeys(keys, marks) {
  useLayoutEffect(() => {
    for (const [key, act] of Object.entries(keys)) ofPanel.set(key, act);
    return () => {
      for (const [key, act] of Object.entries(keys)) if (ofPanel.get(key) === act) ofPanel.delete(key);
    };
  }, marks);
}

export function listen() {
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isOverlaid()) return;
    const at = /** @type {HTMLElement} */ (event.target);
    if (at.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") at.blur();
      return;
    }
    if (press(event.key)) event.preventDefault();
  });
}

/** @param {string} key */
function press(key) {
  if (isAfterG.value) {
    isAfterG.value = false;
    const next = /** @type {Record<string, string>} */ (PANELS)[key];
    if (next) show(next);
    return Boolean(next);
  }
  const act = ofPanel.get(key) ?? OF_PAGE[key];
  act?.();
  return Boolean(act);
}

/** @type {Record<string, () => void>} */
const OF_PAGE = {
  g: () => (isAfterG.value = true),
  t: toggleTheme,
  ".": togglePause,
  "?": () => (panel.value === "docs" ? showKeys() : show("docs")),
  Escape: () => (place.value.request ? go({ request: null, tab: null }) : go({ event: null, pass: null })),
  "/": () => /** @type {HTMLElement | null} */ (document.querySelector("input[type=search]"))?.focus(),
};

/** @param {string} name of a panel */
export function show(name) {
  go({ panel: name === "traffic" ? null : name });
}

export function showKeys() {
  openOverlay("Keys", () => html`<${Keys} />`);
}

function Keys() {
  return html`<dl class="keys">
      ${TEXTS.map(
        ([keys, text]) =>
          html`<div key=${keys}>
            <dt><kbd>${keys}</kbd></dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
    <footer><button class="primary" onClick=${closeOverlay}>Close</button></footer>`;
}

/** Says that a second key is waited for. */
export function Help() {
  return isAfterG.value && html`<p class="chord" role="status"><kbd>g</kbd> then t d w f c o</p>`;
}
