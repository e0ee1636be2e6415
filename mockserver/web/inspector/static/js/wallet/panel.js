/** The wallet: an event's passes as tickets, and what becomes of them as the event is updated. */
import { useState } from "preact/hooks";
import { go, place } from "../address.js";
import { Chooser } from "../chooser.js";
import { counted, timeOf, nameOf } from "../format.js";
import { html } from "../html.js";
import { useLab } from "../lab.js";
import { deliveries, pushes, version } from "../store.js";
import { isDark, toggleTheme } from "../theme.js";
import { PassActions } from "../data/passes.js";
import { useFlash } from "./flash.js";
import { Ticket } from "./ticket.js";
import { TimeLine } from "./timeline.js";

/** @typedef {import("../types.js").Pass} Pass */

const SIGNS = {
  installed: "● installed",
  uninstalled: "✕ uninstalled",
  not_been_installed: "○ not installed",
};

export function Wallet() {
  const listed = useLab("/events?limit=200", version.value).value?.events ?? [];
  const id = place.value.event ?? bestOf(listed)?.eventId;
  const { value: event, error } = useLab(id ? `/events/${id}` : null, version.value);
  const passes = useLab(id ? `/passes?event=${id}&limit=100` : null, version.value).value;
  const shown =
    passes?.passes.find((/** @type {Pass} */ each) => String(each.id) === place.value.pass) ??
    passes?.passes[0];
  /** @type {[string, string][]} */
  const options = listed.map((/** @type {any} */ each) => [
    String(each.eventId),
    `${nameOf(each)} · ${each.eventId} · ${counted(each.passes, "pass")}`,
  ]);
  return html`<section class="wallet-list" aria-label="Passes">
      <h1 class="unseen">Wallet</h1>
      <div class="filters">
        <${Chooser}
          label="Event"
          value=${String(id ?? "")}
          options=${options}
          onChoose=${(/** @type {string} */ chosen) => go({ event: chosen, pass: null })}
        />
        <p class="none">${passes ? counted(passes.count, "pass") : ""}</p>
      </div>
      <ol class="passes">
        ${passes?.passes.map((/** @type {Pass} */ each) => html`<${Row} key=${each.id} pass=${each} isChosen=${each.id === shown?.id} />`)}
      </ol>
      ${passes && !passes.passes.length && html`<p class="empty">No pass was issued. <${PassActions} event=${id} /></p>`}
    </section>
    ${error && html`<p class="empty">${error}</p>`}
    ${event && html`<${Shown} key=${`${id}-${shown?.id}`} event=${event} pass=${shown} />`}`;
}

/** The event to begin with: one that has passes. @param {import("../types.js").WalletEvent[]} events */
const bestOf = (events) => events.find((each) => each.passes > 0) ?? events[0];

/** @param {{ pass: Pass, isChosen: boolean }} given */
function Row({ pass, isChosen }) {
  return html`<li>
    <button
      class="row"
      aria-current=${isChosen ? "true" : null}
      onClick=${() => go({ event: pass.eventId, pass: pass.id }, { replace: true })}
    >
      <b>${pass.externalId ?? pass.id}</b><span>${pass.platform === "ios" ? "iOS" : "Android"}</span
      ><span class=${`state ${pass.status}`}>${SIGNS[pass.status]}</span>
    </button>
  </li>`;
}

/** @param {{ event: import("../types.js").WalletEvent, pass?: Pass }} given */
function Shown({ event, pass }) {
  const [look, choose] = useState(pass?.platform ?? "ios");
  const pushed = pushes.value.filter(
    (each) => each.event === event.eventId && (!pass || each.pass === pass.id),
  );
  const delivered = deliveries.value.filter((each) => each.pass === pass?.id);
  const { changed, line } = useFlash(event, pushed);
  return html`<section class="wallet" aria-label="Ticket">
      <div class="toolbar">
        <span role="group" aria-label="Wallet">
          ${["ios", "android"].map(
            (each) =>
              html`<button
                key=${each}
                class="chip"
                aria-pressed=${look === each}
                onClick=${() => choose(/** @type {any} */ (each))}
              >
                ${each === "ios" ? "iOS" : "Android"}
              </button>`,
          )}
        </span>
        <button class="chip" onClick=${toggleTheme}>${isDark() ? "Light" : "Dark"}</button>
        ${pass && html`<${PassActions} event=${event.eventId} pass=${pass} />`}
      </div>
      <div class="stage">
        ${line && html`<p class="lock" role="status"><b>Wallet</b> <time>${timeOf(line.at).slice(0, 5)}</time><br />${line.text}</p>`}
        <${Ticket} event=${event} pass=${pass} changed=${changed} look=${look} />
      </div>
    </section>
    <${TimeLine} event=${event} pass=${pass} pushes=${pushed} deliveries=${delivered} />`;
}
