/** One of several, with a name that assistive technology reads out. */
import { html } from "./html.js";

/**
 * @param {{ label: string, value: string, options: [string, string][], onChoose: (value: string) => void }} given
 */
export function Chooser({ label, value, options, onChoose }) {
  return html`<select
    aria-label=${label}
    title=${label}
    value=${value}
    onChange=${(/** @type {{ currentTarget: HTMLSelectElement }} */ event) => onChoose(event.currentTarget.value)}
  >
    ${options.map(
      ([each, text]) => html`<option key=${each} value=${each} selected=${each === value}>${text}</option>`,
    )}
  </select>`;
}
