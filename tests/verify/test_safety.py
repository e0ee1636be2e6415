"""A run is safe: what it sends, what it makes, what it leaves, and what it tells of credentials."""

import json
import logging
import traceback
from base64 import b64encode
from pathlib import Path

import httpx
import pytest

from mockserver.domain.policy import Policy, Profile
from mockserver.verify import command
from mockserver.verify.command import Job, Options, Refused
from mockserver.verify.exchange import NotOurs, Request
from mockserver.verify.leftovers import Leftovers
from mockserver.verify.names import Names
from mockserver.verify.redaction import secrets_of
from mockserver.verify.render import junit, markdown
from mockserver.verify.report import Outcome
from mockserver.verify.session import MOST_REQUESTS, Limits
from tests.verify.service import BASE_URL, PAIR, SECOND, Service, outcomes


def answer(status: int, **headers: str) -> httpx.Response:
    return httpx.Response(status, headers={name.replace("_", "-"): each for name, each in headers.items()})


# --- nothing is sent that was not asked for


def test_a_plan_sends_nothing_and_names_all_that_a_run_sends(service: Service) -> None:
    plan = service.job().plan()
    assert service.transport.asked == []
    assert service.leftovers == []
    report = service.verify()
    assert report.requests <= plan.requests.total() <= MOST_REQUESTS
    made = [each for each in service.transport.asked if each.method == "POST"]
    assert len(plan.made) <= len(made)


def test_everything_that_is_made_has_a_name_of_the_run(service: Service) -> None:
    job = service.job()
    job.run(PAIR, transport=service.transport)
    own, known = f"{job.names.prefix}-", {f"/{each}" for each in job.names.ids}
    changing = [each for each in service.transport.asked if each.method not in {"GET", "HEAD", "OPTIONS"}]
    assert len(changing) > 100
    for request in changing:
        path = str(request.url)
        assert own in path or own in request.content.decode() or any(each in path for each in known)


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("DELETE", "/events/project/id/venue/4711", None),
        ("DELETE", "/events/project/id/venue/id/opening-night", None),
        ("DELETE", "/events/project/id/venue", None),
        ("PUT", "/events/project/4242/passGroups/season", b"{}"),
        ("PUT", "/events/project/id/venue/id/mockserver-verify-00000000-a", b"{}"),
        ("POST", "/events/project/id/venue", b'{"fields": {}}'),
        ("POST", "/events/project/id/venue", b'{"eventExternalId": "opening-night"}'),
        ("POST", "/events/project/id/venue", b"[]"),
        ("POST", "/template/1", b"{}"),
        ("PATCH", "/events/project/id/venue/4711?x=mockserver-verify-11111111-a", b"{}"),
    ],
)
def test_what_the_run_did_not_make_is_never_changed(method: str, path: str, body: bytes | None) -> None:
    with pytest.raises(NotOurs):
        Names("mockserver-verify-11111111").check(Request(method, path, content=body))


def test_two_runs_never_share_a_name() -> None:
    assert Names().prefix != Names().prefix


def test_the_service_is_afterwards_as_it_was(service: Service) -> None:
    before = service.state
    assert service.verify().left_behind == []
    assert service.state == before
    assert service.leftovers == []


def test_the_probe_whose_event_could_be_lost_needs_consent(service: Service) -> None:
    report = service.verify("A-16", may_orphan=False)
    assert outcomes(report)["create-nameless"] is Outcome.NOT_ASKED
    paths = [each.url.path for each in service.transport.asked if each.method == "POST"]
    assert not [path for path in paths if path == "/v1/events/project/id/venue"]


def test_an_event_whose_name_is_ignored_is_found_by_its_id(service: Service) -> None:
    before = service.state
    service.api.sandbox.policy = Policy().follow(Profile({"A-16": "ignored"}))
    report = service.verify("create-nameless")
    assert outcomes(report) == {"create-nameless": Outcome.POSITION}
    assert (service.state, report.left_behind) == (before, [])


OF_OTHERS = ("A-8", "A-24", "A-25", "A-28", "R-6", "pass")
"""What is asked of an event that has passes, and of a second project."""


def test_what_is_somebody_elses_is_only_read(service: Service) -> None:
    assert set(outcomes(service.verify(*OF_OTHERS)).values()) == {Outcome.AGREES}
    changing = [each for each in service.transport.asked if each.method != "GET"]
    assert {each.method for each in changing} == {"POST", "DELETE"}
    assert {each.url.path.rpartition("-")[0][-7:] for each in changing} == {"-shared"}
    assert not [each for each in changing if "rival" in each.url.path or "opening" in each.url.path]


def test_what_is_somebody_elses_is_asked_only_if_it_is_named(service: Service) -> None:
    report = service.verify(*OF_OTHERS, event_with_passes=None, second_project=None)
    assert set(outcomes(report).values()) == {Outcome.NOT_ASKED}
    reasons = {each.claims[0]: (each.reason or "").partition(":")[0] for each in report.probes}
    assert reasons["A-8"] == "needs --second-project"
    assert {reasons[name] for name in ("A-24", "A-25", "A-28", "R-6")} == {"needs --event-with-passes"}
    assert len(service.transport.asked) == 2
    assert report.exit_code == 0


@pytest.mark.parametrize(
    ("change", "probe", "reason"),
    [
        ({"updatedAt": "{n}"}, "pass-order", "no two of the passes were updated in the same second"),
        ({"externalId": '"customId"'}, "pass-external-id", "none of the passes tells an external id"),
        ({"platform": "android"}, "pass-link", "none of the passes is for ios"),
        ({"url": "https://evil.example.com/v1/pass/1/download"}, "pass-link", "leads elsewhere"),
        ({"url": f"{BASE_URL}/../admin"}, "pass-link", "leads elsewhere"),
        ({"url": f"{BASE_URL}.example.com/pass/1/download"}, "pass-link", "leads elsewhere"),
    ],
)
def test_passes_that_say_nothing_of_a_claim_are_no_agreement(
    change: dict[str, str], probe: str, reason: str, service: Service
) -> None:
    def changed(request: httpx.Request, given: httpx.Response) -> httpx.Response:
        if not request.url.path.endswith("/passes"):
            return given
        body = given.json()
        for n, each in enumerate(body["passes"]):
            each.update({name: value.replace("{n}", str(n)) for name, value in change.items()})
        told = json.dumps(body).replace('"externalId"', change.get("externalId", '"externalId"'))
        return httpx.Response(200, content=told)

    service.transport.after = changed
    (result,) = service.verify(probe).probes
    assert result.outcome is Outcome.COULD_NOT_CHECK
    assert reason in (result.reason or "")
    assert {each.url.host for each in service.transport.asked} == {"127.0.0.1"}
    assert not [each for each in service.transport.asked if each.url.path.endswith(("download", "admin"))]


def test_credentials_of_a_second_project_that_does_not_know_them_say_nothing(service: Service) -> None:
    service.transport.before = lambda request: answer(401) if "rival" in request.url.path else None
    (result,) = service.verify("A-8").probes
    assert result.outcome is Outcome.COULD_NOT_CHECK
    assert (result.reason or "").startswith("status 401 to the step 'known'")


# --- where credentials go


def test_each_project_is_asked_with_credentials_of_its_own_but_for_the_one_probe(service: Service) -> None:
    service.verify()
    own, second = (f"Basic {b64encode(':'.join(pair).encode()).decode()}" for pair in (PAIR, SECOND))
    by_second = [each for each in service.transport.asked if each.headers.get("authorization") == second]
    assert [each.url.path.split("/")[5] for each in by_second] == ["rival", "venue"]
    others = [each for each in service.transport.asked if each.headers.get("authorization") == own]
    assert not [each for each in others if "rival" in each.url.path]


def test_who_follows_a_link_sends_no_credentials(service: Service) -> None:
    service.verify("R-6")
    (followed,) = [each for each in service.transport.asked if each.url.path.endswith("/download")]
    assert not {"authorization", "api-revision"} & set(followed.headers)


@pytest.mark.parametrize(
    "url",
    [
        "http://wallet.example.com/v1",
        "ftp://127.0.0.1/v1",
        "https://key:secret@wallet.example.com/v1",
        "https://wallet.example.com/v1?key=x",
        "http://127.0.0.1.example.com/v1",
        "wallet.example.com",
        "",
    ],
)
def test_credentials_go_to_https_or_to_this_machine_alone(url: str) -> None:
    with pytest.raises(Refused) as refused:
        Job(Options(url, "id/venue"))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("rate", ["unlimited", "11/s", "0/s", "-1", "fast", ""])
def test_a_service_elsewhere_is_not_asked_faster_than_ten_times_a_second(rate: str) -> None:
    with pytest.raises(Refused, match="--rate"):
        Job(Options("https://wallet.example.com/v1", "id/venue", rate=rate))


@pytest.mark.parametrize(
    ("url", "rate"), [("https://wallet.example.com/v1", 2), (BASE_URL, 0)], ids=["elsewhere", "here"]
)
def test_a_service_elsewhere_is_asked_twice_a_second_unless_more_is_wanted(url: str, rate: float) -> None:
    assert Job(Options(url, "id/venue")).limits.rate == rate


def test_requests_keep_the_rate(service: Service) -> None:
    slept: list[float] = []
    job = service.job("error-type", rate="0.001/s")
    job.sleep = slept.append
    job.run(PAIR, transport=service.transport)
    # Three requests, and a clock that stands still while somebody sleeps: 1000 seconds, and then 2000.
    assert 2990 < sum(slept) < 3001


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(service: Service, status: int) -> None:
    service.transport.before = lambda _: answer(status, location="https://evil.example.com/")
    report = service.verify()
    assert {each.url.host for each in service.transport.asked} == {"127.0.0.1"}
    assert len(service.transport.asked) == 1
    assert report.stopped is not None
    assert report.exit_code == 3


def test_a_redirect_in_the_middle_is_no_answer(service: Service) -> None:
    service.transport.after = lambda request, given: (
        answer(302, location="https://evil.example.com/") if request.method == "PUT" else given
    )
    assert outcomes(service.verify("update"))["update"] is Outcome.COULD_NOT_CHECK
    assert {each.url.host for each in service.transport.asked} == {"127.0.0.1"}


def test_the_first_request_has_no_credentials_and_what_does_not_mind_is_left_alone(service: Service) -> None:
    service.transport.before = lambda _: answer(200)
    report = service.verify()
    first, second = service.transport.asked
    assert "authorization" not in first.headers
    assert "authorization" in second.headers
    assert report.stopped is not None
    assert "with and without credentials" in report.stopped
    assert set(outcomes(report).values()) == {Outcome.COULD_NOT_CHECK}


# --- how a service that does not want us is treated


def test_three_errors_of_the_service_in_a_row_end_the_run(service: Service) -> None:
    fails = iter(range(1000))

    def fail(request: httpx.Request) -> httpx.Response | None:
        is_probe = len(service.transport.asked) > 2 and request.method != "DELETE"
        return answer(500) if is_probe and next(fails) < 1000 else None

    service.transport.before = fail
    report = service.verify("unknown-*", "error-*", "create")
    assert report.stopped == "the service failed 3 times in a row"
    assert set(outcomes(report).values()) == {Outcome.COULD_NOT_CHECK}
    assert len([each for each in service.transport.asked if each.method != "DELETE"]) == 5


def test_one_403_ends_the_run(service: Service) -> None:
    service.transport.after = lambda request, given: answer(403) if request.method == "PUT" else given
    before = service.state
    report = service.verify("update*", "get")
    assert report.stopped == "the service forbids this to these credentials"
    assert len([each for each in service.transport.asked if each.method == "PUT"]) == 1
    assert (service.state, report.left_behind) == (before, [])


def test_who_wants_fewer_requests_is_obeyed(service: Service) -> None:
    slept: list[float] = []
    left = iter([answer(429, retry_after="17"), None])
    job = service.job("error-type")
    job.sleep = slept.append
    service.transport.before = lambda _: next(left, None)
    report = job.run(PAIR, transport=service.transport)
    assert round(sum(slept)) == 17
    assert outcomes(report) == {"error-type": Outcome.AGREES}


def test_who_wants_to_be_left_alone_for_long_is(service: Service) -> None:
    service.transport.before = lambda _: answer(429, retry_after="3600")
    report = service.verify("error-type")
    assert report.stopped == "pre-flight: the service wants to be left alone for 3600 seconds"
    assert len(service.transport.asked) == 1


def test_the_budget_is_kept_and_leaves_enough_to_clean_up(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = service.state
    for most in (3, 10, 25):
        monkeypatch.setattr(command, "Limits", lambda rate, most=most: Limits(rate, most))
        service.transport.asked.clear()
        report = service.verify()
        assert report.stopped == f"the budget of {most} requests is used up"
        assert len(service.transport.asked) <= most
        assert (service.state, report.left_behind) == (before, [])


# --- what is left


def test_a_name_is_on_the_disk_before_it_is_made(service: Service) -> None:
    def look(request: httpx.Request) -> None:
        if request.method == "POST" and "/id/mockserver-verify-" in request.url.path:
            (file,) = service.leftovers
            path = request.url.raw_path.decode().removeprefix("/v1").removesuffix("/passGroups")
            assert path in Leftovers.read(file).pending

    service.transport.before = look
    service.verify()
    assert len(service.transport.asked) > 100


def test_what_cannot_be_deleted_is_told_and_stays_in_the_file(service: Service) -> None:
    service.transport.before = lambda request: answer(500) if request.method == "DELETE" else None
    report = service.verify("get")
    (left,) = report.left_behind
    assert left == "/events/project/id/<project>/id/<a>"
    assert report.exit_code == 3
    service.transport.before = lambda _: None
    (file,) = service.leftovers
    assert service.clean(file) == []
    assert service.leftovers == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "x",
        '{"format": "mockserver-leftovers/1"}',
        '{"format": "mockserver-leftovers/1", "baseUrl": "http://127.0.0.1/v1", "prefix": "mockserver-"}',
    ],
)
def test_a_file_that_tells_of_no_leftovers_is_refused(service: Service, tmp_path: Path, text: str) -> None:
    file = tmp_path / "x"
    file.write_text(text)
    with pytest.raises(Refused, match="x: "):
        service.clean(file)
    assert service.transport.asked == []


def test_a_file_of_leftovers_deletes_nothing_that_is_not_of_its_run(service: Service, tmp_path: Path) -> None:
    file = tmp_path / "x"
    head = {"format": "mockserver-leftovers/1", "baseUrl": BASE_URL, "prefix": "mockserver-verify-00000000"}
    lines = [head, {"making": "/events/project/id/venue/id/opening-night"}]
    file.write_text("\n".join(map(json.dumps, lines)))
    with pytest.raises(NotOurs):
        service.clean(file)
    assert service.transport.asked == []


def test_the_file_of_leftovers_is_nobody_elses_to_read(service: Service) -> None:
    modes: set[int] = set()
    service.transport.before = lambda _: modes.update(
        each.stat().st_mode & 0o777 for each in service.leftovers
    )
    service.verify("get")
    assert modes == {0o600}


# --- what is told


def test_credentials_are_told_nowhere(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    """Not even by a service that repeats them in all that it says."""
    secrets = [*secrets_of(*PAIR), *secrets_of(*SECOND)]
    told = {"message": " ".join(secrets), PAIR[0]: PAIR[1], SECOND[0]: SECOND[1]}

    def repeat(_: httpx.Request, given: httpx.Response) -> httpx.Response:
        is_json = given.content and given.headers["content-type"].startswith("application/json")
        body = given.json() if is_json else {}
        fields = {PAIR[1]: {"value": PAIR[0]}}
        body = (
            {**body, **told, "fields": {**body.get("fields", {}), **fields}}
            if isinstance(body, dict)
            else body
        )
        headers = {"Content-Type": f"text/{PAIR[0]}; {' '.join(secrets)}", "Allow": PAIR[1]}
        return httpx.Response(given.status_code, headers=headers, json=body)

    service.transport.after = repeat
    seen: list[str] = []
    service.transport.before = lambda _: seen.extend(each.read_text() for each in service.leftovers)
    with caplog.at_level(logging.DEBUG):
        report = service.verify()
    assert Outcome.DIFFERS in outcomes(report).values()
    texts = [report.model_dump_json(), markdown(report), junit(report), caplog.text, *seen]
    assert not [each for each in secrets if any(each in text for text in texts)]


def test_a_trace_has_no_credentials(service: Service) -> None:
    def fail(request: httpx.Request) -> None:
        raise RuntimeError(request.method)

    service.transport.before = fail
    with pytest.raises(RuntimeError) as error:
        service.verify("get")
    told = "".join(traceback.format_exception(error.value))
    assert not [each for pair in (PAIR, SECOND) for each in secrets_of(*pair) if each in told]


def test_names_ids_and_links_are_told_nowhere(service: Service) -> None:
    text = service.verify().model_dump_json()
    for each in ("4242", "4711", "opening-night", "rival", "seat-7", "http://", "2026-05-05"):
        assert each not in text
