/** Differences, told by where they are: a JSON pointer, what stood there, what stands there now. */
import { html } from "./html.js";

/** @typedef {{ path: string, before: unknown, after: unknown, op?: string }} Change */

const SIGNS = { add: "+ added", remove: "− removed", replace: "~ changed" };

/** @param {{ changes: Change[] }} given */
export function Changes({ changes }) {
  return html`<table class="changes">
    <thead>
      <tr>
        <th scope="col">where</th>
        <th scope="col">before</th>
        <th scope="col">after</th>
      </tr>
    </thead>
    <tbody>
      ${changes.map((each) => {
        const op = /** @type {keyof typeof SIGNS} */ (each.op ?? opOf(each));
        return html`<tr key=${each.path} class=${op}>
          <th scope="row"><span class="op">${SIGNS[op]}</span> <code>${foldable(each.path)}</code></th>
          <td class="before">${shown(each.before)}</td>
          <td class="after">${shown(each.after)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

/** A pointer that is broken before a name rather than within one. @param {string} path */
const foldable = (path) => path.split(/(?=\/)/).map((part) => html`<wbr />${part}`);

/** @param {Change} change */
const opOf = ({ before, after }) => (isNothing(before) ? "add" : isNothing(after) ? "remove" : "replace");

/** @param {unknown} value */
const isNothing = (value) => value === null || value === undefined;

/** @param {unknown} value */
function shown(value) {
  if (isNothing(value)) return html`<span class="unseen">nothing</span>`;
  return typeof value === "string" ? value : html`<code>${JSON.stringify(value)}</code>`;
}

/**
 * Where two values differ.
 * @param {any} before
 * @param {any} after
 * @param {string} [path]
 * @returns {Change[]}
 */
export function differences(before, after, path = "") {
  if (Object.is(before, after)) return [];
  if (!isObject(before) || !isObject(after)) return [{ path: path || "/", before, after }];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) =>
    differences(before[name], after[name], `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`),
  );
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null;
