/** What can be done with a request that was made. */
import { go } from "../address.js";
import { copyRequest } from "../copy.js";
import { html } from "../html.js";
import { attempt, lab } from "../lab.js";
import { openOverlay } from "../overlay.js";
import { openPlan } from "../faults/form.js";
import { Compare } from "./compare.js";
import { Editor } from "./editor.js";

/** @typedef {import("../types.js").Exchange} Exchange */

const FORMATS = ["curl", "httpx", "fetch", "pytest", "http"];

/** @param {{ exchange: Exchange }} given */
export function Actions({ exchange }) {
  const { id } = exchange;
  return html`<div class="actions">
    <button class="primary" onClick=${() => replay(id)} title="Send it again, as it was (r)">Replay</button>
    <button onClick=${() => openOverlay("Edit and send", () => html`<${Editor} exchange=${exchange} />`)}>
      Edit and send
    </button>
    <button onClick=${() => makeItFail(exchange)} title="Plan a fault for requests like it (f)">
      Make it fail
    </button>
    <button onClick=${() => openOverlay("Compare", () => html`<${Compare} exchange=${exchange} />`)}>
      Compare
    </button>
    <span class="group" role="group" aria-label="Copy as">
      <span class="label">Copy as</span>
      ${FORMATS.map((format) => html`<button key=${format} class="quiet" onClick=${() => copyRequest(id, format)}>${format}</button>`)}
    </span>
  </div>`;
}

/** @param {string} id */
export async function replay(id) {
  const entry = await attempt(
    () => lab("POST", `/requests/${encodeURIComponent(id)}/replay`, {}),
    "Sent again.",
  );
  if (entry) go({ request: entry.id });
}

/** @param {string} id */
export const copyAsCurl = (id) => copyRequest(id, "curl");

/** @param {Exchange} exchange */
export function makeItFail({ operation, request, touched }) {
  const path = new URL(request.url).pathname.replace(/^\/sandboxes\/[^/]+/, "");
  const [event] = touched.events;
  const named = operation
    ? { operation, ...(event === undefined ? {} : { event }) }
    : { method: request.method, path };
  openPlan({ match: named, steps: [{ status: 503 }] });
}
