/** The claims that the answers so far rest on, and how anybody knows of each: seen on a day, or assumed. */
import { go } from "./address.js";
import { html } from "./html.js";
import { useLab } from "./lab.js";

/** @typedef {{ id: string, label: string, statement: string, position: string | null, observed: string | null, unsupported: string | null }} Claim */

/** @param {{ names: string[] }} given */
export function Claims({ names }) {
  const { value: ledger, error } = useLab("/fidelity", names.length);
  if (!names.length)
    return html`<h2>Claims touched</h2>
      <p class="none">None yet.</p>`;
  /** @type {Map<string, Claim>} */
  const known = new Map(ledger?.claims.map((/** @type {Claim} */ each) => [each.id, each]));
  return html`<h2>Claims touched</h2>
    ${error && html`<p class="empty">${error}</p>`}
    <div class="wide" tabindex="0" role="group" aria-label="Claims">
      <table class="claims">
        <caption class="unseen">
          Claims that the answers rest on, and how they are known
        </caption>
        <thead>
          <tr>
            ${["claim", "what it says", "side", "evidence"].map((each) => html`<th key=${each} scope="col">${each}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${names.map((name) => html`<${Row} key=${name} name=${name} claim=${known.get(name)} />`)}
        </tbody>
      </table>
    </div>`;
}

/** @param {{ name: string, claim?: Claim }} given */
function Row({ name, claim }) {
  return html`<tr>
    <th scope="row">
      <a class="badge" href=${`?panel=docs&guide=FIDELITY#${name}`} onClick=${toLedger}>${name}</a>
    </th>
    <td>${claim && spans(claim.statement)}</td>
    <td class="side">${claim?.position ?? ""}</td>
    <td class=${`evidence ${tone(claim)}`}>${claim && evidence(claim)}</td>
  </tr>`;
}

/** A sentence in which backticks stand around code. @param {string} text */
const spans = (text) => text.split("`").map((each, n) => (n % 2 ? html`<code>${each}</code>` : each));

/** In the words of `X-Mockserver-Evidence`. @param {Claim} claim */
function evidence({ label, observed, unsupported }) {
  if (unsupported) return `observed ${observed}, otherwise than here: ${unsupported}`;
  if (observed) return `observed ${observed}`;
  return label === "reading" ? "read" : "assumed";
}

/** @param {Claim | undefined} claim */
const tone = (claim) => (claim?.unsupported ? "bad" : claim?.observed ? "good" : "");

/** @param {Event} event */
function toLedger(event) {
  event.preventDefault();
  go({ panel: "docs", guide: "FIDELITY" });
}
