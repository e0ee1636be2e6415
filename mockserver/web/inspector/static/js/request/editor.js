/** A request, changed by hand and sent: a call of the API like any other. */
import { useState } from "preact/hooks";
import { go } from "../address.js";
import { html } from "../html.js";
import { PAIR, attempt, send } from "../lab.js";
import { closeOverlay } from "../overlay.js";

const METHODS = ["GET", "POST", "PUT", "DELETE"];
/** Headers that the browser writes itself. */
const ITS_OWN =
  /^(host|content-length|connection|accept-encoding|user-agent|origin|referer|cookie|sec-.*|accept-language)$/;
/** Stands in the journal for what is not told. */
const HIDDEN = "redacted";

/** @param {{ exchange: import("../types.js").Exchange }} given */
export function Editor({ exchange }) {
  const { request } = exchange;
  const url = new URL(request.url);
  const [draft, set] = useState({
    method: request.method,
    path: url.pathname.replace(/^\/sandboxes\/[^/]+/, "") + url.search,
    headers: headerLines(request.headers),
    body:
      request.body === null
        ? ""
        : typeof request.body === "string"
          ? request.body
          : JSON.stringify(request.body, null, 2),
  });
  const change = (/** @type {string} */ name) => (/** @type {any} */ event) =>
    set({ ...draft, [name]: event.currentTarget.value });
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    attempt(() => sendDraft(draft), "Sent.");
  };
  return html`<form class="form editor" onSubmit=${submit}>
    <div class="row">
      <label
        >Method
        <select value=${draft.method} onChange=${change("method")}>
          ${METHODS.map((each) => html`<option key=${each} selected=${each === draft.method}>${each}</option>`)}
        </select></label
      >
      <label class="wide"
        >Path
        <input value=${draft.path} onInput=${change("path")} spellcheck=${false} required pattern="/v1/.*"
      /></label>
    </div>
    <label
      >Headers, one a line
      <textarea rows="5" value=${draft.headers} onInput=${change("headers")} spellcheck=${false}></textarea>
    </label>
    <label
      >Body <textarea rows="12" value=${draft.body} onInput=${change("body")} spellcheck=${false}></textarea>
    </label>
    <footer>
      <button type="button" onClick=${closeOverlay}>Cancel</button><button class="primary">Send</button>
    </footer>
  </form>`;
}

/** @param {Record<string, string>} headers */
function headerLines(headers) {
  const sent = Object.entries(headers).filter(
    ([name, value]) => !ITS_OWN.test(name) && !name.startsWith("x-mockserver") && value !== HIDDEN,
  );
  const named = sent.filter(([name]) => name !== "authorization");
  return [["authorization", PAIR], ...named].map(([name, value]) => `${name}: ${value}`).join("\n");
}

/** @param {{ method: string, path: string, headers: string, body: string }} draft */
async function sendDraft({ method, path, headers, body }) {
  const lines = headers.split("\n").filter((line) => line.includes(":"));
  const named = lines.map((line) => [
    line.slice(0, line.indexOf(":")).trim(),
    line.slice(line.indexOf(":") + 1).trim(),
  ]);
  const response = await send(
    method,
    path,
    Object.fromEntries(named),
    method === "GET" || !body ? undefined : body,
  );
  const id = response.headers.get("x-mockserver-request-id");
  closeOverlay();
  if (id) go({ panel: null, request: id, tab: "response" });
}
