/** Docs: both explorers, about the sandbox that is shown; the guides; the ledger of claims. */
import { useEffect, useState } from "preact/hooks";
import { go, place, sandbox } from "./address.js";
import { html } from "./html.js";
import { showKeys } from "./keys.js";
import { Markdown } from "./markdown.js";

const GUIDES = {
  LAB: "The lab",
  TESTING: "Writing tests",
  FRONTEND: "For front ends",
  PAGES: "Pages and limits",
  FIDELITY: "The ledger of claims",
  GLOSSARY: "What the words mean",
};

export function Docs() {
  const base = sandbox.value === "default" ? "" : `/sandboxes/${encodeURIComponent(sandbox.value)}`;
  const guide = place.value.guide ?? "LAB";
  return html`<nav class="docs-list" aria-label="Documents">
      <h2>Try it</h2>
      <a href=${`${base}/docs`}>The API <small>every operation, with its examples</small></a>
      <a href=${`${base}/__admin/docs`}>The lab <small>what tests may do beside</small></a>
      <h2>Read</h2>
      ${Object.entries(GUIDES).map(
        ([name, title]) =>
          html`<a
            key=${name}
            href=${`?panel=docs&guide=${name}`}
            aria-current=${name === guide ? "page" : null}
            onClick=${(/** @type {Event} */ event) => (event.preventDefault(), go({ guide: name }))}
            >${title}</a
          >`,
      )}
      <button onClick=${showKeys}>Keys</button>
    </nav>
    <${Guide} key=${guide} name=${guide} />`;
}

/** @param {{ name: string }} given */
function Guide({ name }) {
  const [text, set] = useState("");
  useEffect(() => {
    let isWanted = true;
    fetch(`/__inspector/guides/${name}.md`)
      .then((response) => (response.ok ? response.text() : `There is no guide ${name}.`))
      .then((told) => isWanted && set(told));
    return () => {
      isWanted = false;
    };
  }, [name]);
  return html`<article class="guide" aria-label="Guide"><${Markdown} text=${text} /></article>`;
}
