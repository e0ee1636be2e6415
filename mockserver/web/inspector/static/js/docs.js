/** Docs: both explorers, acting on the sandbox that is shown; the guides; the ledger of claims. */
import { useEffect, useState } from "preact/hooks";
import { go, place, sandbox } from "./address.js";
import { html } from "./html.js";
import { showKeys } from "./keys.js";
import { Markdown } from "./markdown.js";

/** @type {Record<string, { title: string, about: string, path: string }>} */
const EXPLORERS = {
  api: { title: "The API", about: "every operation, with its examples", path: "/docs" },
  lab: { title: "The lab", about: "what tests may do beside", path: "/__admin/docs" },
};

const GUIDES = {
  LAB: "The lab",
  TESTING: "Writing tests",
  FRONTEND: "For front ends",
  PAGES: "Pages and limits",
  FIDELITY: "The ledger of claims",
  GLOSSARY: "What the words mean",
};

export function Docs() {
  const { guide = "LAB" } = place.value;
  const explorer = EXPLORERS[guide];
  return html`<nav class="docs-list" aria-label="Documents">
      <h2>Try it</h2>
      ${Object.entries(EXPLORERS).map(
        ([name, { title, about }]) =>
          html`<${Link} key=${name} name=${name} isChosen=${name === guide}
            >${title} <small>${about}</small><//
          >`,
      )}
      <h2>Read</h2>
      ${Object.entries(GUIDES).map(
        ([name, title]) => html`<${Link} key=${name} name=${name} isChosen=${name === guide}>${title}<//>`,
      )}
      <button onClick=${showKeys}>Keys</button>
    </nav>
    ${explorer ? html`<${Explorer} ...${explorer} />` : html`<${Guide} key=${guide} name=${guide} />`}`;
}

/** @param {{ name: string, isChosen: boolean, children?: any }} given */
function Link({ name, isChosen, children }) {
  const open = (/** @type {Event} */ click) => (click.preventDefault(), go({ guide: name }));
  return html`<a href=${`?panel=docs&guide=${name}`} aria-current=${isChosen ? "page" : null} onClick=${open}
    >${children}</a
  >`;
}

/** An explorer below the base path of the sandbox, where everything that it sends goes, too. @param {{ title: string, path: string }} given */
function Explorer({ title, path }) {
  const base = sandbox.value === "default" ? "" : `/sandboxes/${encodeURIComponent(sandbox.value)}`;
  return html`<section class="explorer" aria-label="Explorer">
    <h1 class="unseen">${title}</h1>
    <p>
      <span>Execute acts on the sandbox <code>${sandbox.value}</code>.</span>
      <a href=${base + path} target="_blank">Open in a tab of its own</a>
    </p>
    <iframe key=${base + path} title=${`Explorer: ${title}`} src=${base + path}></iframe>
  </section>`;
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
