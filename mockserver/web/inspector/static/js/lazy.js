/** Parts of the page that are loaded when they are first looked at. */
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { say } from "./toast.js";

/**
 * @param {() => Promise<import("preact").FunctionComponent>} load
 * @returns {import("preact").FunctionComponent}
 */
export function lazy(load) {
  /** @type {import("preact").FunctionComponent | undefined} */
  let Loaded;
  return function Lazy() {
    const [, show] = useState(false);
    useEffect(() => {
      if (Loaded) return;
      load().then(
        (component) => {
          Loaded = component;
          show(true);
        },
        (error) => say(error.message, "bad"),
      );
    }, []);
    return Loaded ? html`<${Loaded} />` : null;
  };
}
