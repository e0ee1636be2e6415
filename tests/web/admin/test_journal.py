"""The journal tells what was asked of a sandbox, and what it answered."""

from typing import Any

import pytest

from tests.world import EVENT, EX, NOW, PATHS, PROJECT, Api, E, P, event, open_world, problem, seed

CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
PASSES = [{"id": 616, "status": "installed"}, {"id": 617, "status": "uninstalled"}]


def requests(api: Api, query: str = "", **given: Any) -> list[dict[str, Any]]:
    answer = api.admin("GET", f"/requests{query}", **given)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["requests"]
    assert answer.json()["count"] == len(found)
    return found


def test_an_entry_tells_the_request_and_its_answer(api: Api) -> None:
    answer = api.put(f"{EVENT}?a=b", CHANGE, headers={"X-Client": "web"})
    (entry,) = requests(api)
    assert list(entry) == [
        "id",
        "at",
        "durationMs",
        "operation",
        "request",
        "response",
        "findings",
        "fault",
        "touched",
    ]
    assert entry["id"] == answer.headers["x-mockserver-request-id"]
    assert entry["at"] == NOW.replace("Z", ".000Z")
    assert entry["durationMs"] > 0
    assert entry["operation"] == "update_event"
    assert entry["request"]["method"] == "PUT"
    assert entry["request"]["url"] == f"http://mock.test{EVENT}?a=b"
    assert entry["request"]["headers"]["x-client"] == "web"
    assert entry["request"]["body"] == CHANGE
    assert entry["response"]["status"] == 200
    assert entry["response"]["headers"] == dict(answer.headers)
    assert entry["response"]["body"] == answer.json()
    assert [each["at"] for each in entry["findings"]] == ["query a"]
    assert entry["fault"] is None
    assert entry["touched"] == {"events": [E], "passes": 0}
    assert api.admin("GET", f"/requests/{entry['id']}").json() == entry


def test_findings_are_told(api: Api) -> None:
    api.put(EVENT, {"fields": {}, "unknown": 1})
    ((finding,),) = [entry["findings"] for entry in requests(api)]
    assert list(finding) == ["code", "level", "at", "message", "source"]
    assert finding["at"] == "/unknown"


@pytest.mark.parametrize(
    ("content", "kind", "shown"),
    [
        (b'{"fields": {}}', "application/json", {"fields": {}}),
        (b'{"fields": ', "application/json", '{"fields": '),
        (b'{"fields": {}}', "text/plain", '{"fields": {}}'),
        (b"42", None, 42),
        (b"\xff", "application/json", "\N{REPLACEMENT CHARACTER}"),
        (b"[1e999]", "application/json", None),
        (b"", None, None),
        (b'"' + b"x" * 100_000 + b'"', "application/json", None),
    ],
    ids=["json", "broken", "text", "undeclared", "not-utf-8", "too-large-a-number", "none", "long"],
)
@pytest.mark.parametrize("auth", [("key", "secret"), None], ids=["let-in", "refused"])
def test_bodies_are_shown_as_json_or_as_text(
    api: Api, content: bytes, kind: str | None, shown: Any, auth: Any
) -> None:
    api.request("PUT", EVENT, content=content, headers={"Content-Type": kind} if kind else {}, auth=auth)
    (entry,) = requests(api)
    if shown is not None or not content:
        assert entry["request"]["body"] == shown
    assert entry["response"]["headers"]["content-type"].startswith("application/json")
    assert isinstance(entry["response"]["body"], dict)


@pytest.mark.parametrize(
    "path", ["/livez", "/readyz", "/__admin/clock", "/__admin/requests", "/__admin/nowhere"]
)
def test_health_and_lab_are_not_journalled(api: Api, path: str) -> None:
    api.get(path, headers={"Host": "localhost"})
    assert requests(api) == []


def test_a_path_that_leads_nowhere_is_journalled_without_an_operation(api: Api) -> None:
    api.post("/v1/nowhere", CHANGE)
    (entry,) = requests(api)
    assert (entry["operation"], entry["response"]["status"]) == (None, 404)
    assert entry["request"]["body"] == CHANGE


def test_a_head_is_told_as_it_was_asked_and_answered(api: Api) -> None:
    api.request("HEAD", EVENT)
    (entry,) = requests(api)
    assert (entry["request"]["method"], entry["operation"]) == ("HEAD", "get_event")
    assert entry["response"]["body"] is None


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_the_history_of_an_event_has_every_request_that_touched_or_named_it(api: Api, path: str) -> None:
    api.post(PROJECT, {"fields": {"eventName": {"value": "another"}}})
    api.get(path)
    api.put(path, CHANGE)
    api.post(f"{path}/passGroups", {"passGroups": ["giants"]})
    api.put(f"{PROJECT}/passGroups/giants", CHANGE)
    api.get(f"{path}/passes")
    api.post(f"{PROJECT}/id/{EX}", CHANGE)
    api.delete(f"{path}/passGroups/giants")
    api.delete(path)
    api.get(EVENT)
    told = [(entry["operation"], entry["response"]["status"]) for entry in requests(api, f"?event={E}")]
    assert told == [
        ("get_event", 200),
        ("update_event", 200),
        ("add_event_to_pass_groups", 200),
        ("update_events_in_pass_group", 200),
        ("list_event_passes", 200),
        ("create_event_with_external_id", 200),
        ("remove_event_from_pass_group", 200),
        ("delete_event", 200),
        ("get_event", 404),
    ]


@pytest.mark.parametrize(
    ("method", "path", "body", "touched"),
    [
        ("GET", EVENT, None, {"events": [E], "passes": 0}),
        ("PUT", EVENT, CHANGE, {"events": [E], "passes": 2}),
        ("DELETE", EVENT, None, {"events": [E], "passes": 2}),
        ("GET", f"{EVENT}/passes?pageSize=1", None, {"events": [E], "passes": 1}),
        ("GET", f"{EVENT}/passGroups", None, {"events": [E], "passes": 0}),
        ("PUT", f"{PROJECT}/passGroups/giants", CHANGE, {"events": [E, 5000], "passes": 3}),
        ("POST", PROJECT, {"fields": {"eventName": {"value": "x"}}}, {"events": [5001], "passes": 0}),
        ("GET", f"{PROJECT}/9", None, {"events": [], "passes": 0}),
        ("PUT", EVENT, {"fields": 1}, {"events": [], "passes": 0}),
    ],
)
def test_what_a_request_touched_is_told(method: str, path: str, body: Any, touched: dict[str, Any]) -> None:
    first = event(id=E, passGroups=["giants"], passes=PASSES)
    second = event(id=5000, passGroups=["giants"], passes=[{"id": 618}])
    with open_world(seed(first, second)) as api:
        api.request(method, path, json=body)
        (entry,) = requests(api)
    assert entry["touched"] == touched


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [0, 1, 2, 3]),
        ("?operation=get_event", [0, 3]),
        ("?method=get", [0, 2, 3]),
        ("?path=/v1/events/project/*", [0, 1, 3]),
        ("?path=/v1/no*", [2]),
        ("?status=404", [2, 3]),
        ("?event=9", [3]),
        ("?operation=get_event&status=200", [0]),
        ("?limit=2", [2, 3]),
        ("?method=GET&limit=1", [3]),
        ("?limit=0", []),
        ("?since=2026-01-01T00:00:00Z", [0, 1, 2, 3]),
        ("?since=2026-01-01T00:00:02Z", [2, 3]),
        ("?since=2026-01-01T01:00:02%2B01:00", [2, 3]),
        ("?since=2027-01-01T00:00:00Z", []),
    ],
)
def test_filters_narrow_the_list(api: Api, query: str, found: list[int]) -> None:
    answers = []
    for method, path in (("GET", EVENT), ("PUT", EVENT), ("GET", "/v1/nowhere"), ("GET", f"{PROJECT}/9")):
        answers.append(api.request(method, path, json=CHANGE if method == "PUT" else None))
        api.admin("POST", "/clock/advance", {"seconds": 1})
    ids = [answer.headers["x-mockserver-request-id"] for answer in answers]
    assert [entry["id"] for entry in requests(api, query)] == [ids[index] for index in found]


def test_what_came_after_a_request_is_found_by_its_id(api: Api) -> None:
    first, second = (api.get(EVENT).headers["x-mockserver-request-id"] for _ in range(2))
    assert [entry["id"] for entry in requests(api, f"?since={first}")] == [second]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("since=soon", "since is 'soon'"),
        ("since=2026-01-01T00:00:00", "offset"),
        ("limit=-1", "limit"),
        ("event=first", "event"),
        ("colour=red", "colour"),
    ],
)
def test_filters_that_make_no_sense_are_refused(api: Api, query: str, told: str) -> None:
    assert told in problem(api.admin("GET", f"/requests?{query}"), 400)


def test_an_unknown_request_is_not_found(api: Api) -> None:
    assert "'nobody'" in problem(api.admin("GET", "/requests/nobody"), 404)


def test_a_cleared_journal_is_empty(api: Api) -> None:
    api.get(EVENT)
    assert api.admin("DELETE", "/requests").status_code == 204
    assert requests(api) == []


def test_a_reset_clears_the_journal(api: Api) -> None:
    api.get(EVENT)
    assert api.admin("POST", "/reset").status_code == 204
    assert requests(api) == []


def test_dropped_requests_are_counted() -> None:
    with open_world(journal_entries=2) as api:
        ids = [api.get(EVENT).headers["x-mockserver-request-id"] for _ in range(5)]
        told = api.admin("GET", "/requests").json()
    assert [entry["id"] for entry in told["requests"]] == ids[3:]
    assert (told["count"], told["dropped"]) == (2, 3)


def test_bytes_bound_the_journal_too() -> None:
    with open_world(journal_bytes=20_000) as api:
        for _ in range(3):
            api.put(EVENT, {"fields": {"venueTitle": {"value": "x" * 4000}}})
        told = api.admin("GET", "/requests").json()
    assert (told["count"], told["dropped"]) == (1, 2)


def test_a_journal_of_no_entries_is_off() -> None:
    with open_world(journal_entries=0) as api:
        api.get(EVENT)
        assert api.admin("GET", "/requests").json() == {"requests": [], "count": 0, "dropped": 0}


def test_sandboxes_have_journals_of_their_own_with_the_bounds_of_the_server() -> None:
    other = {"X-Mockserver-Sandbox": "other"}
    with open_world(journal_entries=1) as api:
        api.get(EVENT)
        api.get(EVENT, headers=other)
        api.get(f"/sandboxes/other{EVENT}?page=1")
        (entry,) = requests(api, headers=other)
        assert len(requests(api)) == 1
        assert [each["id"] for each in requests(api, "?path=/v1/*", headers=other)] == [entry["id"]]
    assert entry["request"]["url"] == f"http://mock.test/sandboxes/other{EVENT}?page=1"


def test_a_call_that_met_a_fault_is_told_with_it_and_in_the_history_of_its_event(api: Api) -> None:
    api.admin("POST", "/faults", {"steps": [{"status": 503}]})
    api.put(EVENT, CHANGE)
    (entry,) = requests(api, f"?event={E}")
    assert (entry["operation"], entry["response"]["status"]) == ("update_event", 503)
    assert "503" in entry["fault"]
    assert entry["touched"] == {"events": [], "passes": 0}


def test_requests_are_counted(api: Api) -> None:
    for title in ("one", "two", "two"):
        api.put(EVENT, {"fields": {"venueTitle": {"value": title}}})
    two = {"operation": "update_event", "body": {"fields": {"venueTitle": {"value": "two"}}}}
    assert api.admin("POST", "/requests/count", {"match": two}).json() == {"count": 2}
    assert api.admin("POST", "/requests/count", {}).json() == {"count": 3}
    assert api.admin("POST", "/requests/count", {"match": {"status": 404}}).json() == {"count": 0}
    assert "colour" in problem(api.admin("POST", "/requests/count", {"match": {"colour": "red"}}), 400)


SECRETS = {
    "Authorization": "Bearer hush",
    "Proxy-Authorization": "Basic hush",
    "Cookie": "session=hush",
}


@pytest.mark.parametrize("path", ["/requests", "/requests/export?format=har", "/requests/export?format=curl"])
def test_credentials_are_redacted(api: Api, path: str) -> None:
    api.request("GET", f"{EVENT}?api_key=hush&API%5FKEY=hush&page=2", headers=SECRETS, auth=None)
    told = api.admin("GET", path).text
    assert "hush" not in told
    assert "page=2" in told
    assert "api_key=redacted" in told


def test_credentials_are_redacted_in_near_misses(api: Api) -> None:
    api.request("GET", EVENT, headers=SECRETS, auth=None)
    asked = {"match": {"header": {"Authorization": "mine", "Cookie": "mine"}}, "timeoutMs": 0}
    told = api.admin("POST", "/requests/wait", asked)
    assert told.status_code == 408
    assert "hush" not in told.text
    assert {"name": "header cookie", "expected": "mine", "actual": "redacted"} in (
        told.json()["nearMisses"][0]["differences"]
    )


def test_the_project_of_the_url_does_not_count_as_an_event(api: Api) -> None:
    api.post(PROJECT, {"fields": {"eventName": {"value": "x"}}})
    assert requests(api, f"?event={P}") == []
