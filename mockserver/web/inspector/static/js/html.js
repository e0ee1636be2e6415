/** Markup without a compiler: `html` is a template tag that makes Preact's nodes. */
import { h } from "preact";
import htm from "htm";

export const html = htm.bind(h);
