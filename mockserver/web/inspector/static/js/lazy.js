/** Parts of the page that are loaded, with their styles, when they are first looked at. */
import { useEffect, useState } from "preact/hooks";
import { html } from "./html.js";
import { say } from "./toast.js";

/** @type {Map<string, Promise<unknown>>} */
const styles = new Map();

/**
 * @param {() => Promise<any>} load gives a component
 * @param {...string} names of the styles that it needs
 * @returns {(given: any) => any}
 */
export function lazy(load, ...names) {
  /** @type {((given: any) => any) | undefined} */
  let Loaded;
  return function Lazy(given) {
    const [, show] = useState(false);
    useEffect(() => {
      if (Loaded) return;
      Promise.all([load(), ...names.map(dress)]).then(
        ([component]) => {
          Loaded = component;
          show(true);
        },
        (error) => say(error.message, "bad"),
      );
    }, []);
    return Loaded ? html`<${Loaded} ...${given} />` : null;
  };
}

/** Load a style, once. @param {string} name */
function dress(name) {
  const known = styles.get(name);
  if (known) return known;
  const loading = new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = `/__inspector/css/${name}.css`;
    link.onload = resolve;
    link.onerror = () => reject(new Error(`${name}.css did not come`));
    document.head.append(link);
  });
  styles.set(name, loading);
  return loading;
}
