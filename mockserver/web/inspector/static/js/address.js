/** What the address of the page carries, so that it can be shared: sandbox, panel, filter, request. */
import { computed, signal } from "@preact/signals";

/** @typedef {Record<string, string>} Place what is shown; what is at its default is left out */

/** @type {import("@preact/signals").Signal<Place>} */
export const place = signal(read());

/** The sandbox that everything is about: of the query, or of the base path, which names it as for callers. */
export const sandbox = computed(() => place.value.sandbox || ofPath() || "default");
export const panel = computed(() => place.value.panel || "traffic");

addEventListener("popstate", () => (place.value = read()));

/**
 * Show something else.
 * @param {Record<string, string | number | null | undefined>} changes null and "" take a part away
 * @param {{ replace?: boolean }} [how] whether "back" skips this
 */
export function go(changes, how = {}) {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, String(value));
  }
  const address = query.size ? `?${query}` : location.pathname;
  history[how.replace ? "replaceState" : "pushState"](null, "", address);
  place.value = read();
}

/** @returns {Place} */
function read() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

function ofPath() {
  const found = /^\/sandboxes\/([^/]+)\//.exec(location.pathname);
  return found?.[1] ? decodeURIComponent(found[1]) : "";
}
