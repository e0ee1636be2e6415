/** A message as it was on the wire: headers and body. */
import { copy } from "../copy.js";
import { html } from "../html.js";
import { Json } from "../json.js";

/** @typedef {{ headers: Record<string, string>, body: unknown }} Message */

/** @param {{ message: Message | null | undefined, nothing: string }} given */
export function Message({ message, nothing }) {
  if (!message) return html`<p class="none">${nothing}</p>`;
  const { headers, body } = message;
  return html`<div class="part">
      <h3>Body</h3>
      ${body !== null && html`<button class="quiet" onClick=${() => copy(typeof body === "string" ? body : JSON.stringify(body, null, 2), "The body")}>Copy</button>`}
    </div>
    <${Json} value=${body} />
    <h3>Headers</h3>
    <table class="headers">
      <tbody>
        ${Object.entries(headers).map(
          ([name, value]) =>
            html`<tr key=${name}>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** @param {{ exchange: import("../types.js").Exchange }} given */
export function Raw({ exchange }) {
  const text = JSON.stringify(exchange, null, 2);
  return html`<div class="part">
      <h3>As the journal has it</h3>
      <button class="quiet" onClick=${() => copy(text, "The entry")}>Copy</button>
    </div>
    <${Json} value=${exchange} label="Entry of the journal" />`;
}
