/** What a request did to the data, and the ticket that it did it to. */
import { Changes } from "../changes.js";
import { go } from "../address.js";
import { counted } from "../format.js";
import { html } from "../html.js";
import { useLab } from "../lab.js";
import { Ticket } from "../wallet/ticket.js";

const FIELD = /\/fields\/([^/]+)/;

/** @param {{ exchange: import("../types.js").Exchange }} given */
export function Changed({ exchange }) {
  const { value, error } = useLab(`/requests/${encodeURIComponent(exchange.id)}/changes`);
  if (error) return html`<p class="none">${error}</p>`;
  if (!value) return null;
  const { changes, counts } = value;
  if (!changes)
    return html`<p class="none">
      It changed ${counted(counts.events, "event")} and ${counted(counts.passes, "pass")}: too many to keep
      each change.
    </p>`;
  if (!changes.length) return html`<p class="none">It changed nothing.</p>`;
  const [event] = exchange.touched.events;
  const fields = changes.map((/** @type {any} */ each) => FIELD.exec(each.path)?.[1]).filter(Boolean);
  return html`<${Changes}
      changes=${changes}
    />${event && html`<${Shown} event=${event} fields=${fields} />`}`;
}

/** @param {{ event: number, fields: string[] }} given */
function Shown({ event, fields }) {
  const { value } = useLab(`/events/${event}`);
  const passes = useLab(`/passes?event=${event}&limit=1`).value;
  if (!value) return null;
  return html`<div class="part">
      <h3>The ticket now</h3>
      <button class="quiet" onClick=${() => go({ panel: "wallet", event, request: null, tab: null })}>
        Open in Wallet
      </button>
    </div>
    <${Ticket} event=${value} pass=${passes?.passes[0]} changed=${fields} />`;
}
