/** One of several, with a name that assistive technology reads out. */
import { html } from "./html.js";

/** @typedef {[string, string][]} Options values, each with its text */

/**
 * @param {object} given
 * @param {string} given.label
 * @param {string} given.value
 * @param {Options} given.options
 * @param {[string, Options][]} [given.groups] more options, below a heading each
 * @param {(value: string) => void} given.onChoose
 * @param {() => void} [given.onOpen] called when somebody is about to choose
 */
export function Chooser({ label, value, options, groups = [], onChoose, onOpen }) {
  const list = (/** @type {Options} */ some) =>
    some.map(
      ([each, text]) => html`<option key=${each} value=${each} selected=${each === value}>${text}</option>`,
    );
  return html`<select
    aria-label=${label}
    title=${label}
    value=${value}
    onFocus=${onOpen}
    onPointerEnter=${onOpen}
    onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => onChoose(event.currentTarget.value)}
  >
    ${list(options)}
    ${groups.map(([name, some]) => html`<optgroup key=${name} label=${name}>${list(some)}</optgroup>`)}
  </select>`;
}
