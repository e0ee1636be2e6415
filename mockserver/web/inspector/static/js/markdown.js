/** The part of Markdown that our guides are written in. */
import { copy } from "./copy.js";
import { html } from "./html.js";

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[((?:[^\][]|`[^`]*`)+)\]\(([^)\s]+)\)/g;
const ITEM = /^(\s*)(?:[-*]|\d+\.)\s+/;

/** @param {{ text: string }} given */
export function Markdown({ text }) {
  return blocks(text.split("\n"));
}

/** @param {string[]} lines @returns {any[]} */
function blocks(lines) {
  const made = [];
  for (let at = 0; at < lines.length;) {
    const [block, next] = take(lines, at);
    if (block) made.push(block);
    at = next;
  }
  return made;
}

/** One block, and where the next begins. @param {string[]} lines @param {number} at @returns {[any, number]} */
function take(lines, at) {
  const line = lines[at] ?? "";
  if (!line.trim() || line.startsWith("<!--")) return [null, at + 1];
  const heading = /^(#{1,4}) (.*)/.exec(line);
  if (heading) return [titled((heading[1] ?? "").length, heading[2] ?? ""), at + 1];
  if (line.trim().startsWith("```")) return code(lines, at);
  if (line.startsWith("|")) return table(lines, at);
  if (ITEM.test(line)) return list(lines, at);
  const end = until(lines, at + 1, (each) => !each.trim() || /^(#|\||```)/.test(each) || ITEM.test(each));
  return [html`<p>${inline(lines.slice(at, end).join(" "))}</p>`, end];
}

/** @param {string[]} lines @param {number} from @param {(line: string) => boolean} isEnd */
function until(lines, from, isEnd) {
  const found = lines.slice(from).findIndex(isEnd);
  return found < 0 ? lines.length : from + found;
}

/** @param {number} level @param {string} text */
function titled(level, text) {
  const id = text.toLowerCase().replace(/[^\w]+/g, "-");
  if (level === 1) return html`<h1 id=${id}>${inline(text)}</h1>`;
  return level === 2 ? html`<h2 id=${id}>${inline(text)}</h2>` : html`<h3 id=${id}>${inline(text)}</h3>`;
}

/** @param {string[]} lines @param {number} at @returns {[any, number]} */
function code(lines, at) {
  const end = until(lines, at + 1, (each) => each.trim().startsWith("```"));
  const indent = (lines[at] ?? "").search(/\S/);
  const text = lines
    .slice(at + 1, end)
    .map((each) => each.slice(indent))
    .join("\n");
  return [
    html`<div class="program">
      <button class="quiet" onClick=${() => copy(text, "The snippet")}>Copy</button>
      <pre tabindex="0" role="group" aria-label="Snippet">${text}</pre>
    </div>`,
    end + 1,
  ];
}

/** @param {string[]} lines @param {number} at @returns {[any, number]} */
function table(lines, at) {
  const end = until(lines, at, (each) => !each.startsWith("|"));
  const [head = [], , ...rows] = lines.slice(at, end).map((each) =>
    each
      .replace(/^\||\|\s*$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|")),
  );
  return [
    html`<div class="wide" tabindex="0" role="group" aria-label="Table">
      <table>
        <thead>
          <tr>
            ${head.map((cell, index) => html`<th key=${index} scope="col">${inline(cell)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row, index) =>
              html`<tr key=${index} id=${row[0]}>
                ${row.map((cell, column) => html`<td key=${column}>${inline(cell)}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
    end,
  ];
}

/** @param {string[]} lines @param {number} at @returns {[any, number]} */
function list(lines, at) {
  const end = until(lines, at + 1, (each) => Boolean(each.trim()) && !/^\s/.test(each) && !ITEM.test(each));
  /** @type {string[][]} */
  const items = [];
  for (const line of lines.slice(at, end)) {
    if (/^(?:[-*]|\d+\.)\s+/.test(line)) items.push([line.replace(ITEM, "")]);
    else items.at(-1)?.push(line.replace(/^ {1,3}/, ""));
  }
  const made = items.map((item, index) => html`<li key=${index}>${blocks(item)}</li>`);
  return [
    /^\d/.test(lines[at] ?? "")
      ? html`<ol>
          ${made}
        </ol>`
      : html`<ul>
          ${made}
        </ul>`,
    end,
  ];
}

/** @param {string} text @returns {any[]} */
function inline(text) {
  const made = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, literal, strong, soft, title = "", target = ""] = match;
    made.push(text.slice(at, match.index));
    if (literal) made.push(html`<code>${literal}</code>`);
    else if (strong) made.push(html`<strong>${inline(strong)}</strong>`);
    else if (soft) made.push(html`<em>${inline(soft)}</em>`);
    else made.push(link(title, target));
    at = match.index + whole.length;
  }
  return [...made, text.slice(at)];
}

/** A link to another guide leads to it here; one to a file that is not served is only its title. @param {string} title @param {string} target */
function link(title, target) {
  const guide = /^(?:docs\/)?([A-Z]+)\.md/.exec(target)?.[1];
  if (guide) return html`<a href=${`?panel=docs&guide=${guide}`}>${inline(title)}</a>`;
  if (/^(https?:|#)/.test(target)) return html`<a href=${target} rel="noreferrer">${inline(title)}</a>`;
  return html`<span>${inline(title)}</span>`;
}
