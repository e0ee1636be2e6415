/** Time: what happened, lane by lane on one axis; and how long operations took. */
import { useState } from "preact/hooks";
import { html } from "../html.js";
import { Histogram } from "./histogram.js";
import { Lanes } from "./lanes.js";

export function Time() {
  const [axis, choose] = useState("order");
  return html`<section class="sheet time" aria-label="Time">
    <div class="part">
      <h1>Time</h1>
      <span class="chips" role="group" aria-label="Axis">
        <button class="chip" aria-pressed=${axis === "order"} onClick=${() => choose("order")}>
          In order
        </button>
        <button class="chip" aria-pressed=${axis === "clock"} onClick=${() => choose("clock")}>
          By the sandbox’s clock
        </button>
      </span>
    </div>
    <${Lanes} axis=${axis} />
    <h2>How long operations took</h2>
    <${Histogram} />
  </section>`;
}
