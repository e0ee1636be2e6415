/** Tabs, as the ARIA pattern has them: arrows move, the address keeps which one is shown. */
import { go } from "./address.js";
import { html } from "./html.js";

/**
 * @param {{ label: string, tabs: [string, string][], chosen: string, name?: string, children: any }} given
 *   the ids of the tabs and their titles; `name` of the part of the address that keeps the choice
 */
export function Tabs({ label, tabs, chosen, name = "tab", children }) {
  const choose = (/** @type {string} */ id) =>
    go({ [name]: id === tabs[0]?.[0] ? null : id }, { replace: true });
  const press = (/** @type {KeyboardEvent} */ event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    const index = tabs.findIndex(([id]) => id === chosen);
    const [next = ""] = tabs[(index + by + tabs.length) % tabs.length] ?? [];
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<div class="tabs" role="tablist" aria-label=${label} onKeyDown=${press}>
      ${tabs.map(
        ([id, title]) =>
          html`<button
            key=${id}
            id=${`tab-${id}`}
            role="tab"
            aria-selected=${id === chosen}
            aria-controls="tab-panel"
            tabindex=${id === chosen ? 0 : -1}
            onClick=${() => choose(id)}
          >
            ${title}
          </button>`,
      )}
    </div>
    <div id="tab-panel" role="tabpanel" aria-labelledby=${`tab-${chosen}`} tabindex="0">${children}</div>`;
}
