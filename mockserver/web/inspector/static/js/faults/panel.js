/** Faults: the plans of the sandbox, and how far each was carried out. */
import { html } from "../html.js";
import { attempt, lab } from "../lab.js";
import { faults } from "../store.js";
import { Card } from "./card.js";
import { openPlan } from "./form.js";

/** @type {{ name: string, text: string, plan: any }[]} */
const PRESETS = [
  {
    name: "Outage",
    text: "The next five requests are answered 503.",
    plan: { match: {}, steps: [{ status: 503, times: 5 }] },
  },
  {
    name: "Lost answer",
    text: "The next update is carried out, its answer is lost.",
    plan: { match: { operation: "update_event" }, steps: [{ drop: "after" }] },
  },
  {
    name: "Slow",
    text: "The next ten answers come after three seconds.",
    plan: { match: {}, steps: [{ delayMs: 3000, times: 10 }] },
  },
  {
    name: "Rate limit",
    text: "More than ten requests a minute are answered 429.",
    plan: { match: {}, limit: { requests: 10, seconds: 60 } },
  },
];

export function Faults() {
  const plans = faults.value;
  return html`<section class="sheet faults" aria-label="Fault plans">
    <div class="part">
      <h1>Faults</h1>
      <button class="primary" onClick=${() => openPlan({ match: {}, steps: [{ status: 503 }] })}>
        Plan a fault
      </button>
      ${plans.length > 0 && html`<button onClick=${clear}>Delete all</button>`}
    </div>
    <div class="presets" role="group" aria-label="Presets">
      ${PRESETS.map(
        ({ name, text, plan }) =>
          html`<button key=${name} class="preset" onClick=${() => openPlan(plan)}>
            <b>${name}</b><span>${text}</span>
          </button>`,
      )}
    </div>
    ${
      plans.length
        ? html`<div class="cards">${plans.map((plan) => html`<${Card} key=${plan.id} plan=${plan} />`)}</div>`
        : html`<p class="empty">Nothing is planned to go wrong.</p>`
    }
  </section>`;
}

async function clear() {
  const done = await attempt(() => lab("DELETE", "/faults"), "All plans are deleted.");
  if (done !== undefined) faults.value = [];
}
