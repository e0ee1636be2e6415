/** What was found about a request, and what it would have been answered under other dials. */
import { mark } from "../format.js";
import { html } from "../html.js";
import { useLab } from "../lab.js";

/** @param {{ exchange: import("../types.js").Exchange }} given */
export function Findings({ exchange }) {
  const { findings } = exchange;
  return html`${
    findings.length
      ? html`<ul class="findings">
          ${findings.map(
            (each, index) =>
              html`<li key=${index} class=${each.level}>
                <p>
                  <b>${each.level === "violation" ? "▲ violation" : "△ undocumented"}</b>${" "}
                  <code>${each.code}</code> at <code>${each.at}</code>
                </p>
                <p>${each.message}</p>
                <p class="source">${each.source}</p>
              </li>`,
          )}
        </ul>`
      : html`<p class="none">Nothing was found: the request is as the documentation has it.</p>`
  }${exchange.operation && html`<${Judgements} id=${exchange.id} />`}`;
}

/** @param {{ id: string }} given */
function Judgements({ id }) {
  const { value, error } = useLab(`/requests/${encodeURIComponent(id)}/judgements`);
  if (error) return html`<p class="none">${error}</p>`;
  if (!value) return null;
  return html`<h3>Under each strictness and reading</h3>
    <p class="none">Carried out on a copy of the sandbox as it is now.</p>
    <table class="judgements">
      <thead>
        <tr>
          <th scope="col">strictness</th>
          <th scope="col">reading</th>
          <th scope="col">answer</th>
          <th scope="col">findings</th>
        </tr>
      </thead>
      <tbody>
        ${value.judgements.map((/** @type {any} */ each) => {
          const { kind, sign, text } = mark(each.status);
          return html`<tr key=${each.strictness + each.reading}>
            <td>${each.strictness}</td>
            <td>${each.reading}</td>
            <td>
              <span class=${`status ${kind}`}><span aria-hidden="true">${sign}</span> ${text}</span>
            </td>
            <td>
              ${[...new Set(each.findings.map((/** @type {any} */ found) => found.code))].join(", ") || "none"}
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
}
