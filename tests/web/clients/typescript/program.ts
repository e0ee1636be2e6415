// What a caller would write against the types that openapi-typescript makes of docs/openapi.json.
// It has to compile, and to hold when it runs against the world of tests/test_generated_clients.py.

import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Schemas = components["schemas"];

const api = createClient<paths>({
  baseUrl: process.env["MOCKSERVER_URL"],
  headers: { Authorization: `Basic ${btoa("key:secret")}` },
});
const header = { "Api-Revision": "1.2" } as const;
const eventId = 1235;
const path = { projectId: 12345, eventId };

const event: Schemas["Event"] = {
  eventId,
  eventExternalId: "opening",
  projectId: 12345,
  projectExternalId: "project123ExtId",
  createdAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
  passGroups: ["giants"],
  fields: { eventName: { label: "Event", value: "Opening Night" } },
};
const venue: Schemas["EventFields"] = { venueTitle: { label: "Venue", value: "Oracle Park" } };
const gate: Schemas["EventFields"] = { gate: { label: "Gate", value: "7" } };

const created = await api.POST("/v1/events/project/{projectId}", {
  params: { header, path: { projectId: 12345 } },
  body: {
    fields: { eventName: { value: "Opening Night" } },
    eventExternalId: "opening",
    passGroups: ["giants"],
  },
});
assert.deepEqual(created.data, event);

const found = await api.GET("/v1/events/project/{projectId}/{eventId}", { params: { header, path } });
assert.deepEqual(found.data, event);

const updated = await api.PUT("/v1/events/project/id/{projectExternalId}/id/{eventExternalId}", {
  params: { header, path: { projectExternalId: "project123ExtId", eventExternalId: "opening" } },
  body: { fields: venue },
});
assert.deepEqual(updated.data?.fields, { ...event.fields, ...venue });

const group = await api.PUT("/v1/events/project/{projectId}/passGroups/{passGroup}", {
  params: { header, path: { projectId: 12345, passGroup: "giants" } },
  body: { fields: gate },
});
const tickets: Schemas["UpdatedGroup"] = {
  groupName: "giants",
  events: [{ eventTicketId: 1234 }, { eventTicketId: 1235 }],
};
assert.deepEqual(group.data, tickets);

const listed = await api.GET("/v1/events/project/{projectId}/{eventId}/passes", {
  params: { header, path: { ...path, eventId: 1234 }, query: { status: "installed", pageSize: 5 } },
});
assert.deepEqual(listed.data?.pagination, {
  order: "id",
  direction: "desc",
  page: 1,
  start: 0,
  pageSize: 5,
} satisfies Schemas["Pagination"]);
assert.equal(listed.data?.count, 1);
const [pass] = listed.data?.passes ?? [];
assert.deepEqual([pass?.platform, pass?.status, pass?.externalId], ["ios", "installed", "seat-11"]);

const deleted = await api.DELETE("/v1/events/project/{projectId}/{eventId}", { params: { header, path } });
assert.deepEqual(deleted.data, {});

const gone = await api.GET("/v1/events/project/{projectId}/{eventId}", { params: { header, path } });
assert.equal(gone.data, undefined);
assert.equal(gone.error?.code, 404);

// What is wrong does not compile, so that nothing above is merely `any`. None of these is ever sent.
export const wrong = [
  // @ts-expect-error - there is no such path
  () => api.GET("/v1/nowhere", {}),
  // @ts-expect-error - the revision is required
  () => api.GET("/v1/events/project/{projectId}/{eventId}", { params: { path } }),
  // @ts-expect-error - a value is a string
  (): Schemas["EventFields"] => ({ venueTitle: { value: 7 } }),
  // @ts-expect-error - there is no such platform
  (made: Schemas["EventPass"]) => made.platform === "windows",
  // @ts-expect-error - an event has no such property
  () => found.data?.colour,
];
