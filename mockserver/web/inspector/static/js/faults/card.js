/** A fault plan: whom it meets, its steps as beads that fill, and the requests that met it. */
import { go } from "../address.js";
import { counted } from "../format.js";
import { html } from "../html.js";
import { attempt, lab } from "../lab.js";
import { faults } from "../store.js";
import { matchInWords, stepInWords, stepSign } from "./words.js";

/** @typedef {import("../types.js").Plan} Plan */

const MOST = 24;

/** @param {{ plan: Plan }} given */
export function Card({ plan }) {
  const { id, match, limit, completed } = plan;
  const { consumed = [], remaining = [] } = plan;
  const left = remaining.reduce((sum, step) => sum + (step.times ?? 1), 0);
  return html`<article class=${`card plan ${completed && !limit ? "done" : ""}`} aria-label=${id}>
    <div class="part">
      <h2>${matchInWords(match ?? {})}</h2>
      <span class="badge">${limit ? "limit" : completed ? "✓ used up" : `${left} left`}</span>
      <button class="quiet" aria-label=${`Delete ${id}`} onClick=${() => remove(id)}>✕</button>
    </div>
    <p class="ids">
      <code>${id}</code
      >${limit && html` · ${counted(limit.requests, "request")} in ${limit.seconds} s, then 429`}
    </p>
    <ol class="beads">
      ${consumed.map(({ step, request }, index) => html`<${Bead} key=${index} step=${step} request=${request} />`)}
      ${remaining
        .flatMap((step) => Array.from({ length: Math.min(step.times ?? 1, MOST) }, () => step))
        .slice(0, MOST)
        .map((step, index) => html`<${Bead} key=${`left-${index}`} step=${step} />`)}
    </ol>
    ${remaining[0] && html`<p class="next">Next: ${stepInWords(remaining[0])}</p>`}
  </article>`;
}

/** @param {{ step: import("../types.js").Step, request?: string }} given */
function Bead({ step, request }) {
  const told = stepInWords(step);
  if (!request)
    return html`<li>
      <span class="bead" title=${told}>${stepSign(step)}<span class="unseen"> to come: ${told}</span></span>
    </li>`;
  return html`<li>
    <button class="bead taken" title=${`${told}: ${request}`} onClick=${() => go({ panel: null, request })}>
      ${stepSign(step)}<span class="unseen"> taken by ${request}: ${told}</span>
    </button>
  </li>`;
}

/** @param {string} id */
async function remove(id) {
  const done = await attempt(() => lab("DELETE", `/faults/${id}`));
  if (done !== undefined) faults.value = faults.value.filter((each) => each.id !== id);
}
