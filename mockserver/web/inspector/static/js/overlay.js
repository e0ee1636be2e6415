/** The one dialog of the page: modal, closed by Escape, and the focus goes back to where it was. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { html } from "./html.js";

/** @typedef {{ title: string, content: () => any }} Opened */

/** @type {import("@preact/signals").Signal<Opened | null>} */
const opened = signal(null);

/**
 * @param {string} title
 * @param {() => any} content makes what is in it
 */
export function openOverlay(title, content) {
  opened.value = { title, content };
}

export function closeOverlay() {
  opened.value = null;
}

/** A dialog that Escape has closed tells of it a moment later. */
export const isOverlaid = () => document.querySelector("dialog[open]") !== null;

export function Overlay() {
  return opened.value && html`<${Dialog} key=${opened.value.title} ...${opened.value} />`;
}

/** @param {Opened} opened */
function Dialog({ title, content }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => before instanceof HTMLElement && before.focus();
  }, []);
  return html`<dialog ref=${dialog} aria-label=${title} onClose=${closeOverlay}>
    <header>
      <h2>${title}</h2>
      <button class="quiet" aria-label="Close" onClick=${closeOverlay}>✕</button>
    </header>
    ${content()}
  </dialog>`;
}
