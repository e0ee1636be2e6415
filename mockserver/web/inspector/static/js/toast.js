/** Short messages at the foot of the page; assistive technology reads them out. */
import { signal } from "@preact/signals";
import { html } from "./html.js";

/** @typedef {{ id: number, text: string, kind: string, act?: { label: string, do: () => void } }} Toast */

const SHOWN = 6000;
let last = 0;
/** @type {import("@preact/signals").Signal<Toast[]>} */
const toasts = signal([]);

/**
 * @param {string} text
 * @param {"good" | "bad"} [kind]
 * @param {{ label: string, do: () => void }} [act] a way on, such as to undo
 */
export function say(text, kind = "good", act) {
  const id = ++last;
  toasts.value = [...toasts.value.slice(-2), { id, text, kind, act }];
  setTimeout(() => close(id), act ? 3 * SHOWN : SHOWN);
}

/** @param {number} id */
function close(id) {
  toasts.value = toasts.value.filter((each) => each.id !== id);
}

export function Toasts() {
  return html`<div class="toasts" role="status" aria-live="polite">
    ${toasts.value.map(
      ({ id, text, kind, act }) =>
        html`<p key=${id} class=${`toast ${kind}`}>
          <span aria-hidden="true">${kind === "bad" ? "✕" : "✓"}</span><span>${text}</span>
          ${
            act &&
            html`<button
              onClick=${() => {
                close(id);
                act.do();
              }}
            >
              ${act.label}
            </button>`
          }
        </p>`,
    )}
  </div>`;
}
