/** Traffic: every request as it drops in, and beside it the one that is looked at. */
import { useEffect, useRef, useState } from "preact/hooks";
import { go, place, sandbox } from "./address.js";
import { Badges } from "./badges.js";
import { duration, mark, timeOf, words } from "./format.js";
import { html } from "./html.js";
import { useKeys } from "./keys.js";
import { attempt, lab } from "./lab.js";
import { lazy } from "./lazy.js";
import { Start } from "./start.js";
import { heldCount, isPaused, requests, summary, togglePause } from "./store.js";

/** @typedef {import("./types.js").Summary} Summary */

const Request = lazy(
  () => import("./request/panel.js").then((file) => file.Request),
  "request",
  "ticket",
  "faults",
);
const CHIPS = [
  ["", "All"],
  ["status:4xx", "4xx"],
  ["status:5xx", "5xx"],
  ["has:finding", "Findings"],
  ["has:fault", "Faults"],
];
const SHOWN = 300;

export function Traffic() {
  const shown = useFound(place.value.q ?? "");
  const at = place.value.request;
  const list = useRef(shown);
  list.current = shown;
  useKeys({ j: () => step(list.current, 1), k: () => step(list.current, -1) }, []);
  if (!requests.value.length && !place.value.q && !at) return html`<${Start} />`;
  return html`<h1 class="unseen">Traffic</h1>
    <section class="list" aria-label="Traffic">
      <${Filters} count=${shown.length} />
      <ol class="requests">
        ${shown.slice(0, SHOWN).map((each) => html`<${Row} key=${each.id} request=${each} isChosen=${each.id === at} />`)}
      </ol>
      ${!shown.length && html`<p class="empty">No request is like that.</p>`}
    </section>
    ${at ? html`<${Request} id=${at} key=${at} />` : html`<p class="empty aside">Choose a request, or press <kbd>j</kbd>.</p>`}`;
}

/**
 * The requests that a search finds; the lab knows the language, bodies included.
 * @param {string} query
 * @returns {Summary[]}
 */
function useFound(query) {
  const [found, set] = useState(/** @type {Summary[]} */ ([]));
  useEffect(() => {
    if (!query) return undefined;
    const timer = setTimeout(
      () =>
        attempt(async () => {
          const told = await lab("GET", `/requests?limit=${SHOWN}&q=${encodeURIComponent(query)}`);
          set(told.requests.map(summary).reverse());
        }),
      150,
    );
    return () => clearTimeout(timer);
  }, [query, sandbox.value, query && requests.value]);
  return query ? found : requests.value;
}

/**
 * @param {Summary[]} shown
 * @param {number} by
 */
function step(shown, by) {
  const index = shown.findIndex((each) => each.id === place.value.request);
  const next = shown[index < 0 ? 0 : index + by];
  if (!next) return;
  go({ request: next.id }, { replace: index >= 0 });
  document.getElementById(next.id)?.scrollIntoView({ block: "nearest" });
}

/** @param {{ count: number }} given */
function Filters({ count }) {
  const query = place.value.q ?? "";
  const search = (/** @type {string} */ q) => go({ q }, { replace: true });
  return html`<div class="filters">
    <input
      type="search"
      aria-label="Search the traffic"
      placeholder="Search: words, status:5xx, op:update_event, event:1234, has:finding"
      value=${query}
      onInput=${(/** @type {{ currentTarget: HTMLInputElement }} */ event) => search(event.currentTarget.value)}
    />
    <div class="chips" role="group" aria-label="Filters">
      ${CHIPS.map(
        ([word = "", text]) =>
          html`<button key=${text} class="chip" aria-pressed=${query === word} onClick=${() => search(word)}>
            ${text}
          </button>`,
      )}
      <span class="count">${count}</span>
      <button aria-pressed=${isPaused.value} onClick=${togglePause} title="Stand still (.)">
        ${isPaused.value ? `Go on · ${heldCount()} new` : "Pause"}
      </button>
      <button onClick=${clear} title="Forget the requests">Clear</button>
    </div>
  </div>`;
}

function clear() {
  attempt(async () => {
    await lab("DELETE", "/requests");
    requests.value = [];
    go({ request: null, q: null });
  });
}

/** @param {{ request: Summary, isChosen: boolean }} given */
function Row({ request, isChosen }) {
  const { id, at, method, operation, target, status, milliseconds } = request;
  const { kind, sign, text } = mark(status);
  const open = (/** @type {Event} */ event) => {
    event.preventDefault();
    go({ request: id });
  };
  return html`<li class=${operation ? "" : "unmatched"}>
    <a id=${id} href=${`?request=${id}`} aria-current=${isChosen ? "true" : null} onClick=${open}>
      <time>${timeOf(at)}</time>
      <span class=${`method ${method.toLowerCase()}`}>${method}</span>
      <span class="what"
        ><b>${words(operation) || "no operation"}</b><span class="path">${target}</span></span
      >
      <span class="badges"><${Badges} request=${request} /></span>
      <span class="took"
        ><meter min="0" max="5" value=${Math.log10(1 + milliseconds * 10)} aria-hidden="true"></meter>
        ${duration(milliseconds)}</span
      >
      <span class=${`status ${kind}`}><span aria-hidden="true">${sign}</span> ${text}</span>
    </a>
  </li>`;
}
