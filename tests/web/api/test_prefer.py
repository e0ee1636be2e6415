"""The request header `Prefer`: both modes for one request."""

from typing import Any

import pytest

from tests.operations import FIELDS
from tests.world import EVENT, PROJECT, Api, open_world, problem

UNDOCUMENTED = FIELDS | {"colour": "red"}
"""A body that only a strict server refuses."""


def prefer(preferences: str) -> dict[str, str]:
    return {"Prefer": preferences}


@pytest.mark.parametrize(("reading", "answer"), [("examples", {}), ("schema", {"ok": True})])
@pytest.mark.parametrize("otherwise", ["examples", "schema"])
@pytest.mark.reading("R-3")
def test_a_request_may_prefer_a_reading(otherwise: str, reading: str, answer: dict[str, Any]) -> None:
    with open_world(reading=otherwise) as api:
        response = api.delete(EVENT, headers=prefer(f"reading={reading}"))
    assert response.json() == answer
    assert response.headers["preference-applied"] == f"reading={reading}"


REFUSED = {"lenient": (False, False), "documented": (True, False), "strict": (True, True)}
"""Whether a strictness refuses a violation, and what is undocumented."""


@pytest.mark.parametrize("strictness", REFUSED)
@pytest.mark.parametrize("otherwise", REFUSED)
@pytest.mark.assumed("A-6")
def test_a_request_may_prefer_a_strictness(otherwise: str, strictness: str) -> None:
    with open_world(strictness=otherwise) as api:
        wrong = api.get(EVENT, without=("api-revision",), headers=prefer(f"strictness={strictness}"))
        unknown = api.put(EVENT, UNDOCUMENTED, headers=prefer(f"strictness={strictness}"))
    assert (wrong.is_error, unknown.is_error) == REFUSED[strictness]
    for response in (wrong, unknown):
        assert response.headers["preference-applied"] == f"strictness={strictness}"


@pytest.mark.assumed("A-6")
def test_a_preference_counts_for_one_request_only(api: Api) -> None:
    problem(api.put(EVENT, UNDOCUMENTED, headers=prefer("strictness=strict")), 400)
    after = api.put(EVENT, UNDOCUMENTED)
    assert after.status_code == 200
    assert "preference-applied" not in after.headers


PREFERENCES = {
    "one": (["strictness=strict"], "strictness=strict"),
    "both": (["strictness=strict, reading=schema"], "strictness=strict, reading=schema"),
    "without-spaces": (["strictness=strict,reading=schema"], "strictness=strict, reading=schema"),
    "several-headers": (["strictness=strict", "reading=schema"], "strictness=strict, reading=schema"),
    "quoted": (['strictness="strict"'], "strictness=strict"),
    "spaces-around-the-sign": (["strictness = strict"], "strictness=strict"),
    "name-in-capitals": (["STRICTNESS=strict"], "strictness=strict"),
    "with-a-parameter": (["strictness=strict; why=not"], "strictness=strict"),
    "the-first-counts": (["strictness=strict, strictness=lenient"], "strictness=strict"),
    "the-first-header-counts": (["strictness=strict", "strictness=lenient"], "strictness=strict"),
    "beside-others": (["respond-async, strictness=strict, wait=10"], "strictness=strict"),
    "beside-empty-ones": ([", ,strictness=strict,,"], "strictness=strict"),
    "after-a-comma-in-quotes": (['note="a, b", strictness=strict'], "strictness=strict"),
}


@pytest.mark.parametrize(("sent", "applied"), PREFERENCES.values(), ids=PREFERENCES.keys())
@pytest.mark.assumed("A-7")
def test_preferences_are_read_as_rfc_7240_writes_them(api: Api, sent: list[str], applied: str) -> None:
    response = api.put(EVENT, UNDOCUMENTED, headers=[("Prefer", each) for each in sent])
    problem(response, 400)
    assert response.headers["preference-applied"] == applied


OTHERS = {
    "empty": "",
    "token": "respond-async",
    "with-a-value": "wait=10",
    "of-another-kind": "return=minimal; foo",
    "ours-as-a-parameter": "note; strictness=strict",
    "ours-in-quotes": 'note="a, strictness=strict"',
    "ours-in-quotes-with-a-semicolon": 'note="a; b, strictness=strict, c"',
}


@pytest.mark.parametrize("preferences", OTHERS.values(), ids=OTHERS.keys())
@pytest.mark.assumed("A-7")
def test_preferences_that_are_not_ours_are_passed_over(api: Api, preferences: str) -> None:
    response = api.put(EVENT, UNDOCUMENTED, headers=prefer(preferences))
    assert response.status_code == 200
    assert "preference-applied" not in response.headers


BAD_PREFERENCES = {
    "strictness": ("strictness=loose", ["strictness", "loose", "lenient", "documented", "strict"]),
    "reading": ("reading=both", ["reading", "both", "examples", "schema"]),
    "without-a-value": ("strictness", ["strictness", "lenient"]),
    "beside-a-good-one": ("reading=schema, strictness=1", ["strictness", "1"]),
}


@pytest.mark.parametrize(("preferences", "named"), BAD_PREFERENCES.values(), ids=BAD_PREFERENCES.keys())
@pytest.mark.assumed("A-7")
def test_a_dial_is_not_turned_to_a_position_it_does_not_have(
    api: Api, preferences: str, named: list[str]
) -> None:
    details = problem(api.get(EVENT, headers=prefer(preferences)), 400)
    for part in ["Prefer", *named]:
        assert part in details


@pytest.mark.assumed("A-7")
def test_preferences_are_applied_to_errors_too(api: Api) -> None:
    response = api.get(f"{PROJECT}/999", headers=prefer("strictness=strict"))
    problem(response, 404)
    assert response.headers["preference-applied"] == "strictness=strict"
