/**
 * Draws the document beside the page: /docs that of the API, /__admin/docs that of the lab. Below the base path of a
 * sandbox, what it sends goes there, too.
 */

const [, base = "", named = ""] = /^(\/sandboxes\/([^/]+))?/.exec(window.location.pathname) ?? [];

/** Has the document lead into the sandbox. @type {any} */
const inSandbox = {
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (/** @type {any} */ update) => (/** @type {any} */ document) =>
          update(moved(document)),
      },
    },
  },
};

/** As light or dark as the inspector is, which the library knows how to be. */
function dress() {
  const chosen = localStorage.getItem("mockserver-theme");
  const isDark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  window.document.documentElement.classList.toggle("dark-mode", isDark);
}
dress();
addEventListener("storage", dress);

/** @param {any} document */
function moved(document) {
  const { servers = [], components } = document;
  const { Sandbox: header, ...others } = components?.parameters ?? {};
  const parameters = header && { ...others, Sandbox: { ...header, example: decodeURIComponent(named) } };
  return {
    ...document,
    servers: servers.map((/** @type {any} */ each) => ({ ...each, url: base + each.url.replace(/\/$/, "") })),
    components: parameters ? { ...components, parameters } : components,
  };
}

/** @type {any} */
const drawn = /** @type {any} */ (window).SwaggerUIBundle({
  url: window.location.pathname.replace(/\/docs\/?$/, "/openapi.json"),
  dom_id: "#explorer",
  deepLinking: true,
  docExpansion: "list",
  displayRequestDuration: true,
  persistAuthorization: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  plugins: base ? [inSandbox] : [],
  onComplete: () => drawn.preauthorizeBasic("basic", "key", "secret"),
});
