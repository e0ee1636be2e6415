/** What became of a pass, the newest first. */
import { go } from "../address.js";
import { dateAndTime, outcome } from "../format.js";
import { html } from "../html.js";
import { requests } from "../store.js";

/** @typedef {{ at: string, sign: string, text: string, request?: string }} Step */

/**
 * @param {{ event: import("../types.js").WalletEvent, pass?: import("../types.js").Pass, pushes: import("../types.js").Push[],
 *   deliveries: import("../types.js").Delivery[] }} given
 */
export function TimeLine({ event, pass, pushes, deliveries }) {
  const came = [...pushes.map(pushed), ...deliveries.map(delivered)].reverse();
  const steps = [...lifeOf(event, pass), ...came].filter((each) => each.at);
  steps.sort((one, other) => one.at.localeCompare(other.at)).reverse(); // of one instant, the last comes first
  return html`<section class="timeline" aria-label="Time line">
    <h2>Time line</h2>
    <ol>
      ${steps.map(
        ({ at, sign, text, request }, index) =>
          html`<li key=${index}>
            <span class="sign" aria-hidden="true">${sign}</span>
            <span
              >${text}${request && html` <button class="quiet" onClick=${() => go({ panel: null, request, event: null, pass: null })}>by ${request}</button>`}</span
            >
            <time>${dateAndTime(at)}</time>
          </li>`,
      )}
    </ol>
  </section>`;
}

/**
 * @param {import("../types.js").WalletEvent} event
 * @param {import("../types.js").Pass} [pass]
 * @returns {Step[]}
 */
function lifeOf(event, pass) {
  const made = { at: event.createdAt, sign: "✚", text: "Event created" };
  if (!pass) return [made];
  const life = [made, { at: pass.createdAt, sign: "◇", text: "Pass issued" }];
  if (pass.installedAt) life.push({ at: pass.installedAt, sign: "●", text: "Installed" });
  if (pass.status === "uninstalled") life.push({ at: pass.updatedAt, sign: "✕", text: "Uninstalled" });
  return life;
}

/** @param {import("../types.js").Push} push @returns {Step} */
const pushed = ({ at, request }) => ({ at, sign: "↑", text: "Update pushed", request });

/** What was done in the lab is in no journal, and so leads nowhere. @param {import("../types.js").Delivery} delivery @returns {Step} */
function delivered(delivery) {
  const cause = requests.value.find((each) => each.id === delivery.cause);
  const text = outcome(delivery).replace(/^c/, "C");
  return { at: delivery.at, sign: "⇢", text, request: cause?.id };
}
