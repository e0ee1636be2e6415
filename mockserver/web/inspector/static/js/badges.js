/** What stands out about a request, at a glance. */
import { html } from "./html.js";

/** @param {{ request: import("./types.js").Summary }} given */
export function Badges({ request }) {
  const { findings, fault, isRetry } = request;
  const isViolated = findings.some((each) => each.level === "violation");
  return html`${
    findings.length > 0 &&
    html`<span
      class=${`badge ${isViolated ? "violation" : "undocumented"}`}
      title=${findings.map((each) => each.code).join(", ")}
    >
      ${isViolated ? "▲" : "△"} ${findings.length}<span class="unseen"> findings</span></span
    >`
  }${fault && html`<span class="badge fault" title=${fault}>⚡ fault</span>`}${
    isRetry && html`<span class="badge" title="The same request failed before">↻ retry</span>`
  }`;
}
