/** Planning a fault: what goes wrong, with which calls, and which of those that came would have met it. */
import { useEffect, useState } from "preact/hooks";
import { counted } from "../format.js";
import { html } from "../html.js";
import { attempt, lab } from "../lab.js";
import { closeOverlay, openOverlay } from "../overlay.js";
import { faults } from "../store.js";
import { matchInWords, stepInWords } from "./words.js";

/** @type {{ name: string, step: any }[]} */
const KINDS = [
  { name: "503", step: { status: 503 } },
  { name: "429", step: { status: 429, retryAfter: 2 } },
  { name: "500", step: { status: 500 } },
  { name: "Lost answer", step: { drop: "after" } },
  { name: "Dropped", step: { drop: "before" } },
  { name: "Slow", step: { delayMs: 3000 } },
  { name: "Cut off", step: { truncate: 20 } },
  { name: "No JSON", step: { malformed: true } },
];

/** @param {any} plan what the form begins with */
export function openPlan(plan) {
  openOverlay("Make it fail", () => html`<${Form} plan=${plan} />`);
}

/** @param {{ plan: any }} given */
function Form({ plan }) {
  const [text, set] = useState(JSON.stringify(plan, null, 2));
  const parsed = read(text);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    attempt(() => add(parsed), "It will go wrong.");
  };
  const choose = (/** @type {any} */ step) => {
    const { limit: _, ...rest } = parsed ?? plan;
    set(JSON.stringify({ ...rest, steps: [step] }, null, 2));
  };
  return html`<form class="form" onSubmit=${submit}>
    <div class="chips" role="group" aria-label="What goes wrong">
      ${KINDS.map(
        ({ name, step }) =>
          html`<button
            type="button"
            key=${name}
            class="chip"
            title=${stepInWords(step)}
            onClick=${() => choose(step)}
            aria-pressed=${JSON.stringify(parsed?.steps) === JSON.stringify([step])}
          >
            ${name}
          </button>`,
      )}
    </div>
    <p class="told">${parsed ? inWords(parsed) : "This is no JSON yet."}</p>
    <label
      >The plan
      <textarea
        rows="12"
        spellcheck=${false}
        value=${text}
        onInput=${(/** @type {any} */ event) => set(event.currentTarget.value)}
      ></textarea>
    </label>
    <${Preview} plan=${parsed} />
    <footer>
      <button type="button" onClick=${closeOverlay}>Cancel</button
      ><button class="primary" disabled=${!parsed}>Plan it</button>
    </footer>
  </form>`;
}

/** @param {string} text */
function read(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {any} plan */
function inWords({ match = {}, steps = [], limit }) {
  const done = limit
    ? `answer 429 above ${limit.requests} in ${limit.seconds} s`
    : steps
        .map(
          (/** @type {any} */ each) => stepInWords(each) + (each.times > 1 ? ` (${each.times} times)` : ""),
        )
        .join("; then ");
  return `Of ${matchInWords(match)}: ${done}.`;
}

/** @param {{ plan: any }} given */
function Preview({ plan }) {
  const [told, set] = useState("");
  const asked = plan && JSON.stringify(plan);
  useEffect(() => {
    if (!asked) return undefined;
    const timer = setTimeout(() => {
      lab("POST", "/faults/preview", asked).then(
        ({ count }) => set(`Would have met ${counted(count, "request")} of the journal.`),
        (error) => set(error.message),
      );
    }, 200);
    return () => clearTimeout(timer);
  }, [asked]);
  return html`<p class="preview" role="status">${told}</p>`;
}

/** @param {any} plan */
async function add(plan) {
  const made = await lab("POST", "/faults", plan);
  faults.value = [...faults.value.filter((each) => each.id !== made.id), made];
  closeOverlay();
}
