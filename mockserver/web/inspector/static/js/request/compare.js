/** A request beside another: where they differ. */
import { useState } from "preact/hooks";
import { Changes, differences } from "../changes.js";
import { Chooser } from "../chooser.js";
import { timeOf, words } from "../format.js";
import { html } from "../html.js";
import { useLab } from "../lab.js";
import { requests } from "../store.js";

/** @typedef {import("../types.js").Exchange} Exchange */

/** @param {{ exchange: Exchange }} given */
export function Compare({ exchange }) {
  const others = requests.value.filter((each) => each.id !== exchange.id);
  const alike = others.filter((each) => each.operation === exchange.operation);
  const [chosen, choose] = useState((alike[0] ?? others[0])?.id ?? "");
  const { value: other } = useLab(chosen ? `/requests/${chosen}` : null);
  if (!others.length) return html`<p class="none">There is no other request.</p>`;
  const found = other ? differences(compared(other), compared(exchange)) : [];
  /** @type {[string, string][]} */
  const options = others.map((each) => [
    each.id,
    `${timeOf(each.at)} ${each.method} ${words(each.operation) || each.path} · ${each.status ?? "no answer"}`,
  ]);
  return html`<div class="form">
    <label
      >With <${Chooser} label="The other request" value=${chosen} options=${options} onChoose=${choose}
    /></label>
    ${other && (found.length ? html`<${Changes} changes=${found} />` : html`<p class="none">They are alike.</p>`)}
  </div>`;
}

/** What is worth comparing. @param {Exchange} exchange */
function compared({ operation, request, response, findings, fault }) {
  const { pathname, search } = new URL(request.url);
  const answered = response && { status: response.status, body: response.body };
  return {
    operation,
    request: { ...request, url: undefined, path: pathname, query: search || undefined },
    response: answered,
    findings: findings.map((each) => each.code),
    fault,
  };
}
