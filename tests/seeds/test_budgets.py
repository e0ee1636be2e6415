"""No short text makes much of itself: it is refused before anything is made."""

import json
from pathlib import Path
from typing import Any

import pytest

from mockserver.seeds.files import SeedFile, SeedRefused, check, parse, read_seeds
from mockserver.seeds.limits import LARGEST_FILE, MOST_COMPLAINTS
from mockserver.seeds.volumes import count_rows
from tests.world import Api

HOST = {"Host": "localhost"}


def fault_of(name: str, text: str) -> str:
    """The one line that a text is refused with."""
    with pytest.raises(SeedRefused) as refused:
        parse(name, text)
    return str(refused.value)


def levels(times: int, count: int) -> str:
    """Lists, each of which has so many aliases of the one before."""
    first = f"a0: &a0 [{', '.join('x' * times)}]\n"
    return first + "".join(
        f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * times)}]\n" for level in range(1, count)
    )


# --- files


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.yaml"
    with file.open("wb") as sparse:
        sparse.truncate(LARGEST_FILE + 1)
    with pytest.raises(SeedRefused) as refused:
        read_seeds([str(file)])
    assert str(refused.value) == f"{file}: has 134217729 bytes: expected at most 134217728"


# --- complaints


@pytest.mark.parametrize(
    "bad",
    [
        {"projects": ["x"] * 5_000},
        {"projects": [{"events": [{"passes": [{"id": 0}] * 100}] * 50}]},
        {"projects": [{"events": [{"passGroups": [1] * 5_000}]}]},
    ],
    ids=["projects", "passes", "groups"],
)
def test_who_is_wrong_throughout_is_told_so_often_and_no_more(bad: Any) -> None:
    with pytest.raises(SeedRefused) as refused:
        check("a.json", bad)
    assert len(refused.value.faults) == MOST_COMPLAINTS


# --- aliases


@pytest.mark.parametrize("count", [8, 12, 100])
def test_aliases_that_multiply_are_refused_where_they_are_too_many(count: int) -> None:
    assert fault_of("a.yaml", levels(9, count)) == (
        "a.yaml: line 7, column 10: cannot be read as YAML: "
        "*a5 and the aliases before it stand for more than 1000000 values"
    )


def test_aliases_of_objects_and_of_merges_are_counted_as_well() -> None:
    others = (
        f"a{level}: &a{level} {{x: *a{level - 1}, y: {{<<: *a{level - 1}}}}}\n" for level in range(1, 30)
    )
    told = fault_of("a.yaml", f"a0: &a0 {{x: 1, y: 2}}\n{''.join(others)}")
    assert "stand for more than 1000000 values" in told


def test_a_long_string_counts_for_its_length() -> None:
    text = f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 1000)}]"
    assert "*a and the aliases before it stand for more than 1000000 values" in fault_of("a.yaml", text)


def test_aliases_within_reason_are_read() -> None:
    document = parse("a.yaml", "projects: [{events: [{fields: &f {gate: {value: A}}}, {fields: *f}]}]")
    assert isinstance(document.projects[0].events, list)
    assert len(document.projects[0].events) == 2


def test_the_lab_refuses_aliases_that_multiply(api: Api) -> None:
    headers = HOST | {"Content-Type": "application/yaml"}
    refused = api.put("/__admin/state", content=levels(9, 12), headers=headers)
    assert refused.status_code == 400
    assert "line 7, column 10" in refused.json()["details"]


# --- numbers


@pytest.mark.parametrize("number", [2**63, -(2**63) - 1, 10**30])
@pytest.mark.parametrize(("suffix", "kind"), [("yaml", "YAML"), ("json", "JSON")])
def test_an_integer_of_more_than_64_bits_is_refused_with_its_place(
    number: int, suffix: str, kind: str
) -> None:
    text = json.dumps({"a": ["x", str(number)], "b": number})
    at = text.rindex(str(number)) + 1
    told = f"a.{suffix}: line 1, column {at}: cannot be read as {kind}: {number} is no integer of 64 bits"
    assert fault_of(f"a.{suffix}", text) == told


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_an_integer_of_a_million_digits_is_cut_short(suffix: str) -> None:
    told = fault_of(f"a.{suffix}", f"[{'9' * 1_000_000}]")
    assert told.endswith(f" {'9' * 59}… is no integer of 64 bits")


@pytest.mark.parametrize("extra", [2**63, [{"a": -(10**30)}]])
def test_no_field_keeps_an_integer_of_more_than_64_bits(extra: Any) -> None:
    document = {"projects": [{"events": [{"fields": {"gate": {"size": extra}}}]}]}
    with pytest.raises(SeedRefused, match=r"/fields/gate/size.*: .*: expected an integer of 64"):
        check("a.yaml", document)


# --- volumes


def flood(document: Any, *others: Any) -> str:
    """The one line that seeds are refused with, since they come to too many rows."""
    files = [SeedFile(f"{n}.yaml", check(f"{n}.yaml", each)) for n, each in enumerate([document, *others])]
    with pytest.raises(SeedRefused) as refused:
        count_rows(files)
    return str(refused.value)


def events(**volume: Any) -> dict[str, Any]:
    """A document with a volume of events."""
    return {"projects": [{"events": volume}]}


def passes(count: int) -> dict[str, Any]:
    """A document with a volume of passes of one event."""
    return {"projects": [{"events": [{"passes": {"count": count}}]}]}


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        (
            events(count=1_000_000, passes={"count": 5_000_000}),
            (
                "projects/0/events/count: 1000000: expected at most 0, "
                "since one of them comes to 5000001 rows, and all seeds come to at most 5000000 rows"
            ),
        ),
        (
            events(count=1_000_000, passes=[{}] * 5),
            "projects/0/events/count: 1000000: expected at most 833333, since one of them comes to 6 rows, ",
        ),
        (
            {"projects": [{"events": [{}, {"count": 50_001, "passes": {"count": 99}}]}]},
            (
                "projects/0/events/1/count: 50001: expected at most 49999, "
                "since one of them comes to 100 rows, and all seeds come to at most 5000000 rows"
            ),
        ),
        (
            events(count=1_000_000, externalId="{n}", passGroups=list("abcde")),
            "projects/0/events/count: 1000000: expected at most 833333, since one of them comes to 6 rows, ",
        ),
        (
            events(count=1_000_000, fields={"gate": {"value": "x" * 1_000_000}}),
            "projects/0/events/count: 1000000: expected at most 5",
        ),
        (
            passes(5_000_000),
            (
                "projects/0/events/0/passes/count: 5000000: expected at most 4999999, "
                "since all seeds come to at most 5000000 rows"
            ),
        ),
    ],
    ids=["volumes of a volume", "listed", "beside others", "groups", "long fields", "passes"],
)
def test_volumes_that_multiply_are_refused_before_anything_is_made(document: Any, fault: str) -> None:
    assert flood(document).startswith(f"0.yaml: {fault}")


def test_volumes_may_come_to_as_many_rows_as_the_limit() -> None:
    count_rows([SeedFile("0.yaml", check("0.yaml", events(count=1_000_000, passes=[{}] * 4)))])


def test_the_rows_of_all_seeds_of_a_load_are_counted() -> None:
    assert flood(passes(4_000_000), {"passes": {"count": 1_000_000}}).startswith(
        "1.yaml: passes/count: 1000000: expected at most 999999, "
    )


def test_the_lab_refuses_a_flood_with_its_pointer(api: Api) -> None:
    refused = api.admin("PUT", "/state", events(count=1_000_000, passes={"count": 1_000_000}))
    assert refused.status_code == 400
    (fault,) = refused.json()["faults"]
    assert fault["pointer"] == "/projects/0/events/count"


def test_a_weight_costs_nothing(api: Api) -> None:
    weights = {"installed": 1_000_000, "uninstalled": 999_999}
    document = events(count=200, passes={"count": 2, "platforms": ["ios"], "statuses": weights})
    assert api.admin("PUT", "/state", document).status_code == 204
    (project,) = api.admin("GET", "/state").json()["projects"]
    assert {each["status"] for event in project["events"] for each in event["passes"]} == {"installed"}
