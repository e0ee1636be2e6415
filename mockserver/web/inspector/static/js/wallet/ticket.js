/** The ticket as a wallet would about show it: HTML and CSS, front and back. */
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { zones } from "./zones.js";

/** @typedef {import("./zones.js").Cell} Cell */

const STATES = {
  not_been_installed: "+ Add to wallet",
  installed: "In the wallet",
  uninstalled: "Removed from the wallet",
};

/**
 * @param {{ event: import("../types.js").WalletEvent, pass?: import("../types.js").Pass, changed?: string[], look?: string }} given
 *   `changed`: the names of fields to mark; `look`: the wallet, by default that of the pass
 */
export function Ticket({ event, pass, changed = [], look }) {
  const [isTurned, turn] = useState(false);
  const shown = zones(event);
  const state = pass?.status ?? "installed";
  const draw = (/** @type {Cell} */ cell) =>
    html`<${Drawn} key=${cell.name + cell.label} cell=${cell} isChanged=${changed.includes(cell.name)} />`;
  return html`<figure class=${`ticket ${look ?? pass?.platform ?? "ios"} ${state}`}>
    <div class="paper">
      <div class="header">
        <span class="logo">${event.projectExternalId ?? `Project ${event.projectId}`}</span>
        <dl>${shown.day && draw(shown.day)}</dl>
      </div>
      ${
        isTurned
          ? html`<dl class="zone back">${shown.back.map(draw)}</dl>`
          : html`<dl class="zone primary">${draw(shown.primary)}</dl>
              <dl class="zone secondary">${shown.secondary.map(draw)}</dl>
              <dl class="zone auxiliary">${shown.auxiliary.map(draw)}</dl>
              <${Barcode} pass=${pass} />`
      }
      <button class="turn" onClick=${() => turn(!isTurned)}>${isTurned ? "Front" : "Back"}</button>
    </div>
    <figcaption>
      ${pass && html`<b class="state">${STATES[state]}</b> `}Preview, not the vendor’s rendering.
    </figcaption>
  </figure>`;
}

/** @param {{ cell: Cell, isChanged: boolean }} given */
function Drawn({ cell, isChanged }) {
  return html`<div class=${isChanged ? "cell changed" : "cell"}>
    <dt>${cell.label}</dt>
    <dd>
      ${cell.value}${cell.isOdd && html` <span class="odd" title="No ISO 8601 time: shown as it was sent">△ no time</span>`}${
        isChanged && html`<span class="unseen"> (changed)</span>`
      }
    </dd>
  </div>`;
}

/** @param {{ pass?: import("../types.js").Pass }} given */
function Barcode({ pass }) {
  if (!pass) return html`<p class="barcode none">No pass of this event was issued.</p>`;
  const { serialNumber, externalId } = pass;
  return html`<div class="barcode">
    <img
      src=${`/__inspector/qr?text=${encodeURIComponent(serialNumber)}`}
      alt=${`QR code of ${serialNumber}`}
      width="116"
      height="116"
    />
    <span>${externalId ?? serialNumber}</span>
  </div>`;
}
