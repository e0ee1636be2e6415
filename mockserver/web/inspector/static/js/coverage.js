/** Coverage: which operations, forms and statuses were seen, which claims were touched, what nobody read. */
import { go } from "./address.js";
import { Claims } from "./claims.js";
import { words } from "./format.js";
import { html } from "./html.js";
import { attempt, lab, useLab } from "./lab.js";
import { asHtml, asJUnit } from "./report.js";
import { saveAs } from "./save.js";
import { requests } from "./store.js";

/** @typedef {import("./report.js").Report} Report */

export function Coverage() {
  const { value: report, error } = useLab("/report", requests.value);
  return html`<section class="sheet coverage" aria-label="Coverage">
    <div class="part">
      <h1>Coverage</h1>
      ${
        report &&
        html`<span class="group" role="group" aria-label="Download as">
          <span class="label">Download as</span>
          <button onClick=${() => saveAs("mockserver.junit.xml", "application/xml", asJUnit(report))}>
            JUnit
          </button>
          <button onClick=${() => saveAs("mockserver.html", "text/html", asHtml(report))}>HTML</button>
          <button onClick=${har}>HAR</button>
        </span>`
      }
    </div>
    ${error && html`<p class="empty">${error}</p>`} ${report && html`<${Whole} report=${report} />`}
  </section>`;
}

async function har() {
  const told = await attempt(() => lab("GET", "/requests/export?format=har"));
  if (told) saveAs("mockserver.har", "application/json", JSON.stringify(told));
}

/** @param {{ report: Report }} given */
function Whole({ report }) {
  const { operations, findings, claims, unread } = report;
  const statuses = [...new Set(operations.flatMap((each) => Object.keys(each.statuses)))].sort();
  const forms = [...new Set(operations.flatMap((each) => Object.keys(each.forms)))];
  return html`<${Matrix}
      title="Statuses"
      caption="Operations and the statuses they were answered with"
      names=${statuses}
      of="statuses"
      operations=${operations}
    />
    <${Matrix}
      title="Forms"
      caption="Operations and the forms of path they were called by"
      names=${forms}
      of="forms"
      operations=${operations}
    />
    <div class="cards">
      <section class="card">
        <h2>Findings</h2>
        <${Counts}
          counts=${Object.entries(findings)}
          none="Nothing was found."
          onOpen=${() => go({ panel: null, q: "has:finding" })}
        />
      </section>
      <section class="card">
        <h2>Sent, and read by nobody</h2>
        <${Counts}
          counts=${unread.map((each) => [each.path, each.count])}
          none="Everything that was sent was read."
        />
      </section>
    </div>
    <${Claims} names=${claims} />`;
}

/** @param {{ title: string, caption: string, names: string[], of: "statuses" | "forms", operations: Report["operations"] }} given */
function Matrix({ title, caption, names, of, operations }) {
  return html`<h2>${title}</h2>
    <div class="wide" tabindex="0" role="group" aria-label="Table">
      <table class="matrix">
        <caption class="unseen">
          ${caption}
        </caption>
        <thead>
          <tr>
            <th scope="col">operation</th>
            ${names.map((name) => html`<th key=${name} scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${operations.map(
            (each) =>
              html`<tr key=${each.operation}>
                <th scope="row">${words(each.operation)}</th>
                ${names.map((name) => html`<td key=${name} class=${each[of][name] ? "seen" : ""}>${each[of][name] ? `✓ ${each[of][name]}` : "·"}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

/** @param {{ counts: [string, number][], none: string, onOpen?: () => void }} given */
function Counts({ counts, none, onOpen }) {
  if (!counts.length) return html`<p class="none">${none}</p>`;
  return html`<table class="counts">
      <tbody>
        ${counts.map(
          ([name, count]) =>
            html`<tr key=${name}>
              <th scope="row"><code>${name}</code></th>
              <td>${count}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${onOpen && html`<button class="quiet" onClick=${onOpen}>See the requests</button>`}`;
}
