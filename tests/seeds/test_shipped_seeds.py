"""The seeds that come with the package, and the schema that is published beside them."""

import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from mockserver.domain.clock import Clock
from mockserver.seeds import schema
from mockserver.seeds.files import SeedFile, fixtures, read_seeds, shipped_seeds
from mockserver.seeds.load import load
from mockserver.seeds.parsing import read_yaml
from mockserver.store.database import Database
from tests.world import Api, contents, open_app

SEEDS = list(shipped_seeds().values())
HALL, GARDEN = "/v1/events/project/id/harbourHall", "/v1/events/project/id/jardin-d%27%C3%A9t%C3%A9"
FIRST_OF_GARDEN = "2101"

every_seed = pytest.mark.parametrize("file", SEEDS, ids=[file.stem for file in SEEDS])


def dump(files: list[SeedFile]) -> list[str]:
    """Everything that is kept once seeds are loaded."""
    with closing(Database.open_memory()) as database:
        load(database, Clock(), files)
        return contents(database)


# --- the schema


def test_the_published_schema_is_current() -> None:
    published = (fixtures() / schema.NAME).read_text(encoding="utf-8")
    assert published == schema.text(), "python -m mockserver.seeds.schema > fixtures/seed.schema.json"


def test_the_schema_can_be_printed() -> None:
    command = [sys.executable, "-m", "mockserver.seeds.schema"]
    printed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    assert printed.stdout == schema.text()


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema.seed_schema())


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$schema", "https://json-schema.org/draft/2020-12/schema"),
        ("$id", "seed.schema.json"),
        ("title", "Seed"),
        ("$defs SeedEvent properties createdAt anyOf 0", {"type": "string", "format": "date-time"}),
        (
            "$defs SeedEvent properties passes oneOf",
            [{"type": "array", "items": {"$ref": "#/$defs/SeedPass"}}, {"$ref": "#/$defs/PassVolume"}],
        ),
        (
            "$defs SeedProject properties events oneOf 0 items oneOf",
            [{"$ref": "#/$defs/SeedEvent"}, {"$ref": "#/$defs/EventVolume"}],
        ),
        ("$defs SeedProject properties events oneOf 1", {"$ref": "#/$defs/EventVolume"}),
        ("$defs PassVolume properties platforms oneOf 0 type", "array"),
        ("$defs PassVolume properties platforms oneOf 1 type", "object"),
    ],
)
def test_the_schema_says(path: str, expected: Any) -> None:
    found: Any = schema.seed_schema()
    for step in path.split():
        found = found[int(step) if isinstance(found, list) else step]
    assert found == expected


def test_the_schema_spells_names_as_seeds_do() -> None:
    definitions = schema.seed_schema()["$defs"]
    assert list(definitions["NextIds"]["properties"]) == ["project", "event", "pass"]
    assert list(definitions["SeedClock"]["properties"]) == ["frozen", "shifted", "real"]


# --- each seed


@every_seed
def test_a_seed_points_to_the_schema(file: Path) -> None:
    assert file.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=seed.schema.json\n")


@every_seed
def test_a_seed_is_valid_by_the_schema(file: Path) -> None:
    validator = Draft202012Validator(schema.seed_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    faults = validator.iter_errors(read_yaml(file.read_text(encoding="utf-8")))
    assert [(each.json_path, each.message) for each in faults] == []


@every_seed
def test_a_seed_says_when_everything_happened_but_not_what_time_it_is(file: Path) -> None:
    (read,) = read_seeds([str(file)])
    assert read.document.clock is None
    events = [event for project in read.document.projects for event in _listed(project.events)]
    assert all(event.created_at for event in events)
    passes = [each for event in events for each in _listed(event.passes)]
    assert all(each.created_at or each.count == 0 for each in passes)


def _listed(entries: Any) -> list[Any]:
    return entries if isinstance(entries, list) else [entries]


# --- the season


def passes_of(api: Api, path: str, **query: str) -> dict[str, Any]:
    """A page of passes."""
    page: dict[str, Any] = api.get(f"{path}/passes", params=query).json()
    return page


def events_of_season() -> list[dict[str, Any]]:
    """Every event of the season, as answered."""
    with open_app(None, seed="season") as api:
        answers = [api.get(f"{HALL}/{each}") for each in range(2001, 2100)]
        answers += [api.get(f"{GARDEN}/{each}") for each in range(2101, 2200)]
    return [each.json() for each in answers if each.status_code == 200]


def test_the_season_has_events_of_all_sorts() -> None:
    events = events_of_season()
    groups = Counter(group for event in events for group in event["passGroups"])
    assert len(events) == 49
    assert groups["series_night_shift"] == groups["gate_south"] == 10
    assert groups["2027-05-14"] == 1
    assert [event["eventExternalId"] for event in events if not event["passGroups"]] == ["rehearsal"]
    assert any("eventExternalId" not in event for event in events)
    assert {"夜行列車", "🎉"} <= {event["fields"]["eventName"]["value"].split()[-1] for event in events}


def test_the_season_has_fields_that_the_documentation_does_not_name() -> None:
    with open_app(None, seed="season") as api:
        fields = api.get(f"{HALL}/id/marathon-bibs").json()["fields"]
    assert {key: fields[key] for key in ("gateNumber", "ageLimit", "sponsor")} == {
        "gateNumber": {"label": "Gate Number", "value": "3"},
        "ageLimit": {"label": "Age", "value": "16+", "changeMessage": "Now %@", "tags": ["safety", "entry"]},
        "sponsor": {"label": "Sponsored by"},
    }


def test_the_season_has_lists_of_passes_of_every_length() -> None:
    with open_app(None, seed="season") as api:
        assert passes_of(api, f"{HALL}/id/agm%202027") == {
            "count": 0,
            "pagination": {"order": "id", "direction": "desc", "page": 1, "start": 0, "pageSize": 10},
            "passes": [],
        }
        assert passes_of(api, f"{HALL}/id/opening-gala")["count"] == 2500
        page = passes_of(api, f"{HALL}/id/night-shift-01")
    assert [each.get("externalId") for each in page["passes"]] == [
        None,
        None,
        "billet-été-4",
        "ticket-0003 ♿",
        "ticket/0002",
        "ticket-0001",
    ]
    assert {(each["platform"], each["status"]) for each in page["passes"]} == {
        (platform, status)
        for platform in ("ios", "android")
        for status in ("installed", "uninstalled", "not_been_installed")
    }


def test_the_projects_of_the_season_have_credentials() -> None:
    with open_app(None, seed="season", auth="keys") as api:
        own = api.get(f"{GARDEN}/{FIRST_OF_GARDEN}", auth=("jardinKey", "jardinSecret"))
        other = api.get(f"{GARDEN}/{FIRST_OF_GARDEN}", auth=("harbourHallKey", "harbourHallSecret"))
    assert (own.status_code, other.status_code) == (200, 403)


def test_two_loads_of_the_season_are_the_same() -> None:
    assert dump(read_seeds(["season"])) == dump(read_seeds(["season"]))


# --- the volume


def test_all_seeds_load_together_and_the_volume_has_nested_groups_and_a_hundred_thousand_passes() -> None:
    passes = "SELECT count(*) FROM event_pass JOIN event ON event.id = event_id WHERE project_id = 9"
    groups = "SELECT name, count(*) FROM membership WHERE project_id = 9 GROUP BY name"
    with closing(Database.open_memory()) as database:
        load(database, Clock(), read_seeds(list(shipped_seeds())))
        assert dict(database.execute(groups).fetchall()) == {
            "group_10": 10,
            "group_100": 100,
            "group_1000": 1000,
        }
        assert database.execute(passes).fetchone() == (100_000,)
