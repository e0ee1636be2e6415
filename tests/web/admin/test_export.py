"""The journal in the languages of other tools."""

import json
import subprocess
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from mockserver.server.server import MockServer
from tests.world import EVENT, PAIR, REVISION, Api, problem, seed

TRICKY = 'it\'s $HOME `id` \\ "x" ! é\nnew @line %s \\101'
BODIES = {
    "json": json.dumps({"fields": {"venueTitle": {"value": TRICKY}}}).encode(),
    "spaced": b'\n\t{"fields": {}}\r\n',
    "at-sign": b"@/etc/hostname",
    "not-utf-8": b"\xff\x00\\n%s",
    "long": b'"' + b"x" * 200_000 + b'"',
    "none": b"",
}


@pytest.fixture(scope="module")
def server() -> Iterator[MockServer]:
    with MockServer(seed()) as server:
        yield server


@pytest.fixture
def http(server: MockServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, auth=PAIR, headers=REVISION) as http:
        yield http
        http.delete("/__admin/requests")


def export(http: httpx.Client, **headers: str) -> str:
    """The command lines that send again what was sent."""
    return http.get("/__admin/requests/export?format=curl", headers=headers).text


def run(script: str) -> None:
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr


def requests(http: httpx.Client, **headers: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = http.get("/__admin/requests", headers=headers).json()["requests"]
    return found


def sent(entry: dict[str, Any]) -> tuple[Any, ...]:
    request = entry["request"]
    kinds = {name: request["headers"].get(name) for name in ("content-type", "x-empty", "x-quoted")}
    return request["method"], request["url"], kinds, request["body"], entry["response"]["status"]


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("kind", ["application/json", None])
def test_command_lines_send_the_same_again(http: httpx.Client, body: bytes, kind: str | None) -> None:
    headers = {"X-Empty": "", "X-Quoted": "it's", **({"Content-Type": kind} if kind else {})}
    http.put(EVENT, content=body, headers=headers)
    run(export(http))
    first, second = requests(http)
    assert sent(first) == sent(second)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("HEAD", EVENT),
        ("DELETE", "/v1/nowhere"),
        ("GET", f"{EVENT}/passes?page=1&pageSize=2"),
        ("GET", "/v1/events/project/id/a%2Fb/id/%7Bc%7D[1-3]?x=%27&y={a,b}"),
    ],
)
def test_command_lines_ask_for_the_same_again(
    server: MockServer, http: httpx.Client, method: str, path: str
) -> None:
    raw = httpx.URL(server.url).copy_with(raw_path=path.encode())
    http.request(method, raw)
    run(export(http))
    first, second = requests(http)
    assert sent(first) == sent(second)
    assert path in first["request"]["url"]


def test_each_request_is_a_line_in_order(http: httpx.Client) -> None:
    http.get(EVENT)
    http.put(EVENT, json={"fields": {}})
    http.get(f"{EVENT}/passes")
    run(export(http))
    told = [entry["operation"] for entry in requests(http)]
    assert told == ["get_event", "update_event", "list_event_passes"] * 2


@pytest.mark.parametrize("by", ["user", "header", "path"])
def test_command_lines_go_to_the_same_sandbox(http: httpx.Client, by: str) -> None:
    name = f"by-{by}"
    named = {"X-Mockserver-Sandbox": name}
    if by == "user":
        http.get(EVENT, auth=(f"sandbox-{name}", "x"))
    else:
        http.get(
            EVENT if by == "header" else f"/sandboxes/{name}{EVENT}", headers=named if by == "header" else {}
        )
    run(export(http, **named))
    first, second = requests(http, **named)
    assert sent(first) == sent(second)
    assert requests(http) == []


def test_without_credentials_command_lines_have_none(http: httpx.Client) -> None:
    httpx.get(str(http.base_url) + EVENT)
    httpx.get(str(http.base_url) + EVENT, headers={"Authorization": "Bearer hush", "Cookie": "a=hush"})
    script = export(http)
    assert "-u" not in script
    assert "hush" not in script


def test_filters_narrow_an_export(api: Api) -> None:
    api.get(EVENT)
    api.put(EVENT, {"fields": {}})
    lines = api.admin("GET", "/requests/export?format=curl&operation=update_event").text.splitlines()
    assert len(lines) == 1
    assert "-X PUT" in lines[0]
    har = api.admin("GET", "/requests/export?limit=1").json()
    assert [entry["request"]["method"] for entry in har["log"]["entries"]] == ["PUT"]


def test_a_har_has_everything_that_its_specification_asks_for(api: Api) -> None:
    api.put(f"{EVENT}?a=b&c", {"fields": {}})
    api.get("/v1/nowhere")
    answer = api.admin("GET", "/requests/export?format=har")
    assert answer.headers["content-type"].startswith("application/json")
    assert "mockserver.har" in answer.headers["content-disposition"]
    log = answer.json()["log"]
    assert (log["version"], log["creator"].keys()) == ("1.2", {"name", "version"})
    put, get = log["entries"]
    for entry in (put, get):
        assert entry.keys() >= {"startedDateTime", "time", "request", "response", "cache", "timings"}
        assert entry["timings"].keys() == {"send", "wait", "receive"}
        always = {"httpVersion", "cookies", "headers", "headersSize", "bodySize"}
        assert entry["request"].keys() >= always | {"method", "url", "queryString"}
        assert entry["response"].keys() == always | {"status", "statusText", "content", "redirectURL"}
    assert put["request"]["queryString"] == [{"name": "a", "value": "b"}, {"name": "c", "value": ""}]
    assert put["request"]["postData"] == {"mimeType": "application/json", "text": '{"fields":{}}'}
    assert "postData" not in get["request"]
    assert (get["response"]["status"], get["response"]["statusText"]) == (404, "Not Found")
    content = get["response"]["content"]
    assert json.loads(content["text"])["code"] == 404
    assert content["size"] == len(content["text"].encode())


def test_a_har_tells_of_an_answer_that_was_never_sent(http: httpx.Client) -> None:
    http.post("/__admin/faults", json={"steps": [{"drop": "before"}]})
    with pytest.raises(httpx.RemoteProtocolError):
        http.get(EVENT)
    (entry,) = http.get("/__admin/requests/export?format=har").json()["log"]["entries"]
    assert entry["response"]["status"] == 0
    assert "drop before" in entry["comment"]
    (told,) = requests(http)
    assert (told["response"], told["operation"]) == (None, "get_event")


def test_an_unknown_format_is_refused(api: Api) -> None:
    assert "format" in problem(api.admin("GET", "/requests/export?format=pdf"), 400)
