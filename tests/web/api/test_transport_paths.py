"""Paths: slashes, and names of any characters."""

from typing import Any

import pytest

from tests.operations import FIELDS, NEW, OPERATIONS, WORLD
from tests.wire import encoded, send
from tests.world import EVENT, PATHS, PROJECT, Api, E, P, event, open_world, problem

EVERY_OPERATION = pytest.mark.parametrize(
    ("method", "path", "body", "status"), OPERATIONS.values(), ids=OPERATIONS.keys()
)


@EVERY_OPERATION
@pytest.mark.assumed("A-3")
def test_one_trailing_slash_is_ignored(method: str, path: str, body: Any, status: int) -> None:
    with open_world(WORLD) as api:
        without = api.request(method, path, json=body)
    with open_world(WORLD) as api:
        with_slash = api.request(method, f"{path}/", json=body)
    assert with_slash.status_code == status
    assert with_slash.text == without.text


@pytest.mark.parametrize("form", PATHS)
@pytest.mark.assumed("A-3")
def test_a_trailing_slash_is_ignored_after_every_form_of_a_name(api: Api, form: str) -> None:
    assert api.get(f"{PATHS[form]}/").json() == api.get(PATHS[form]).json()


@pytest.mark.assumed("A-3")
def test_a_trailing_slash_before_a_query_is_ignored(api: Api) -> None:
    assert api.get(f"{EVENT}/passes/?pageSize=3").json()["pagination"]["pageSize"] == 3


@pytest.mark.parametrize("path", [f"{EVENT}//", f"{EVENT}///", f"/{EVENT}", f"{PROJECT}//{E}", "/v1//"])
@pytest.mark.assumed("A-3")
def test_other_slashes_are_no_path_and_nobody_is_redirected(api: Api, path: str) -> None:
    assert problem(send(api, "GET", path.encode()), 404).startswith("Nothing is served at /")


@pytest.mark.parametrize("segment", [".", "..", "x/.."])
@pytest.mark.assumed("A-4")
def test_dots_are_not_resolved(api: Api, segment: str) -> None:
    problem(send(api, "GET", f"{PROJECT}/{segment}/{E}".encode()), 404)


ANY_NAME = {
    "letters": "event",
    "slash": "a/b",
    "slash-first": "/a",
    "slash-last": "a/",
    "only-a-slash": "/",
    "only-slashes": "//",
    "percent": "100%",
    "percent-escape": "%2F",
    "percent-of-no-characters": "%ff",
    "percent-alone": "%",
    "space": "a b",
    "only-a-space": " ",
    "spaces-around": " a ",
    "plus": "a+b",
    "question-mark": "a?b=c",
    "number-sign": "a#b",
    "semicolon": "a;b",
    "ampersand": "a&b",
    "colon": "a:b",
    "at": "a@b",
    "quotes": '"a\'b"',
    "backslash": "a\\b",
    "braces": "{a}",
    "brackets": "[a]",
    "dot": ".",
    "dots": "..",
    "dots-and-slashes": "../../etc",
    "nul": "\0",
    "nul-inside": "a\0b",
    "newline": "a\r\nb",
    "control": "\x01\x7f",
    "umlaut": "München",
    "decomposed": "Mu\u0308nchen",
    "kanji": "東京",
    "arabic": "القاهرة",
    "arabic-digits": "٤٥٦٧",
    "emoji": "⚾️",
    "beyond-the-basic-plane": "𠀀",
    "byte-order-mark": "\ufeff",
    "no-character": "\uffff",
    "digits": "4567",
    "sign-and-digits": "-1",
    "the-word-id": "id",
    "the-word-passGroups": "passGroups",
    "the-word-passes": "passes",
    "the-word-project": "project",
    "sql": "'; DROP TABLE event; --",
    "sql-wildcards": "%_*",
}
EVERY_NAME = pytest.mark.parametrize("name", ANY_NAME.values(), ids=ANY_NAME.keys())


@EVERY_NAME
@pytest.mark.assumed("A-4")
def test_an_external_id_of_an_event_may_hold_any_character(api: Api, name: str) -> None:
    path = f"{PROJECT}/id/{encoded(name)}"
    created = api.post(path, NEW)
    assert created.status_code == 201, created.text
    assert created.json()["eventExternalId"] == name
    assert api.get(path).json() == created.json()
    assert api.get(f"{PROJECT}/{created.json()['eventId']}").json() == created.json()
    assert api.delete(path).status_code == 200
    problem(api.get(path), 404)


@EVERY_NAME
@pytest.mark.assumed("A-4")
def test_an_external_id_of_a_project_may_hold_any_character(name: str) -> None:
    document = {"projects": [{"id": P, "externalId": name, "events": [event(id=E)]}]}
    path = f"/v1/events/project/id/{encoded(name)}/{E}"
    with open_world(document) as api:
        assert api.get(path).json()["projectExternalId"] == name


@EVERY_NAME
@pytest.mark.assumed("A-4")
def test_a_pass_group_may_hold_any_character(api: Api, name: str) -> None:
    assert api.post(f"{EVENT}/passGroups", {"passGroups": [name]}).json()["passGroups"] == [name]
    assert api.get(f"{EVENT}/passGroups").json()["passGroups"] == [name]
    updated = api.put(f"{PROJECT}/passGroups/{encoded(name)}", FIELDS)
    assert updated.json() == {"groupName": name, "events": [{"eventTicketId": E}]}
    assert api.delete(f"{EVENT}/passGroups/{encoded(name)}").status_code == 200
    assert api.get(f"{EVENT}/passGroups").json()["passGroups"] == []


UNENCODED = {
    "slash": ("id/a%2Fb", "a/b"),
    "slash-in-small-letters": ("id/a%2fb", "a/b"),
    "slash-before-a-trailing-slash": ("id/a%2F/", "a/"),
    "percent": ("id/100%25", "100%"),
    "percent-that-escapes-nothing": ("id/100%", "100%"),
    "percent-before-no-hex": ("id/%zz", "%zz"),
    "decoded-once": ("id/%252F", "%2F"),
    "plus-is-no-space": ("id/a+b", "a+b"),
    "dots": ("id/..", ".."),
    "colon": ("id/a:b", "a:b"),
}


@pytest.mark.parametrize(("segments", "name"), UNENCODED.values(), ids=UNENCODED.keys())
@pytest.mark.assumed("A-4")
def test_a_name_is_decoded_once_and_only_after_the_path_is_matched(
    api: Api, segments: str, name: str
) -> None:
    api.post(f"{PROJECT}/id/{encoded(name)}", NEW)
    assert send(api, "GET", f"{PROJECT}/{segments}".encode()).json()["eventExternalId"] == name


NO_CHARACTERS = {
    "lone-byte": "%ff",
    "cut-short": "%C3",
    "overlong": "%C0%AF",
    "surrogate": "%ED%A0%80",
    "beyond-unicode": "%F5%80%80%80",
    "after-good-ones": "a%C3%BC%fe",
}
PLACES = {
    "event": f"{PROJECT}/id/{{}}",
    "project": f"/v1/events/project/id/{{}}/{E}",
    "pass-group": f"{EVENT}/passGroups/{{}}",
    "nowhere": "/v1/{}",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("junk", NO_CHARACTERS.values(), ids=NO_CHARACTERS.keys())
@pytest.mark.assumed("A-4")
def test_a_path_that_is_not_utf8_is_refused(api: Api, place: str, junk: str) -> None:
    details = problem(send(api, "DELETE", place.format(junk).encode()), 400)
    assert junk in details


@pytest.mark.assumed("A-4")
def test_raw_bytes_that_are_not_utf8_are_refused(api: Api) -> None:
    problem(send(api, "GET", f"{PROJECT}/id/".encode() + b"M\xfcnchen"), 400)


@pytest.mark.parametrize("path", [f"{PROJECT}/id/", f"{PROJECT}/id", f"/v1/events/project/id//{E}"])
@pytest.mark.assumed("A-4")
def test_an_external_id_has_at_least_one_character(api: Api, path: str) -> None:
    problem(send(api, "GET", path.encode()), 404)
