/** The page: a bar, the panel that the address names, and what lies over them. */
import { render } from "preact";
import { panel, place } from "./address.js";
import { Bar } from "./bar.js";
import { html } from "./html.js";
import { Help, listen } from "./keys.js";
import { lazy } from "./lazy.js";
import { Overlay } from "./overlay.js";
import { follow } from "./stream.js";
import { Toasts } from "./toast.js";
import { Traffic } from "./traffic.js";
import "./theme.js";

/** @type {Record<string, import("preact").FunctionComponent>} */
const PANELS = {
  traffic: Traffic,
  data: lazy(() => import("./data/panel.js").then((file) => file.Data)),
  wallet: lazy(() => import("./wallet/panel.js").then((file) => file.Wallet)),
  faults: lazy(() => import("./faults/panel.js").then((file) => file.Faults)),
  time: lazy(() => import("./time/panel.js").then((file) => file.Time)),
  coverage: lazy(() => import("./coverage.js").then((file) => file.Coverage)),
  docs: lazy(() => import("./docs.js").then((file) => file.Docs)),
};

function Page() {
  const Shown = PANELS[panel.value] ?? Traffic;
  const isDeep = Boolean(place.value.request ?? place.value.event);
  return html`<a class="skip" href="#panel">Skip to the panel</a>
    <${Bar} />
    <main id="panel" tabindex="-1" class=${`panel ${panel.value}`} data-deep=${isDeep}><${Shown} /></main>
    <${Help} /><${Overlay} /><${Toasts} />`;
}

follow();
listen();
render(html`<${Page} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
