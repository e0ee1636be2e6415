/** One request: what came, what went, what was found about it, what it did. */
import { go, place } from "../address.js";
import { Badges } from "../badges.js";
import { duration, mark, timeOf, words } from "../format.js";
import { html } from "../html.js";
import { useKeys } from "../keys.js";
import { useLab } from "../lab.js";
import { requests, summary } from "../store.js";
import { Tabs } from "../tabs.js";
import { Actions, copyAsCurl, makeItFail, replay } from "./actions.js";
import { Changed } from "./changed.js";
import { Findings } from "./findings.js";
import { Message, Raw } from "./message.js";
import { Pushed } from "./pushed.js";

/** @typedef {import("../types.js").Exchange} Exchange */

/** @param {{ id: string }} given */
export function Request({ id }) {
  const { value: exchange, error } = useLab(`/requests/${encodeURIComponent(id)}`);
  useKeys(exchange ? keysOf(exchange) : {}, [exchange]);
  return html`<section class="detail" aria-label="Request">
    <button class="back quiet" onClick=${() => go({ request: null, tab: null })}>‹ Traffic</button>
    ${error && html`<p class="empty">${error}</p>`} ${exchange && html`<${Whole} exchange=${exchange} />`}
  </section>`;
}

/** @param {Exchange} exchange */
const keysOf = (exchange) => ({
  r: () => replay(exchange.id),
  c: () => copyAsCurl(exchange.id),
  f: () => makeItFail(exchange),
});

/** @param {{ exchange: Exchange }} given */
function Whole({ exchange }) {
  const { findings, touched } = exchange;
  const chosen = place.value.tab ?? "request";
  /** @type {[string, string][]} */
  const tabs = [
    ["request", "Request"],
    ["response", "Response"],
    ["findings", findings.length ? `Findings ${findings.length}` : "Findings"],
    ["changed", "Changed"],
    ["pushes", touched.passes ? `Pushes ${touched.passes}` : "Pushes"],
    ["raw", "Raw"],
  ];
  return html`<${Head} exchange=${exchange} /><${Actions} exchange=${exchange} /><${Notes}
      exchange=${exchange}
    />
    <${Tabs} label="Parts of the request" tabs=${tabs} chosen=${chosen}
      ><${Part} name=${chosen} exchange=${exchange}
    /><//>`;
}

/** @param {{ name: string, exchange: Exchange }} given */
function Part({ name, exchange }) {
  const { request, response } = exchange;
  if (name === "response")
    return html`<${Message} message=${response} nothing="No answer left the server." />`;
  if (name === "findings") return html`<${Findings} exchange=${exchange} />`;
  if (name === "changed") return html`<${Changed} exchange=${exchange} />`;
  if (name === "pushes") return html`<${Pushed} id=${exchange.id} />`;
  if (name === "raw") return html`<${Raw} exchange=${exchange} />`;
  return html`<${Message} message=${request} nothing="" />`;
}

/** @param {{ exchange: Exchange }} given */
function Head({ exchange }) {
  const { id, at, durationMs, operation, request, response } = exchange;
  const { kind, sign, text } = mark(response?.status ?? null);
  const url = new URL(request.url);
  const known = requests.value.find((each) => each.id === id) ?? summary(exchange);
  return html`<header class="head">
    <h2>
      <span class=${`method ${request.method.toLowerCase()}`}>${request.method}</span>
      ${words(operation) || "No operation"}
      <span class=${`status ${kind}`}><span aria-hidden="true">${sign}</span> ${text}</span>
      <${Badges} request=${known} />
    </h2>
    <p class="target">${decodeURI(url.pathname)}${url.search}</p>
    <p class="facts"><time>${timeOf(at)}</time> · ${duration(durationMs)} · <code>${id}</code></p>
  </header>`;
}

/** @param {{ exchange: Exchange }} given */
function Notes({ exchange }) {
  const { fault, operation, response } = exchange;
  const body = /** @type {{ details?: string } | null} */ (response?.body);
  const plan = fault?.split(/[ :]/)[0];
  return html`${
    fault &&
    html`<p class="note bad">
      <b>⚡ A fault plan had a hand in this.</b> ${fault}${" "}
      <a
        href=${`?panel=faults`}
        onClick=${(/** @type {Event} */ event) => (event.preventDefault(), go({ panel: "faults", request: null }))}
        >See ${plan}</a
      >
    </p>`
  }${!operation && html`<p class="note violet"><b>? No operation takes this.</b> ${body?.details}</p>`}${
    operation &&
    !fault &&
    response &&
    response.status >= 400 &&
    html`<p class="note warn"><b>! Refused.</b> ${body?.details}</p>`
  }`;
}
