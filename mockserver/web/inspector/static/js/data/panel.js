/** Data: projects, their events, one event. What changes it is a call that is in the journal, or of the lab. */
import { go, place } from "../address.js";
import { counted, nameOf } from "../format.js";
import { html } from "../html.js";
import { useLab } from "../lab.js";
import { version } from "../store.js";
import { EventDetail } from "./event.js";
import { State, dropTarget } from "./state.js";

const PAGE = 50;

export function Data() {
  const projects = useLab("/projects", version.value).value?.projects ?? [];
  const { event } = place.value;
  return html`<h1 class="unseen">Data</h1>
    <section class="list data" aria-label="Events" ...${dropTarget}>
      <${Projects} projects=${projects} /><${Events} /><${State} />
    </section>
    ${event ? html`<${EventDetail} key=${event} id=${event} />` : html`<p class="empty aside">Choose an event; or drop a seed document here.</p>`}`;
}

/** @param {{ projects: any[] }} given */
function Projects({ projects }) {
  const chosen = place.value.project ?? "";
  const choose = (/** @type {string} */ project) => go({ project, after: null, event: null });
  return html`<div class="projects-bar" role="group" aria-label="Projects">
    <button class="chip" aria-pressed=${!chosen} onClick=${() => choose("")}>All projects</button>
    ${projects.map(
      (each) =>
        html`<button
          key=${each.id}
          class="chip"
          aria-pressed=${chosen === String(each.id)}
          onClick=${() => choose(String(each.id))}
          title=${`${each.id} ${each.externalId ?? ""}: ${counted(each.passes, "pass")}`}
        >
          ${each.name ?? each.externalId ?? each.id} <small>${each.events}</small>
        </button>`,
    )}
  </div>`;
}

function Events() {
  const { project = "", words = "", group = "", after = "", event } = place.value;
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of Object.entries({ project, q: words, group, after }))
    if (value) query.set(name, value);
  const { value, error } = useLab(`/events?${query}`, version.value);
  const search = (/** @type {string} */ name) => (/** @type {any} */ input) =>
    go({ [name]: input.currentTarget.value, after: null }, { replace: true });
  return html`<div class="filters two">
      <input
        type="search"
        aria-label="Search the events"
        placeholder="Search: name, id"
        value=${words}
        onInput=${search("words")}
      />
      <input aria-label="Pass group" placeholder="Pass group" value=${group} onInput=${search("group")} />
    </div>
    ${error && html`<p class="empty">${error}</p>`}
    <ol class="events">
      ${value?.events.map((/** @type {any} */ each) => html`<${Row} key=${each.eventId} event=${each} isChosen=${String(each.eventId) === event} />`)}
    </ol>
    ${
      value &&
      html`<div class="pager">
        <span>${counted(value.count, "event")}</span>
        ${after && html`<button onClick=${() => go({ after: null })}>First</button>`}
        ${value.next && html`<button onClick=${() => go({ after: value.next })}>Next ${PAGE}</button>`}
      </div>`
    }`;
}

/** @param {{ event: import("../types.js").WalletEvent, isChosen: boolean }} given */
function Row({ event, isChosen }) {
  const { eventId, eventExternalId, passGroups, passes } = event;
  const open = (/** @type {Event} */ click) => (click.preventDefault(), go({ event: eventId }));
  return html`<li>
    <a href=${`?panel=data&event=${eventId}`} aria-current=${isChosen ? "true" : null} onClick=${open}>
      <b>${nameOf(event)}</b>
      <span class="badges"
        >${passGroups.slice(0, 1).map((each) => html`<span key=${each} class="badge">${each}</span>`)}</span
      >
      <span class="path">${eventId}${eventExternalId && ` · ${eventExternalId}`}</span
      ><span>${counted(passes, "pass")}</span>
    </a>
  </li>`;
}
