/** The pushes that a request led to. */
import { go } from "../address.js";
import { timeOf } from "../format.js";
import { html } from "../html.js";
import { pushes } from "../store.js";

/** @param {{ id: string }} given */
export function Pushed({ id }) {
  const mine = pushes.value.filter((each) => each.request === id);
  if (!mine.length) return html`<p class="none">No wallet was told of anything.</p>`;
  return html`<table class="pushes">
    <thead>
      <tr>
        <th scope="col">at</th>
        <th scope="col">pass</th>
        <th scope="col">event</th>
        <th scope="col"><span class="unseen">do</span></th>
      </tr>
    </thead>
    <tbody>
      ${mine.map(
        (each) =>
          html`<tr key=${each.pass}>
            <td>${timeOf(each.at)}</td>
            <td>${each.pass}</td>
            <td>${each.event}</td>
            <td>
              <button
                class="quiet"
                onClick=${() => go({ panel: "wallet", event: each.event, pass: each.pass, request: null, tab: null })}
              >
                See it<span class="unseen"> of pass ${each.pass}</span>
              </button>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
