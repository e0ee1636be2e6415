/** What stands where traffic will be: how to make some, and what there is to ask for. */
import { useState } from "preact/hooks";
import { go, sandbox } from "./address.js";
import { copy } from "./copy.js";
import { counted, nameOf } from "./format.js";
import { html } from "./html.js";
import { useLab } from "./lab.js";
import { version } from "./store.js";

/** @typedef {{ base: string, path: string, name: string }} Target */

/** @type {Record<string, (target: Target) => string>} */
const PROGRAMS = {
  curl: ({ base, path }) => `curl -u key:secret -H 'Api-Revision: 1.2' \\\n  ${base}${path}`,
  fetch: ({ base, path }) => `const response = await fetch("${base}${path}", {
  headers: { Authorization: \`Basic \${btoa("key:secret")}\`, "Api-Revision": "1.2" },
});
console.log(await response.json());`,
  httpx: ({ base, path }) => `import httpx

response = httpx.get(
    "${base}${path}", auth=("key", "secret"), headers={"Api-Revision": "1.2"}
)
print(response.json())`,
  pytest: ({ path, name }) => `import httpx


def test_the_event_has_a_name(airship_wallet):
    url = f"{airship_wallet.base_url}${path}"
    event = httpx.get(url, auth=airship_wallet.auth, headers=airship_wallet.headers).json()
    assert event["fields"]["eventName"]["value"] == ${JSON.stringify(name)}`,
};

export function Start() {
  const path = sandbox.value === "default" ? "" : `/sandboxes/${sandbox.value}`;
  const base = `${location.origin}${path}/v1`;
  const events = useLab("/events?limit=50", version.value).value?.events ?? [];
  const first =
    events.find((/** @type {import("./types.js").WalletEvent} */ each) => each.passes > 0) ?? events[0];
  const target = {
    base,
    path: first ? `/events/project/${first.projectId}/${first.eventId}` : "/events/project/12345/1234",
    name: nameOf(first),
  };
  return html`<section class="start" aria-label="How to begin">
    <h1>Nothing was asked yet</h1>
    <p class="lead">
      Requests drop in here as they come. Point your client at this address, with any credentials:
    </p>
    <p class="base">
      <code>${base}</code><button class="primary" onClick=${() => copy(base, "The base URL")}>Copy</button>
    </p>
    <${Programs} target=${target} />
    <${World} events=${events} />
    <p class="more">
      Every operation, to try: <a href="/docs">the API’s document</a>. What tests may do beside:${" "}
      <a href="/__admin/docs">the lab’s document</a>.
    </p>
  </section>`;
}

/** @param {{ target: Target }} given */
function Programs({ target }) {
  const [chosen, choose] = useState("curl");
  const text = PROGRAMS[chosen]?.(target) ?? "";
  return html`<div class="program">
    <div class="part">
      <span class="chips" role="group" aria-label="Language">
        ${Object.keys(PROGRAMS).map(
          (name) =>
            html`<button
              key=${name}
              class="chip"
              aria-pressed=${name === chosen}
              onClick=${() => choose(name)}
            >
              ${name}
            </button>`,
        )}
      </span>
      <button class="quiet" onClick=${() => copy(text, "The program")}>Copy</button>
    </div>
    <pre tabindex="0" role="region" aria-label="Program">${text}</pre>
  </div>`;
}

/** @param {{ events: import("./types.js").WalletEvent[] }} given */
function World({ events }) {
  const { value, error } = useLab("/projects", version.value);
  if (error) return html`<p class="none">${error}</p>`;
  const projects = value?.projects ?? [];
  if (!projects.length)
    return html`<p class="none">The sandbox is empty; create an event, or drop a seed onto Data.</p>`;
  return html`<div class="projects">
    ${projects.map(
      (/** @type {any} */ each) =>
        html`<section key=${each.id} class="card">
          <h2>${each.name ?? "A project"}</h2>
          <p class="ids">
            <code>${each.id}</code>${each.externalId && html` <code>id/${each.externalId}</code>`} ·
            ${counted(each.events, "event")}
          </p>
          <ul>
            ${events
              .filter((event) => event.projectId === each.id)
              .slice(0, 5)
              .map((event) => html`<${Line} key=${event.eventId} event=${event} />`)}
          </ul>
        </section>`,
    )}
  </div>`;
}

/** @param {{ event: import("./types.js").WalletEvent }} given */
function Line({ event }) {
  const open = (/** @type {Event} */ click) => {
    click.preventDefault();
    go({ panel: "data", event: event.eventId });
  };
  return html`<li>
    <a href=${`?panel=data&event=${event.eventId}`} onClick=${open}>${nameOf(event)}</a>
    <code>${event.eventId}</code>
  </li>`;
}
