/** JSON with its parts told apart. */
import { html } from "./html.js";

const PART = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** @param {{ value: unknown, label?: string }} given a string is text as it came */
export function Json({ value, label = "Body" }) {
  if (value === null || value === undefined) return html`<p class="none">No body.</p>`;
  const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return html`<pre class="json" tabindex="0" aria-label=${label} role="region">
${typeof value === "string" ? text : parts(text)}</pre>`;
}

/** @param {string} text */
function parts(text) {
  const found = [];
  let at = 0;
  for (const match of text.matchAll(PART)) {
    found.push(text.slice(at, match.index));
    const [whole, string, colon, word] = match;
    const kind = colon ? "name" : string ? "string" : word ? "word" : "number";
    found.push(html`<span class=${kind}>${string ?? whole}</span>`, colon ?? "");
    at = match.index + whole.length;
  }
  return [...found, text.slice(at)];
}
