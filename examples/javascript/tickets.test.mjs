// mockserver exec -- node --test

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Tickets } from "./tickets.mjs";

const server = process.env.MOCKSERVER_URL;
let sandbox, tickets;

/** A request to the lab, about the sandbox of the test. */
async function lab(method, path, body) {
  const headers = { "Content-Type": "application/json", "X-Mockserver-Sandbox": sandbox?.name ?? "default" };
  const answer = await fetch(`${server}/__admin${path}`, { method, headers, body: JSON.stringify(body) });
  assert.ok(answer.ok, `${method} ${path} was answered ${answer.status}`);
  return answer.status === 204 ? undefined : answer.json();
}

beforeEach(async () => {
  sandbox = undefined;
  sandbox = await lab("POST", "/sandboxes", { clock: { frozen: "2026-01-01T00:00:00Z" } });
  tickets = new Tickets(sandbox.baseUrl);
});

test("a change is dated", async () => {
  assert.equal(await tickets.rename(1234, "Opening Night"), "2026-01-01T00:00:00Z");
  assert.equal(await tickets.name(1234), "Opening Night");
});

test("an outage is ridden out", async () => {
  const plan = { match: { operation: "update_event" }, steps: [{ status: 503, times: 2 }] };
  const { id } = await lab("POST", "/faults", plan);
  await tickets.rename(1234, "Opening Night");
  assert.ok((await lab("GET", `/faults/${id}`)).completed);
});

test("a lost answer creates nothing twice", async () => {
  await lab("POST", "/faults", { match: { method: "POST" }, steps: [{ drop: "after" }] });
  const event = await tickets.announce("opening-night", "Opening Night");
  const { requests } = await lab("GET", "/requests");
  assert.deepEqual(requests.map((each) => each.response.status), [201, 200]);
  assert.deepEqual(requests.map((each) => each.touched.events), [[event], [event]]);
});
