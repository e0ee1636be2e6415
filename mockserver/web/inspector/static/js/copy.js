/** Copying, and saying so. */
import { attempt, lab } from "./lab.js";
import { say } from "./toast.js";

/**
 * @param {string} text
 * @param {string} [what] it is
 */
export async function copy(text, what = "It") {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text);
  }
  say(`${what} is in the clipboard.`);
}

/**
 * The way for pages under plain HTTP on another machine, to which browsers give no clipboard.
 * @param {string} text
 */
function copyByHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/**
 * Copy a request as a program that sends it again.
 * @param {string} id
 * @param {string} format
 */
export async function copyRequest(id, format) {
  const text = await attempt(() => lab("GET", `/requests/export?format=${format}&id=${id}`));
  if (text) await copy(text, `The request as ${format}`);
}
