/** How long operations took: for each, how many requests fell into which span. */
import { counted, duration, words } from "../format.js";
import { html } from "../html.js";
import { requests } from "../store.js";

const BOUNDS = [1, 2, 5, 10, 50, 100, 1000, Infinity];
const TITLES = ["< 1 ms", "< 2 ms", "< 5 ms", "< 10 ms", "< 50 ms", "< 100 ms", "< 1 s", "more"];

export function Histogram() {
  const of = Map.groupBy(requests.value, (each) => each.operation ?? "");
  const rows = [...of].sort(([, one], [, other]) => other.length - one.length);
  if (!rows.length) return html`<p class="empty">No request came yet.</p>`;
  return html`<div class="wide" tabindex="0" role="group" aria-label="Table">
    <table class="histogram">
      <thead>
        <tr>
          <th scope="col">operation</th>
          ${TITLES.map((title) => html`<th key=${title} scope="col">${title}</th>`)}
          <th scope="col">median</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(([operation, found]) => html`<${Row} key=${operation} operation=${operation} times=${found.map((each) => each.milliseconds)} />`)}
      </tbody>
    </table>
  </div>`;
}

/** @param {{ operation: string, times: number[] }} given */
function Row({ operation, times }) {
  const buckets = BOUNDS.map(
    (bound, index) => times.filter((each) => each < bound && each >= (BOUNDS[index - 1] ?? 0)).length,
  );
  const sorted = [...times].sort((one, other) => one - other);
  return html`<tr>
    <th scope="row">
      ${words(operation) || "no operation"} <small>${counted(times.length, "request")}</small>
    </th>
    ${buckets.map(
      (count, index) =>
        html`<td key=${index}>
          <span class="column" style=${{ height: `${(count / times.length) * 28}px` }}></span
          ><small>${count || ""}</small>
        </td>`,
    )}
    <td>${duration(sorted[Math.floor(sorted.length / 2)] ?? 0)}</td>
  </tr>`;
}
