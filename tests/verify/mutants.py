"""Services that each do one thing otherwise: a transport changes one behaviour of the second emulator."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx


@dataclass
class Call:
    """A request and its answer, which may be changed."""

    method: str
    path: str
    sent: Any
    status: int
    body: Any
    headers: dict[str, str]
    has_credentials: bool
    request_headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mutant:
    """A change, and the probe that has to see it."""

    probe: str
    mutate: Callable[[Call], object]

    def change(self, request: httpx.Request, given: httpx.Response) -> httpx.Response:
        """The answer of the mutant."""
        try:
            body = json.loads(given.content)
        except ValueError:
            body = None
        try:
            sent = json.loads(request.content)
        except ValueError:
            sent = None
        path = request.url.raw_path.decode().removeprefix("/v1")
        call = Call(
            request.method,
            path,
            sent,
            given.status_code,
            body,
            dict(given.headers),
            "authorization" in request.headers,
            dict(request.headers),
        )
        self.mutate(call)
        unsent = {"content-length", "x-mockserver-version"}  # the answer is not ours any more
        headers = {name: value for name, value in call.headers.items() if name not in unsent}
        content = given.content if call.body is None else json.dumps(call.body).encode()
        return httpx.Response(call.status, headers=headers, content=content)


def status(method: str, pattern: str, old: int, new: int) -> Callable[[Call], object]:
    """Another status, with the body that stays."""

    def mutate(call: Call) -> None:
        if call.method == method and re.search(pattern, call.path) and call.status == old:
            call.status = new

    return mutate


def body(method: str, pattern: str, change: Callable[[Any], Any]) -> Callable[[Call], object]:
    """Another body of successes; `change` gives it, or changes it in place."""

    def mutate(call: Call) -> None:
        if (
            call.method == method
            and re.search(pattern, call.path)
            and call.status < 300
            and call.body is not None
        ):
            changed = change(call.body)
            call.body = call.body if changed is None else changed

    return mutate


def without(*names: str) -> Callable[[Any], Any]:
    return lambda document: {name: value for name, value in document.items() if name not in names}


def setting(**members: Any) -> Callable[[Any], Any]:
    return lambda document: document | members


def header(name: str, value: str | None, *, statuses: range = range(400, 500)) -> Callable[[Call], object]:
    def mutate(call: Call) -> None:
        if call.status in statuses:
            call.headers.pop(name, None)
            if value is not None:
                call.headers[name] = value

    return mutate


def in_field(name: str, **members: Any) -> Callable[[Any], Any]:
    def change(document: Any) -> None:
        if name in document.get("fields", {}):
            document["fields"][name].update(members)

    return change


def moved(document: Any) -> None:
    document["updatedAt"] = document["createdAt"]


NAMED = r"/id/mockserver-verify-[^/]+$"
GROUPS = r"/passGroups$"
GROUP = r"/passGroups/[^/]+$"
PASSES = r"/passes"
LINK = r"/download$"
UNKNOWN = r"-unknown$"


def remembering(name: str) -> Callable[[Call], object]:
    """The first id that was given out is given out again."""
    first: list[int] = []

    def mutate(call: Call) -> None:
        if call.method == "POST" and call.status < 300 and isinstance(call.body, dict) and name in call.body:
            first.append(call.body[name])
            call.body[name] = first[0]

    return mutate


def another_each_time(name: str) -> Callable[[Call], object]:
    """Another id in every answer."""
    seen: list[int] = []

    def mutate(call: Call) -> None:
        if isinstance(call.body, dict) and name in call.body:
            seen.append(1)
            call.body[name] += len(seen)

    return mutate


def if_sent(header_name: str, new: int, *, value: str | None = None) -> Callable[[Call], object]:
    """Another status for requests with a header, or without it."""

    def mutate(call: Call) -> None:
        has = call.request_headers.get(header_name)
        if (
            call.path.endswith("-event")
            and (has == value if value else has is None)
            and call.method != "DELETE"
        ):
            call.status = new

    return mutate


def _refuse_large(call: Call) -> None:
    if "1001" in call.path:
        call.status, call.body = 400, {}


def unauthorized(new: int) -> Callable[[Call], object]:
    def mutate(call: Call) -> None:
        if call.status == 401:
            call.status = new

    return mutate


MUTANTS = {
    "creating is answered 200": Mutant("create", status("POST", NAMED, 201, 200)),
    "an event has no updatedAt": Mutant("create", body("POST", NAMED, without("updatedAt"))),
    "times have milliseconds": Mutant(
        "create", body("POST", NAMED, setting(createdAt="2026-01-01T00:00:00.000Z"))
    ),
    "times have an offset": Mutant(
        "create", body("POST", NAMED, setting(createdAt="2026-01-01T00:00:00+00:00"))
    ),
    "ids are strings with letters": Mutant("create", body("POST", NAMED, setting(eventId="e-1"))),
    "the name has no label": Mutant(
        "create", body("POST", NAMED, lambda d: d["fields"]["eventName"].pop("label") and None)
    ),
    "creating says nothing of groups": Mutant("create", body("POST", NAMED, without("passGroups"))),
    "creating ignores groups": Mutant("create-in-groups", body("POST", NAMED, setting(passGroups=[]))),
    "creating sorts groups backwards": Mutant(
        "create-in-groups", body("POST", NAMED, lambda d: d["passGroups"].reverse())
    ),
    "the external id of a body is ignored": Mutant(
        "create-nameless", body("POST", r"venue$", without("eventExternalId"))
    ),
    "a create without a name is a 202": Mutant("create-nameless", status("POST", r"venue$", 201, 202)),
    "two names are a conflict": Mutant("other-name", status("POST", NAMED, 400, 409)),
    "getting answers less than creating": Mutant("get", body("GET", NAMED, without("passGroups"))),
    "getting answers more than creating": Mutant("get", body("GET", NAMED, setting(passCount=0))),
    "getting is a 203": Mutant("get", status("GET", NAMED, 200, 203)),
    "an event is not found by its id": Mutant("names-by-id", status("GET", r"/\d+$", 200, 404)),
    "an id of a project leads to another event": Mutant(
        "names-by-id", body("GET", r"/project/\d+/id/", setting(eventId=1))
    ),
    "an event is not found by its id and the name of the project": Mutant(
        "names-by-name", status("GET", r"venue/\d+$", 200, 404)
    ),
    "names may not be mixed in a create": Mutant(
        "create-mixed", status("POST", r"/project/\d+/id/", 201, 404)
    ),
    "a mixed create forgets the name": Mutant(
        "create-mixed", body("POST", r"/project/\d+/id/", without("eventExternalId"))
    ),
    "an update is answered 204": Mutant("update", status("PUT", NAMED, 200, 202)),
    "an update answers what was sent alone": Mutant(
        "update", body("PUT", NAMED, lambda d: {"fields": {"venueTitle": d["fields"]["venueTitle"]}})
    ),
    "an update forgets other fields": Mutant(
        "update", body("PUT", NAMED, lambda d: d["fields"].pop("eventName") and None)
    ),
    "an update answers no default labels": Mutant(
        "update-labels", body("PUT", NAMED, lambda d: d["fields"]["venueTitle"].pop("label") and None)
    ),
    "the venue is called otherwise": Mutant(
        "update-labels", body("PUT", NAMED, in_field("venueTitle", label="Location"))
    ),
    "a label goes back to its default": Mutant(
        "update-keeps-label", body("PUT", NAMED, in_field("venueTitle", label="Venue"))
    ),
    "an update joins groups": Mutant("update-ignores-groups", body("PUT", NAMED, setting(passGroups=["x"]))),
    "an update may be empty": Mutant("update-needs-fields", status("PUT", NAMED, 400, 200)),
    "deleting answers a count": Mutant("delete", body("DELETE", NAMED, lambda _: {"deleted": 1})),
    "deleting is answered 202": Mutant("delete", status("DELETE", NAMED, 200, 202)),
    "a deleted event is still there": Mutant("deleted", status("GET", NAMED, 404, 200)),
    "the name of a deleted event is taken": Mutant("deleted", status("POST", NAMED, 201, 200)),
    "ids are given out twice": Mutant("ids", remembering("eventId")),
    "an external id in use is a conflict": Mutant("upsert", status("POST", NAMED, 200, 409)),
    "an upsert replaces the fields": Mutant(
        "upsert-keeps",
        body("POST", NAMED, lambda d: setting(fields={"eventName": d["fields"]["eventName"]})(d)),
    ),
    "an upsert makes another event": Mutant("upsert-keeps", another_each_time("eventId")),
    "an upsert replaces the groups": Mutant(
        "upsert-groups", body("POST", NAMED, lambda d: setting(passGroups=d["passGroups"][1:])(d))
    ),
    "an upsert ignores groups": Mutant(
        "upsert-groups", body("POST", NAMED, lambda d: setting(passGroups=d["passGroups"][:1])(d))
    ),
    "the start is called otherwise": Mutant(
        "default-labels", body("POST", NAMED, in_field("startTime", label="Starts"))
    ),
    "times have no default label": Mutant(
        "default-labels",
        body(
            "POST", NAMED, lambda d: [d["fields"][n].pop("label") for n in ("doorsOpen", "endTime")] and None
        ),
    ),
    "the address is called otherwise": Mutant(
        "documented-labels", body("POST", NAMED, in_field("venueAddress", label="Location"))
    ),
    "unknown fields are refused": Mutant("unknown-field", status("POST", NAMED, 201, 400)),
    "unknown fields are dropped": Mutant(
        "unknown-field", body("POST", NAMED, lambda d: d["fields"].pop("gateNumber") and None)
    ),
    "unknown members are kept": Mutant("unknown-member", body("POST", NAMED, setting(colour="red"))),
    "a time has to be one": Mutant("no-time", status("POST", NAMED, 201, 400)),
    "a time that is none is dropped": Mutant("no-time", body("POST", NAMED, in_field("startTime", value=""))),
    "an event needs no name": Mutant("no-name", status("POST", NAMED, 400, 201)),
    "a name needs no value": Mutant("no-value", status("POST", NAMED, 400, 201)),
    "a number is taken for text": Mutant("no-string", status("POST", NAMED, 400, 201)),
    "an unknown event is a 400": Mutant("unknown-event", status("GET", UNKNOWN, 404, 400)),
    "deleting is idempotent": Mutant("unknown-changed", status("DELETE", UNKNOWN, 404, 200)),
    "an unknown event cannot be processed": Mutant("unknown-changed", status("PUT", UNKNOWN, 404, 422)),
    "an unknown project is a 400": Mutant("unknown-project", status("GET", "nowhere", 404, 400)),
    "creating nowhere is a 400": Mutant("create-nowhere", status("POST", "nowhere", 404, 400)),
    "creating nowhere makes the project": Mutant("create-nowhere", status("POST", "nowhere", 404, 201)),
    "adding answers no event": Mutant("add", body("POST", GROUPS, without("eventExternalId"))),
    "adding answers the event by both names": Mutant("add", body("POST", GROUPS, setting(eventId=7))),
    "adding by id answers the name": Mutant(
        "add-by-id",
        body("POST", r"/\d+/passGroups$", lambda d: {"eventExternalId": "x", "passGroups": d["passGroups"]}),
    ),
    "adding again lists all groups": Mutant(
        "add-again",
        lambda call: (
            call.body.update(passGroups=call.sent["passGroups"])
            if call.path.endswith(GROUPS[:-1]) and call.method == "POST"
            else None
        ),
    ),
    "adding to no group is nothing": Mutant("add-none", status("POST", GROUPS, 400, 200)),
    "listing groups names the event otherwise": Mutant(
        "list", body("GET", GROUPS, lambda d: {"id": d["eventTicketId"], "passGroups": d["passGroups"]})
    ),
    "listing groups lists none": Mutant("list", body("GET", GROUPS, setting(passGroups=[]))),
    "removing answers ok": Mutant("remove", body("DELETE", GROUP, lambda _: {"ok": True})),
    "removing does nothing": Mutant("remove", body("GET", GROUPS, setting(passGroups=["season"]))),
    "removing twice is fine": Mutant("remove-twice", status("DELETE", GROUP, 400, 200)),
    "removing twice is a 404": Mutant("remove-twice", status("DELETE", GROUP, 400, 404)),
    "removing an unknown event is a 404": Mutant("remove-unknown", status("DELETE", GROUP, 400, 404)),
    "updating a group names events otherwise": Mutant(
        "update-group", body("PUT", GROUP, lambda d: setting(events=[{"eventId": 1}] * len(d["events"]))(d))
    ),
    "updating a group reaches one event": Mutant(
        "update-group", body("PUT", GROUP, lambda d: setting(events=d["events"][:1])(d))
    ),
    "updating a group changes nothing": Mutant(
        "update-group", body("GET", NAMED, in_field("venueTitle", value="Here"))
    ),
    "a bare name is refused": Mutant("update-group-bare", status("PUT", "/project/venue/", 200, 404)),
    "a group of digits is unknown": Mutant("update-group-digits", status("PUT", GROUP, 200, 404)),
    "a group of digits is a number": Mutant(
        "update-group-digits", body("PUT", GROUP, setting(groupName=123))
    ),
    "updating an unknown group is nothing": Mutant("update-group-unknown", status("PUT", GROUP, 404, 200)),
    "a group outlives its events": Mutant("group-ends", status("PUT", GROUP, 404, 200)),
    "a group named twice counts twice": Mutant(
        "group-once", body("POST", NAMED, lambda d: setting(passGroups=d["passGroups"] * 2)(d))
    ),
    "a group may be long": Mutant("group-long", status("POST", GROUPS, 400, 200)),
    "updates leave updatedAt": Mutant("moves", body("PUT", NAMED, moved)),
    "joining and leaving leave updatedAt": Mutant("moves", body("GET", NAMED, moved)),
    "errors are problem documents": Mutant("error-type", header("content-type", "application/problem+json")),
    "errors have no charset": Mutant("error-type", header("content-type", "application/json")),
    "errors tell less": Mutant(
        "error-body", lambda call: call.body.pop("details") if call.status == 404 else None
    ),
    "errors are described otherwise": Mutant(
        "error-body", lambda call: call.body.update(description="Not found") if call.status == 404 else None
    ),
    "errors count otherwise": Mutant(
        "error-body", lambda call: call.body.update(code=40401) if call.status == 404 else None
    ),
    "an unknown path is told by another body": Mutant(
        "unknown-path",
        lambda call: setattr(call, "body", {"message": "no"}) if "nowhere" in call.path else None,
    ),
    "an unknown path is a 410": Mutant("unknown-path", status("GET", "nowhere", 404, 410)),
    "a slash at the end counts": Mutant("slash", status("GET", "/$", 200, 404)),
    "names are not decoded": Mutant(
        "names-of-any-kind",
        body("GET", "%2F", lambda d: setting(eventExternalId=d["eventExternalId"] + "%")(d)),
    ),
    "a slash in a name leads elsewhere": Mutant("names-of-any-kind", status("GET", "%2F", 200, 404)),
    "what is no UTF-8 is not found": Mutant("path-no-utf8", status("GET", "%ff", 400, 404)),
    "HEAD is not allowed": Mutant("head", status("HEAD", "", 200, 405)),
    "PATCH is not found": Mutant("method", status("PATCH", "", 405, 404)),
    "Allow is not told": Mutant("method", header("allow", None)),
    "Allow lists PATCH": Mutant("method", header("allow", "GET, PATCH")),
    "an update without a body is nothing": Mutant("body-missing", status("PUT", NAMED, 400, 200)),
    "what is no JSON is not acceptable": Mutant("body-malformed", status("PUT", NAMED, 400, 406)),
    "a list cannot be processed": Mutant("body-list", status("PUT", NAMED, 400, 422)),
    "the media type does not matter": Mutant("body-type", status("PUT", NAMED, 415, 200)),
    "the media type has to be told": Mutant("body-untyped", if_sent("content-type", 415)),
    "bodies may be long": Mutant("body-long", status("PUT", NAMED, 413, 200)),
    "no page may use the service": Mutant(
        "cors", header("access-control-allow-origin", None, statuses=range(200, 500))
    ),
    "a preflight is not answered": Mutant(
        "cors",
        lambda call: (
            call.headers.pop("access-control-allow-origin", None) if call.method == "OPTIONS" else None
        ),
    ),
    "missing credentials are not challenged": Mutant("no-credentials", header("www-authenticate", None)),
    "missing credentials are a 400": Mutant("no-credentials", unauthorized(400)),
    "malformed credentials are a 400": Mutant("bad-credentials", unauthorized(400)),
    "the revision may be left out": Mutant("revision-missing", status("GET", NAMED, 400, 200)),
    "any revision will do": Mutant("revision-other", status("GET", NAMED, 400, 200)),
    "a page has other defaults": Mutant(
        "passes-none", body("GET", PASSES, lambda d: d["pagination"].update(pageSize=25))
    ),
    "a page has no count": Mutant("passes-none", body("GET", PASSES, without("count"))),
    "the direction is in capitals": Mutant(
        "passes-none", body("GET", PASSES, lambda d: d["pagination"].update(direction="DESC"))
    ),
    "an unknown event has no passes": Mutant("passes-unknown", status("GET", PASSES, 404, 200)),
    "a size that is no integer is the default": Mutant("page-no-number", status("GET", PASSES, 400, 200)),
    "a status that is none is ignored": Mutant("page-no-status", status("GET", PASSES, 400, 200)),
    "a page may be as large as one likes": Mutant(
        "page-large", body("GET", PASSES, lambda d: d["pagination"].update(pageSize=1001))
    ),
    "a large page is refused": Mutant(
        "page-large",
        _refuse_large,
    ),
    "a page past the end is not found": Mutant("page-past", status("GET", PASSES, 200, 404)),
    "the direction has to be in capitals": Mutant("page-echoed", status("GET", "direction=asc", 200, 400)),
    "unknown parameters are refused": Mutant("page-other", status("GET", "colour", 200, 400)),
    "a pass tells no serial number": Mutant(
        "pass", body("GET", PASSES, lambda d: [each.pop("serialNumber") for each in d["passes"]] and None)
    ),
    "a pass tells its project": Mutant(
        "pass", body("GET", PASSES, lambda d: [each.update(projectId=1) for each in d["passes"]] and None)
    ),
    "the count depends on the status": Mutant(
        "pass-count", body("GET", "status=installed", setting(count=3))
    ),
    "passes alike are in the order in which they were made": Mutant(
        "pass-order", body("GET", "direction=DESC", lambda d: d["passes"].reverse())
    ),
    "passes alike are in no order": Mutant(
        "pass-order", body("GET", "direction=ASC", lambda d: d["passes"].insert(0, d["passes"].pop(1)))
    ),
    "an external id of a pass is called otherwise": Mutant(
        "pass-external-id",
        body("GET", PASSES, lambda d: d["passes"].__setitem__(-1, {"passExternalId": "seat-7"})),
    ),
    "a link needs credentials": Mutant("pass-link", status("GET", LINK, 200, 401)),
    "a link is gone": Mutant("pass-link", status("GET", LINK, 200, 410)),
    "credentials of another project are unknown": Mutant("second-project", status("GET", NAMED, 403, 401)),
    "a project of others is not there": Mutant("second-project", status("GET", NAMED, 403, 404)),
    "any credentials open any project": Mutant("second-project", status("GET", NAMED, 403, 200)),
}
