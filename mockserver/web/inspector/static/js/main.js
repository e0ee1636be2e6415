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
import "./theme.js";

/** @type {Record<string, import("preact").FunctionComponent>} */
const PANELS = {
  traffic: lazy(() => import("./traffic.js").then((file) => file.Traffic), "traffic", "start"),
  data: lazy(() => import("./data/panel.js").then((file) => file.Data), "traffic", "request", "data"),
  wallet: lazy(() => import("./wallet/panel.js").then((file) => file.Wallet), "traffic", "wallet", "ticket"),
  faults: lazy(() => import("./faults/panel.js").then((file) => file.Faults), "faults"),
  time: lazy(() => import("./time/panel.js").then((file) => file.Time), "time"),
  coverage: lazy(() => import("./coverage.js").then((file) => file.Coverage), "faults", "coverage"),
  docs: lazy(() => import("./docs.js").then((file) => file.Docs), "start", "docs"),
};

function Page() {
  const Shown = PANELS[panel.value] ?? PANELS.traffic;
  const isDeep = Boolean(place.value.request ?? place.value.event);
  return html`<a class="skip" href="#panel">Skip to the panel</a>
    <${Bar} />
    <main id="panel" tabindex="-1" class=${`panel ${panel.value}`} data-deep=${isDeep}><${Shown} /></main>
    <${Help} /><${Overlay} /><${Toasts} />`;
}

follow();
listen();
render(html`<${Page} />`, /** @type {HTMLElement} */ (document.getElementById("app")));
