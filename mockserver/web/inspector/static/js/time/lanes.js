/** The plot of what happened. uPlot is loaded when it is first looked at. */
import { useEffect, useRef, useState } from "preact/hooks";
import { go } from "../address.js";
import { counted, dateAndTime } from "../format.js";
import { html } from "../html.js";
import { LANES, points } from "./events.js";

/** @typedef {import("./events.js").Point} Point */

const COLOURS = ["--accent", "--violet", "--muted", "--bad", "--warn", "--good"];
const HEIGHT = 260;

/** @type {Promise<any> | undefined} */
let loading;

/** The library, which is a script of the old kind: as a module it would be twice as long. */
function loadPlot() {
  loading ??= new Promise((resolve, reject) => {
    const style = Object.assign(document.createElement("link"), {
      rel: "stylesheet",
      href: "/__inspector/vendor/uplot.css",
    });
    const script = Object.assign(document.createElement("script"), { src: "/__inspector/vendor/uplot.js" });
    script.onload = () => resolve(/** @type {any} */ (window).uPlot);
    script.onerror = () => reject(new Error("uplot.js did not come"));
    document.head.append(style, script);
  });
  return loading;
}

/** @param {{ axis: string }} given */
export function Lanes({ axis }) {
  const place = useRef(/** @type {HTMLDivElement | null} */ (null));
  const [theme, retheme] = useState(0);
  const all = points();
  const mark = all.map((each) => each.at + each.lane).join();
  useEffect(() => {
    const change = () => retheme((count) => count + 1);
    addEventListener("theme", change);
    return () => removeEventListener("theme", change);
  }, []);
  useEffect(() => {
    /** @type {{ destroy(): void } | undefined} */
    let plot;
    let isWanted = true;
    loadPlot().then((Plot) => {
      if (isWanted && place.current) plot = draw(Plot, place.current, all, axis);
    });
    return () => {
      isWanted = false;
      plot?.destroy();
    };
  }, [mark, axis, theme]);
  const told = LANES.map((lane, index) =>
    counted(all.filter((each) => each.lane === index).length, lane.replace(/(?<=sh)es$|s$/, "")),
  );
  return html`<div
    class="plot card"
    ref=${place}
    role="img"
    aria-label=${`Lanes: ${told.join(", ")}`}
  ></div>`;
}

/**
 * @param {any} Plot
 * @param {HTMLElement} target
 * @param {Point[]} all
 * @param {string} axis
 */
function draw(Plot, target, all, axis) {
  const style = getComputedStyle(document.documentElement);
  const colour = (/** @type {string} */ name) => resolve(target, name) || style.color;
  const xs = all.map((each, index) => (axis === "clock" ? Date.parse(each.at) / 1000 : index + 1));
  const lanes = LANES.map((_, lane) => all.map((each) => (each.lane === lane ? LANES.length - lane : null)));
  const ticks = {
    stroke: colour("--muted"),
    grid: { stroke: colour("--line"), width: 1 },
    ticks: { show: false },
  };
  const options = {
    width: target.clientWidth - 2,
    height: HEIGHT,
    legend: { show: false },
    scales: { x: { time: axis === "clock" }, y: { range: [0.4, LANES.length + 0.6] } },
    axes: [
      ticks,
      { ...ticks, size: 84, splits: () => LANES.map((_, lane) => LANES.length - lane), values: () => LANES },
    ],
    series: [
      {},
      ...LANES.map((label, lane) => ({
        label,
        stroke: colour(COLOURS[lane] ?? ""),
        paths: () => null,
        points: { show: true, size: 9, fill: colour(COLOURS[lane] ?? "") },
      })),
    ],
    cursor: { points: { show: false }, drag: { x: true, y: false } },
    hooks: { setCursor: [(/** @type {any} */ plot) => tell(target, all[plot.cursor.idx])] },
    tzDate: (/** @type {number} */ seconds) => Plot.tzDate(new Date(seconds * 1000), "UTC"),
  };
  const plot = new Plot(options, [xs, ...lanes], target);
  plot.over.addEventListener("click", () => {
    const request = all[plot.cursor.idx]?.request;
    if (request) go({ panel: null, request });
  });
  return plot;
}

/** A colour of ours as a canvas takes it: with `light-dark()` worked out. @param {HTMLElement} target @param {string} name */
function resolve(target, name) {
  const probe = document.createElement("i");
  probe.style.color = `var(${name})`;
  target.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** @param {HTMLElement} target @param {Point | undefined} point */
function tell(target, point) {
  target.title = point ? `${dateAndTime(point.at)} · ${point.text}` : "";
}
