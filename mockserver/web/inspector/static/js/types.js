/** What crosses the wire, by the names of the lab's document; `tsc` reads this, browsers find nothing in it. */

/** @typedef {import("./document").components["schemas"]} Schemas */
/** @typedef {Schemas["Exchange"]} Exchange */
/** @typedef {Schemas["PushAnswer"]} Push */
/** @typedef {Schemas["DeliveryState"]} DeliveryState */
/** @typedef {Schemas["FaultState"]} Plan */
/** @typedef {Schemas["FaultPlanSpec"]} PlanSpec */
/** @typedef {Schemas["Step"]} Step */
/** @typedef {Schemas["RequestPattern"]} Pattern */
/** @typedef {Schemas["ClockState"]} Clock */
/** @typedef {Schemas["SandboxState"]} SandboxState */
/** @typedef {Schemas["ListedEvent"] & { fields: Record<string, Field> }} WalletEvent */
/** @typedef {Schemas["ListedPass"]} Pass */
/** @typedef {Schemas["EventField"]} Field */
/** @typedef {{ pointer: string, before: unknown, after: unknown }} Change */
/** @typedef {{ kind: string, at: string, text: string }} Moment something that happened and is no request */

/**
 * A request without headers and bodies.
 * @typedef {object} Summary
 * @property {string} id
 * @property {string} at
 * @property {number} milliseconds
 * @property {string | null} operation
 * @property {string} method
 * @property {string} target
 * @property {string} path
 * @property {number | null} status
 * @property {{ code: string, level: string, at: string }[]} findings
 * @property {string | null} [fault]
 * @property {number[]} events
 * @property {boolean} [isRetry]
 */

/**
 * A callback without headers and bodies.
 * @typedef {object} Delivery
 * @property {string} id
 * @property {string} at
 * @property {number} milliseconds
 * @property {"install" | "uninstall"} act
 * @property {number} pass
 * @property {string} url
 * @property {string} fate
 * @property {number | null} status
 * @property {string | null} [error]
 * @property {string | null} [fault]
 * @property {string} cause
 */

export {};
