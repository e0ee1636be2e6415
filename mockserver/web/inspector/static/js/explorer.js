/** Draws the document beside the page: /docs that of the API, /__admin/docs that of the lab. */

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
  onComplete: () => drawn.preauthorizeBasic("basic", "key", "secret"),
});
