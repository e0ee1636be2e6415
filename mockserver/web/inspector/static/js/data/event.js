/** One event: its fields, which are edited by calls of the API, its groups and its passes. */
import { useState } from "preact/hooks";
import { go } from "../address.js";
import { dateAndTime, nameOf } from "../format.js";
import { html } from "../html.js";
import { api, attempt, useLab } from "../lab.js";
import { version } from "../store.js";
import { Passes } from "./passes.js";

/** @typedef {import("../types.js").WalletEvent} WalletEvent */

/** @param {{ id: string }} given */
export function EventDetail({ id }) {
  const { value: event, error } = useLab(`/events/${id}`, version.value);
  return html`<section class="detail" aria-label="Event">
    <button class="back quiet" onClick=${() => go({ event: null })}>‹ Events</button>
    ${error && html`<p class="empty">${error}</p>`} ${event && html`<${Whole} event=${event} />`}
  </section>`;
}

/** @param {{ event: WalletEvent }} given */
function Whole({ event }) {
  const { eventId, eventExternalId, projectId, projectExternalId, createdAt, updatedAt } = event;
  return html`<header class="head">
      <h2>${nameOf(event)}</h2>
      <p class="target">
        event ${eventId}${eventExternalId && ` · ${eventExternalId}`} of project
        ${projectId}${projectExternalId && ` · ${projectExternalId}`}
      </p>
      <p class="facts">created ${dateAndTime(createdAt)} · updated ${dateAndTime(updatedAt)}</p>
    </header>
    <div class="actions">
      <button class="primary" onClick=${() => go({ panel: "wallet", event: eventId })}>Open in Wallet</button>
      <button onClick=${() => go({ panel: null, q: `event:${eventId}`, event: null })}>Its traffic</button>
      <button onClick=${() => remove(event)}>Delete</button>
    </div>
    <${Fields} key=${updatedAt} event=${event} /><${Groups} event=${event} /><${Passes} event=${eventId} />`;
}

/** @param {WalletEvent} event */
const pathOf = ({ projectId, eventId }) => `/v1/events/project/${projectId}/${eventId}`;

/** @param {WalletEvent} event */
async function remove(event) {
  const done = await attempt(() => api("DELETE", pathOf(event)), `Event ${event.eventId} is deleted.`);
  if (done !== undefined) go({ event: null });
}

/** @param {{ event: WalletEvent }} given */
function Fields({ event }) {
  const fields = Object.entries(event.fields);
  return html`<h3>Fields</h3>
    <table class="fields">
      <thead>
        <tr>
          <th scope="col">name</th>
          <th scope="col">label</th>
          <th scope="col">value</th>
          <th scope="col"><span class="unseen">do</span></th>
        </tr>
      </thead>
      <tbody>
        ${fields.map(([name, field]) => html`<${Row} key=${name} event=${event} name=${name} field=${field} />`)}
        <${Row} key="+" event=${event} name="" field=${{ value: "" }} />
      </tbody>
    </table>`;
}

/** @param {{ event: WalletEvent, name: string, field: import("../types.js").Field }} given a field, or the one to add */
function Row({ event, name, field }) {
  const kept = { name, label: field.label ?? "", value: String(field.value ?? "") };
  const [draft, set] = useState(kept);
  const isChanged = JSON.stringify(draft) !== JSON.stringify(kept);
  const save = async (/** @type {Event} */ submitted) => {
    submitted.preventDefault();
    const { label, value } = draft;
    const told = await attempt(
      () => api("PUT", pathOf(event), { fields: { [draft.name]: label ? { label, value } : { value } } }),
      `${draft.name} is updated.`,
    );
    if (told !== undefined) version.value++;
  };
  const input = (/** @type {"name" | "label" | "value"} */ part) => {
    const bound = {
      "aria-label": `${part} of ${name || "a new field"}`,
      form: `field-${name}`,
      value: draft[part],
      onInput: (/** @type {any} */ typed) => set({ ...draft, [part]: typed.currentTarget.value }),
    };
    return part === "value"
      ? html`<textarea rows=${Math.min(4, draft.value.split("\n").length)} ...${bound}></textarea>`
      : html`<input ...${bound} placeholder=${part} />`;
  };
  return html`<tr>
    <th scope="row">${name || input("name")}</th>
    <td>${input("label")}</td>
    <td>${input("value")}</td>
    <td>
      <form id=${`field-${name}`} onSubmit=${save}>
        <button disabled=${!isChanged || !draft.name} class=${isChanged ? "primary" : "quiet"}>
          ${name ? "Save" : "Add"}<span class="unseen"> ${name}</span>
        </button>
      </form>
    </td>
  </tr>`;
}

/** @param {{ event: WalletEvent }} given */
function Groups({ event }) {
  const { passGroups } = event;
  const [added, set] = useState("");
  const act = async (/** @type {() => Promise<any>} */ call) => {
    const told = await attempt(call);
    if (told !== undefined) version.value++;
  };
  const add = (/** @type {Event} */ submitted) => {
    submitted.preventDefault();
    act(() => api("POST", `${pathOf(event)}/passGroups`, { passGroups: [added] }));
    set("");
  };
  return html`<h3>Pass groups</h3>
    <form class="groups" onSubmit=${add}>
      ${passGroups.map(
        (each) =>
          html`<span key=${each} class="badge"
            >${each}
            <button
              type="button"
              class="quiet"
              aria-label=${`Leave ${each}`}
              onClick=${() => act(() => api("DELETE", `${pathOf(event)}/passGroups/${encodeURIComponent(each)}`))}
            >
              ✕
            </button></span
          >`,
      )}
      <input
        aria-label="A group to join"
        placeholder="A group to join"
        value=${added}
        onInput=${(/** @type {any} */ typed) => set(typed.currentTarget.value)}
        required
      />
      <button>Join</button>
    </form>`;
}
