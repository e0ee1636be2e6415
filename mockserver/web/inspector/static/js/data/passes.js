/** The passes of an event: issued, installed, uninstalled. */
import { go, place } from "../address.js";
import { html } from "../html.js";
import { attempt, lab, useLab } from "../lab.js";
import { version } from "../store.js";

/** @typedef {import("../types.js").Pass} Pass */

const STATES = ["", "installed", "uninstalled", "not_been_installed"];

/** @param {{ event: number }} given */
export function Passes({ event }) {
  const status = place.value.status ?? "";
  const { value } = useLab(`/passes?event=${event}&limit=50${status && `&status=${status}`}`, version.value);
  return html`<div class="part">
      <h3>Passes ${value && html`<small>${value.count}</small>`}</h3>
      <select
        aria-label="Status of the passes"
        value=${status}
        onChange=${(/** @type {any} */ change) => go({ status: change.currentTarget.value }, { replace: true })}
      >
        ${STATES.map((each) => html`<option key=${each} value=${each} selected=${each === status}>${each.replaceAll("_", " ") || "every status"}</option>`)}
      </select>
      <${PassActions} event=${event} />
    </div>
    ${
      value?.passes.length > 0 &&
      html`<table class="passes">
        <thead>
          <tr>
            <th scope="col">id</th>
            <th scope="col">external id</th>
            <th scope="col">wallet</th>
            <th scope="col">status</th>
            <th scope="col"><span class="unseen">do</span></th>
          </tr>
        </thead>
        <tbody>
          ${value.passes.map((/** @type {Pass} */ pass) => html`<${Row} key=${pass.id} event=${event} pass=${pass} />`)}
        </tbody>
      </table>`
    }`;
}

/** @param {{ event: number, pass: Pass }} given */
function Row({ event, pass }) {
  return html`<tr>
    <td>
      <a
        href=${`?panel=wallet&event=${event}&pass=${pass.id}`}
        onClick=${(/** @type {Event} */ click) => (click.preventDefault(), go({ panel: "wallet", event, pass: pass.id }))}
        >${pass.id}</a
      >
    </td>
    <td>${pass.externalId ?? ""}</td>
    <td>${pass.platform === "ios" ? "iOS" : "Android"}</td>
    <td>${pass.status.replaceAll("_", " ")}</td>
    <td><${PassActions} event=${event} pass=${pass} /></td>
  </tr>`;
}

/** What can be done with a pass; without one, to have one. @param {{ event: number, pass?: Pass }} given */
export function PassActions({ event, pass }) {
  const act = async (
    /** @type {string} */ path,
    /** @type {object | undefined} */ body,
    /** @type {string} */ done,
  ) => {
    const told = await attempt(() => lab("POST", path, body), done);
    if (told !== undefined) version.value++;
  };
  if (!pass)
    return html`<span class="group">
      ${["ios", "android"].map(
        (platform) =>
          html`<button
            key=${platform}
            onClick=${() => act(`/events/${event}/passes`, { platform }, "A pass was issued.")}
          >
            Issue for ${platform === "ios" ? "iOS" : "Android"}
          </button>`,
      )}
    </span>`;
  const isIn = pass.status === "installed";
  return html`<button
    onClick=${() => act(`/passes/${pass.id}/${isIn ? "uninstall" : "install"}`, undefined, `Pass ${pass.id} is ${isIn ? "uninstalled" : "installed"}.`)}
  >
    ${isIn ? "Uninstall" : "Install"}
  </button>`;
}
