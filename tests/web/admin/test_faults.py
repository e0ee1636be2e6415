"""Fault plans: what goes wrong, with which calls, how often, and what is told of it."""

import asyncio
from collections.abc import Callable
from json import JSONDecodeError
from typing import Any

import httpx
import pytest

from mockserver.web.connection import ConnectionDropped
from mockserver.web.middleware import faults
from tests.logs import listen
from tests.web.admin.plans import CHANGE, UPDATE, plan, receipts
from tests.world import EVENT, Api, E

VENDOR = {
    402: "You must subscribe to make that request.",
    404: "The resource is no longer at that location.",
    410: "Resource is no longer available at this server and no forwarding address is known.",
    418: "I'm a Teapot.",
    429: "Too Many Requests.",
    499: "Client error.",
    501: "Not Implemented.",
    503: "Service unavailable.",
    599: "Server error.",
}


@pytest.mark.parametrize(("status", "description"), VENDOR.items())
def test_a_status_is_answered_in_the_shape_of_the_vendor(api: Api, status: int, description: str) -> None:
    plan(api, {"status": status})
    response = api.put(EVENT, CHANGE)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    told = response.json()
    assert (told["code"], told["description"]) == (status, description)
    assert "fault-1" in told["details"]
    assert "venueTitle" not in api.get(EVENT).json()["fields"]


def test_a_status_has_the_details_and_headers_that_are_asked_for(api: Api) -> None:
    plan(api, {"status": 429, "details": "slow down", "headers": {"X-Quota": "0"}, "retryAfter": 2})
    response = api.get(EVENT)
    assert response.json()["details"] == "slow down"
    assert (response.headers["x-quota"], response.headers["retry-after"]) == ("0", "2")
    assert "x-mockserver-request-id" in response.headers


def test_a_malformed_answer_is_a_success_that_is_no_json(api: Api) -> None:
    plan(api, {"malformed": True})
    response = api.put(EVENT, CHANGE)
    assert response.status_code == 200
    with pytest.raises(JSONDecodeError):
        response.json()
    assert "venueTitle" not in api.get(EVENT).json()["fields"]


def test_a_call_that_may_pass_is_answered_as_ever(api: Api) -> None:
    plan(api, {"pass": True})
    assert api.put(EVENT, CHANGE).json()["fields"]["venueTitle"]["value"] == "Oracle Park"
    assert receipts(api)["completed"]


DROPPED: dict[str, tuple[dict[str, Any], bool]] = {
    "before": ({"drop": "before"}, False),
    "after": ({"drop": "after"}, True),
    "truncated": ({"truncate": 5}, True),
}


@pytest.mark.parametrize(("step", "is_done"), DROPPED.values(), ids=DROPPED)
def test_without_a_server_a_closed_connection_is_an_exception(
    api: Api, step: dict[str, Any], is_done: bool
) -> None:
    plan(api, step)
    with pytest.raises(ConnectionDropped):
        api.put(EVENT, CHANGE)
    assert ("venueTitle" in api.get(EVENT).json()["fields"]) == is_done


def test_each_call_takes_the_next_step_and_then_all_is_well(api: Api) -> None:
    plan(api, {"status": 503}, {"pass": True}, {"status": 429, "times": 2})
    assert [api.get(EVENT).status_code for _ in range(6)] == [503, 200, 429, 429, 200, 200]


def test_the_third_call_can_be_meant(api: Api) -> None:
    plan(api, {"pass": True, "times": 2}, {"status": 500}, match=UPDATE)
    sent = [api.put(EVENT, CHANGE).status_code for _ in range(2)] + [api.get(EVENT).status_code]
    assert [*sent, *(api.put(EVENT, CHANGE).status_code for _ in range(2))] == [200, 200, 200, 500, 200]


def test_the_first_plan_that_has_a_step_left_is_taken(api: Api) -> None:
    for status in (500, 501, 502):
        plan(api, {"status": status}, match=UPDATE if status == 501 else {})
    assert [api.get(EVENT).status_code, api.put(EVENT, CHANGE).status_code] == [500, 501]
    assert [api.put(EVENT, CHANGE).status_code, api.put(EVENT, CHANGE).status_code] == [502, 200]


# --- receipts


def test_a_plan_tells_what_it_did_to_which_requests(api: Api) -> None:
    match = {"operation": "update_event", "event": E, "body": {"fields": {"venueTitle": {}}}}
    made = plan(api, {"status": 503, "times": 3}, {"drop": "after"}, match=match)
    remaining = [{"status": 503, "times": 3}, {"drop": "after"}]
    assert made == {
        "id": "fault-1",
        "match": match,
        "consumed": [],
        "remaining": remaining,
        "completed": False,
    }
    names = [api.put(EVENT, CHANGE).headers["x-mockserver-request-id"] for _ in range(2)]
    told = receipts(api)
    assert told["consumed"] == [{"step": {"status": 503}, "request": name} for name in names]
    assert told["remaining"] == [{"status": 503}, {"drop": "after"}]
    assert api.put(EVENT, CHANGE).status_code == 503
    with pytest.raises(ConnectionDropped):
        api.put(EVENT, CHANGE)
    told = receipts(api)
    assert (told["remaining"], told["completed"], len(told["consumed"])) == ([], True, 4)


def test_plans_are_listed_in_the_order_made_and_deleted(api: Api) -> None:
    for status in (500, 501, 502):
        plan(api, {"status": status})
    listed = api.admin("GET", "/faults").json()
    assert [each["id"] for each in listed["faults"]] == ["fault-1", "fault-2", "fault-3"]
    assert listed["count"] == 3
    assert api.admin("DELETE", "/faults/fault-1").status_code == 204
    assert api.get(EVENT).status_code == 501
    assert api.admin("DELETE", "/faults").status_code == 204
    assert api.get(EVENT).status_code == 200
    assert api.admin("GET", "/faults").json() == {"faults": [], "count": 0}


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_an_unknown_plan_is_not_found(api: Api, method: str) -> None:
    response = api.admin(method, "/faults/fault-9")
    assert response.status_code == 404
    assert "fault-9" in response.json()["details"]


def test_a_plan_is_for_its_sandbox_alone(api: Api) -> None:
    other = {"headers": {"X-Mockserver-Sandbox": "other"}}
    api.admin("POST", "/faults", {"steps": [{"status": 503}]}, **other)
    assert api.get(EVENT).status_code == 200
    assert api.admin("GET", "/faults").json()["count"] == 0
    assert api.get(EVENT, **other).status_code == 503
    assert api.admin("GET", "/faults", **other).json()["faults"][0]["completed"]


def test_a_reset_forgets_the_plans(api: Api) -> None:
    plan(api, {"status": 503})
    api.sandbox.reset()
    assert api.get(EVENT).status_code == 200
    assert api.admin("GET", "/faults").json()["count"] == 0


def test_the_log_tells_of_the_fault(api: Api) -> None:
    plan(api, {"status": 503, "delayMs": 0})
    with listen() as records:
        api.get(EVENT)
        api.get(EVENT)
    told = [record.__dict__["request"] for record in records]
    assert told[0]["fault"] == "fault-1: delay 0 ms, status 503"
    assert told[0]["operation"] == "get_event"
    assert not told[1]["fault"]


def test_the_journal_tells_of_the_fault(api: Api) -> None:
    plan(api, {"status": 503})
    api.get(EVENT)
    (entry,) = api.admin("GET", "/requests").json()["requests"]
    assert entry["fault"] == "fault-1: status 503"
    assert entry["response"]["status"] == 503


# --- rate limits


@pytest.mark.parametrize("name", ["limit", "every"])
def test_a_rate_limit_turns_calls_away_until_the_clock_moved_on(api: Api, name: str) -> None:
    made = plan(api, **{name: {"requests": 2, "seconds": 10}})
    assert made["limit"] == {"requests": 2, "seconds": 10}
    assert [api.get(EVENT).status_code for _ in range(2)] == [200, 200]
    assert not receipts(api)["completed"]
    api.admin("POST", "/clock/advance", {"seconds": 3.5})
    refused = api.get(EVENT)
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "7")
    assert "2 calls in 10 s" in refused.json()["details"]
    api.admin("POST", "/clock/advance", {"seconds": 6.5})
    assert [api.get(EVENT).status_code for _ in range(3)] == [200, 200, 429]
    told = receipts(api)
    assert (len(told["consumed"]), told["remaining"], told["completed"]) == (2, [], True)


def test_a_rate_limit_counts_matching_calls_only(api: Api) -> None:
    plan(api, match=UPDATE, limit={"requests": 1, "seconds": 1})
    answers = [api.put(EVENT, CHANGE), api.get(EVENT), api.put(EVENT, CHANGE), api.get(EVENT)]
    assert [answer.status_code for answer in answers] == [200, 200, 429, 200]


def test_a_rate_limit_forgets_calls_that_are_still_to_come(api: Api) -> None:
    plan(api, limit={"requests": 1, "seconds": 10})
    assert [api.get(EVENT).status_code for _ in range(2)] == [200, 429]
    api.admin("PUT", "/clock", {"frozen": "2020-01-01T00:00:00Z"})
    assert [api.get(EVENT).status_code for _ in range(2)] == [200, 429]


def test_a_call_within_the_rate_may_meet_another_plan(api: Api) -> None:
    plan(api, limit={"requests": 1, "seconds": 10})
    plan(api, {"status": 500}, {"status": 501})
    assert [api.get(EVENT).status_code for _ in range(2)] == [500, 429]


# --- delays


class Gate:
    """Stands in for sleeping: a delayed call waits until it is let on."""

    def __init__(self) -> None:
        self.asked: list[float] = []
        self.reached = asyncio.Event()
        self.opened = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        self.asked.append(seconds)
        self.reached.set()
        await self.opened.wait()


def test_a_delay_holds_up_no_other_request(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    gate = Gate()
    monkeypatch.setattr(faults, "sleep", gate.sleep)
    plan(api, {"delayMs": 300}, match=UPDATE)
    order: list[str] = []

    async def send(name: str, request: Callable[[], Any]) -> httpx.Response:
        response: httpx.Response = await request()
        order.append(name)
        return response

    async def meet() -> tuple[httpx.Response, httpx.Response]:
        client = api._client
        slow = asyncio.create_task(send("slow", lambda: client.put(EVENT, json=CHANGE)))
        await gate.reached.wait()
        quick = await send("quick", lambda: client.put(EVENT, json={"fields": {"gate": {"value": "7"}}}))
        gate.opened.set()
        return await slow, quick

    slow, quick = api._run(meet())
    assert order == ["quick", "slow"]
    assert gate.asked == [0.3]
    assert "venueTitle" not in quick.json()["fields"]
    assert {"venueTitle", "gate"} <= slow.json()["fields"].keys()


def test_a_delay_may_stand_before_another_fault(api: Api) -> None:
    plan(api, {"delayMs": 0, "status": 503})
    assert api.get(EVENT).status_code == 503


# --- one request may ask for itself


@pytest.mark.parametrize("status", [400, 429, 503, 599])
def test_a_request_may_prefer_an_error(api: Api, status: int) -> None:
    with listen() as records:
        response = api.put(EVENT, CHANGE, headers={"Prefer": f"code={status}"})
    assert response.status_code == response.json()["code"] == status
    assert response.headers["preference-applied"] == f"code={status}"
    assert records[-1].__dict__["request"]["fault"] == f"Prefer: code={status}"
    assert "venueTitle" not in api.get(EVENT).json()["fields"]


@pytest.mark.parametrize("code", ["200", "x", "", "399", "600", "5030", "٥٠٣"])
def test_a_preference_for_what_is_no_error_is_refused(api: Api, code: str) -> None:
    response = api.get(EVENT, headers=[(b"Prefer", f"code={code}".encode())])
    assert response.status_code == 400
    assert "400 to 599" in response.json()["details"]


def test_the_examples_of_the_document_are_plans(api: Api) -> None:
    document = api.admin("GET", "/openapi.json").json()
    examples = document["paths"]["/faults"]["post"]["requestBody"]["content"]["application/json"]["examples"]
    for example in examples.values():
        assert api.admin("POST", "/faults", example["value"]).status_code == 201
