/** The calls that the page makes: to the lab, and, where the API has an operation for it, to the API itself. */
import { useEffect, useState } from "preact/hooks";
import { sandbox } from "./address.js";
import { say } from "./toast.js";

export const REVISION = "1.2";
export const PAIR = `Basic ${btoa("key:secret")}`;

/**
 * Ask the lab about the sandbox that is shown.
 * @param {string} method
 * @param {string} path below `/__admin`
 * @param {unknown} [body] sent as JSON; a string is sent as it is
 * @returns {Promise<any>} what was answered: JSON, text, or null
 */
export async function lab(method, path, body) {
  return read(await send(method, `/__admin${path}`, {}, body));
}

/**
 * Call an operation of the API, as any client would: it is in the journal afterwards.
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
export async function api(method, path, body) {
  return read(await send(method, path, { authorization: PAIR, "api-revision": REVISION }, body));
}

/**
 * Send a request in the sandbox that is shown.
 * @param {string} method
 * @param {string} path
 * @param {Record<string, string>} headers
 * @param {unknown} [body]
 * @returns {Promise<Response>}
 */
export function send(method, path, headers, body) {
  const sent = { "x-mockserver-sandbox": sandbox.value, ...headers };
  if (body === undefined) return fetch(path, { method, headers: sent });
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return fetch(path, { method, headers: { "content-type": "application/json", ...sent }, body: text });
}

/** @param {Response} response */
async function read(response) {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.includes("json");
  const answer = isJson && text ? JSON.parse(text) : text || null;
  if (response.ok) return answer;
  throw new Error(answer?.details ?? `${response.status} ${response.statusText}`);
}

/**
 * Do something that may fail, and say how it went.
 * @param {() => Promise<any>} act
 * @param {string} [done] what to say if it went well
 * @returns {Promise<any>} what it gave; undefined if it failed
 */
export async function attempt(act, done) {
  try {
    const given = await act();
    if (done) say(done);
    return given ?? null;
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), "bad");
    return undefined;
  }
}

/**
 * What the lab answers, asked again when the path or a mark changes; the old answer stays until then.
 * @param {string | null} path null to ask nothing
 * @param {...unknown} marks
 * @returns {{ value: any, error: string }}
 */
export function useLab(path, ...marks) {
  const [answer, set] = useState({ value: /** @type {any} */ (null), error: "" });
  useEffect(() => {
    let isWanted = path !== null;
    if (path === null) set({ value: null, error: "" });
    else
      lab("GET", path).then(
        (value) => isWanted && set({ value, error: "" }),
        (error) => isWanted && set({ value: null, error: error.message }),
      );
    return () => {
      isWanted = false;
    };
  }, [path, sandbox.value, ...marks]);
  return answer;
}
