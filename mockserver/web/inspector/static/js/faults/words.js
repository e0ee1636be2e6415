/** Fault plans in words. */
import { words } from "../format.js";

/** @typedef {import("../types.js").Step} Step */

/** @param {Record<string, any>} match */
export function matchInWords(match) {
  const { operation, method, path, event, passGroup, header, body } = match;
  const told = [
    operation ? words(operation) : method ? `${method} requests` : "every request",
    operation && method && `by ${method}`,
    path && `to ${path}`,
    event != null && `of event ${event}`,
    passGroup && `of group ${passGroup}`,
    ...Object.entries(header ?? {}).map(([name, value]) => `with ${name}: ${value}`),
    body != null && `whose body has ${JSON.stringify(body)}`,
  ];
  return told.filter(Boolean).join(" ");
}

/** @param {Partial<Step>} step */
export function stepInWords(step) {
  const told = [
    step.delayMs != null && `after ${step.delayMs} ms`,
    step.status && `answer ${step.status}`,
    step.retryAfter != null && `Retry-After ${step.retryAfter} s`,
    step.drop === "before" && "drop the connection, do nothing",
    step.drop === "after" && "do it, lose the answer",
    step.truncate != null && `cut the answer after ${step.truncate} bytes`,
    step.malformed && "answer what is no JSON",
    step.pass && "let it pass",
  ];
  return told.filter(Boolean).join(", ");
}

/** What stands on the bead of a step. @param {Partial<Step>} step */
export function stepSign(step) {
  if (step.status) return String(step.status);
  if (step.drop) return step.drop === "after" ? "⊘→" : "⊘";
  if (step.truncate != null) return "✂";
  if (step.malformed) return "{?";
  if (step.pass) return "✓";
  return `+${step.delayMs} ms`;
}
