"""Seeds that cannot be used: each fault is a line with the file, the path, the value and what is expected."""

import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped] # it has no types

from mockserver.seeds.files import SeedFault, SeedRefused, check, parse
from mockserver.seeds.parsing import read_yaml
from mockserver.seeds.schema import seed_schema

EVENTS = "id, externalId, passGroups, createdAt, updatedAt, fields, passes"
PASS = "id, externalId, templateId, serialNumber, platform, status, createdAt, updatedAt, installedAt"
DATE_TIME = "expected a date-time with a zone, such as 2026-01-01T00:00:00Z"
STATUS = "expected installed, uninstalled or not_been_installed"
CLOCK = "expected exactly one of frozen, shifted and real: true"
NOT_INSTALLED = "expected none in a pass that has not been installed"
FIELD = "expected an object with a label and a value"


def project(yaml: str) -> str:
    """A document with one project."""
    return f"projects: [{{{yaml}}}]"


def event(yaml: str) -> str:
    """A document with one event."""
    return project(f"events: [{{{yaml}}}]")


def volume(yaml: str) -> str:
    """A document with an event that has a volume of passes."""
    return event(f"passes: {{count: 3, {yaml}}}")


EVENT = "projects/0/events/0"
SHAPES = [
    ("hello", '"hello": expected an object'),
    ("[]", "[]: expected an object"),
    (
        "project: []",
        (
            "project: []: expected one of $schema, clock, nextIds, projects, passes, pushes, links, "
            "callbacks, profile"
        ),
    ),
    ("projects: {id: 1}", 'projects: {"id": 1}: expected a list'),
    ("projects: [null]", "projects/0: null: expected an object"),
    ("1: 2", "1: 1: expected a string as a name; put it in quotes"),
    # projects
    (project('id: "1"'), 'projects/0/id: "1": expected an integer'),
    (project("id: 1.5"), "projects/0/id: 1.5: expected an integer"),
    (project("id: true"), "projects/0/id: true: expected an integer"),
    (project("id: 0"), "projects/0/id: 0: expected an integer from 1 up"),
    (project(f"id: {2**53}"), f"projects/0/id: {2**53}: expected an integer of at most {2**53 - 1}"),
    (project("externalId: 4567"), "projects/0/externalId: 4567: expected a string"),
    (project('externalId: ""'), 'projects/0/externalId: "": expected a string that is not empty'),
    (project("name: false"), "projects/0/name: false: expected a string"),
    (
        project("external_id: x"),
        'projects/0/external_id: "x": expected one of id, externalId, name, key, secret, events',
    ),
    (
        project("events: {externalId: x}"),
        'projects/0/events: {"externalId": "x"}: expected a list, or an object with a count',
    ),
    # events
    (project("events: [3]"), f"{EVENT}: 3: expected an object"),
    (event("name: x"), f'{EVENT}/name: "x": expected one of {EVENTS}'),
    (event("createdAt: 2026-01-01"), f'{EVENT}/createdAt: "2026-01-01": {DATE_TIME}'),
    (event("createdAt: 1700000000"), f"{EVENT}/createdAt: 1700000000: {DATE_TIME}"),
    (event('createdAt: "1700000000"'), f'{EVENT}/createdAt: "1700000000": {DATE_TIME}'),
    (event("updatedAt: 2026-01-01T00:00:00"), f'{EVENT}/updatedAt: "2026-01-01T00:00:00": {DATE_TIME}'),
    (event("updatedAt: 2026-02-30T00:00:00Z"), f'{EVENT}/updatedAt: "2026-02-30T00:00:00Z": {DATE_TIME}'),
    (event("passGroups: x"), f'{EVENT}/passGroups: "x": expected a list'),
    (event("passGroups: [a, 1]"), f"{EVENT}/passGroups/1: 1: expected a string"),
    (event('passGroups: [""]'), f'{EVENT}/passGroups/0: "": expected a string that is not empty'),
    (event("fields: x"), f'{EVENT}/fields: "x": expected an object'),
    (event("fields: {eventName: x}"), f'{EVENT}/fields/eventName: "x": {FIELD}'),
    (event("fields: {gate: [1]}"), f"{EVENT}/fields/gate: [1]: {FIELD}"),
    (event("fields: {a/b: 1}"), f"{EVENT}/fields/a~1b: 1: {FIELD}"),
    (event("fields: {eventName: {value: 3}}"), f"{EVENT}/fields/eventName/value: 3: expected a string"),
    (event("fields: {gate: {label: null}}"), f"{EVENT}/fields/gate/label: null: expected a string"),
    # passes
    (
        event("passes: {number: 3}"),
        f'{EVENT}/passes: {{"number": 3}}: expected a list, or an object with a count',
    ),
    (event("passes: [{}, {status: gone}]"), f'{EVENT}/passes/1/status: "gone": {STATUS}'),
    (event("passes: [{platform: web}]"), f'{EVENT}/passes/0/platform: "web": expected ios or android'),
    (event("passes: [{state: x}]"), f'{EVENT}/passes/0/state: "x": expected one of {PASS}'),
    (event("passes: [{count: 3}]"), f"{EVENT}/passes/0/count: 3: expected one of {PASS}"),
    # volumes
    (volume("id: 1"), f"{EVENT}/passes/id: 1: expected one of count, platforms, statuses, createdAt"),
    (event("passes: {count: -1}"), f"{EVENT}/passes/count: -1: expected an integer from 0 up"),
    (event("passes: {count: many}"), f'{EVENT}/passes/count: "many": expected an integer'),
    (
        volume("platforms: web"),
        f'{EVENT}/passes/platforms: "web": expected a list, or an object with weights',
    ),
    (volume("platforms: [ios, web]"), f'{EVENT}/passes/platforms/1: "web": expected ios or android'),
    (volume("platforms: []"), f"{EVENT}/passes/platforms: []: expected a list with at least one entry"),
    (volume("statuses: {gone: 1}"), f'{EVENT}/passes/statuses/gone: "gone": {STATUS}'),
    (
        volume("statuses: {installed: -1}"),
        f"{EVENT}/passes/statuses/installed: -1: expected an integer from 0 up",
    ),
    (volume("statuses: {installed: 0.5}"), f"{EVENT}/passes/statuses/installed: 0.5: expected an integer"),
    (
        event("count: 3, id: 1"),
        f"{EVENT}/id: 1: expected one of count, externalId, passGroups, createdAt, fields, passes",
    ),
    (project("events: {count: x}"), 'projects/0/events/count: "x": expected an integer'),
    (
        event("count: 9999999"),
        f"{EVENT}/count: 9999999: expected an integer of at most 1000000",
    ),
    # passes of no event, and pushes
    ("passes: {id: 1}", 'passes: {"id": 1}: expected a list, or an object with a count'),
    ("passes: [{event: 1}]", f"passes/0/event: 1: expected one of {PASS}"),
    (
        "pushes: [{pass: 1, event: 2, at: 2026-01-01T00:00:00Z}]",
        "pushes/0/request: nothing: expected a value",
    ),
    (
        "pushes: [{pass: 1, event: 2, at: 2026-01-01T00:00:00Z, request: x, status: 1}]",
        "pushes/0/status: 1: expected one of id, pass, event, at, request",
    ),
    # clock and ids
    ("clock: now", 'clock: "now": expected an object'),
    ("clock: {}", f"clock: {{}}: {CLOCK}"),
    ("clock: {real: false}", f'clock: {{"real": false}}: {CLOCK}'),
    ("clock: {frozen: null}", f'clock: {{"frozen": null}}: {CLOCK}'),
    (
        "clock: {frozen: 2026-01-01T00:00:00Z, real: true}",
        f'clock: {{"frozen": "2026-01-01T00:00:00Z", "real": true}}: {CLOCK}',
    ),
    ("clock: {frozen: noon}", f'clock/frozen: "noon": {DATE_TIME}'),
    ("clock: {stopped: true}", "clock/stopped: true: expected one of frozen, shifted, real"),
    ("clock: {real: 1}", "clock/real: 1: expected true"),
    ("nextIds: {pass: 0}", "nextIds/pass: 0: expected an integer from 1 up"),
    ("nextIds: {pass_: 1}", "nextIds/pass_: 1: expected one of project, event, pass"),
]
"""Documents of a wrong shape, and the fault. The published schema refuses them as well."""
MEANINGS = [
    (
        event("passes: [{installedAt: 2026-01-01T00:00:00Z}]"),
        f'{EVENT}/passes/0/installedAt: "2026-01-01T00:00:00Z": {NOT_INSTALLED}',
    ),
    (
        event("fields: {3: {value: x}}"),
        f"{EVENT}/fields/3: 3: expected a string as a name; put it in quotes",
    ),
    (
        volume("statuses: {installed: 0}"),
        f'{EVENT}/passes/statuses: {{"installed": 0}}: expected at least one weight above 0',
    ),
    (volume("platforms: {}"), f"{EVENT}/passes/platforms: {{}}: expected at least one weight above 0"),
    (
        event("count: 2, externalId: x"),
        f'{EVENT}/externalId: "x": expected {{n}} in the name of several events',
    ),
    (
        project("events: {count: 2, passes: [{id: 1}]}"),
        'projects/0/events/passes: [{"id": 1}]: expected no ids in the passes of several events',
    ),
]
"""Documents whose shape is right, and the fault."""
TEXTS = [
    ("é: 1\n\nb: \x00", "line 3: cannot be read as YAML: #x0000 is no character that YAML allows"),
    (
        "projects:\n  - id: 1\n    id: 2",
        "line 3, column 5: cannot be read as YAML: 'id' stands twice in the same object",
    ),
    ("projects: &a [*a]", "line 1, column 15: cannot be read as YAML: *a is part of itself"),
    (
        event("fields: {gate: {size: .inf}}"),
        "line 1, column 45: cannot be read as YAML: .inf is no number that JSON can hold",
    ),
    ("projects: *x", "line 1, column 11: cannot be read as YAML: *x is an alias without an anchor before it"),
    (
        "a: 1\n---\nb: 2",
        "line 2, column 1: cannot be read as YAML: a second document begins here; expected one",
    ),
    ("? [1]\n: 2", "line 1, column 3: cannot be read as YAML: a list or an object is no name"),
    ("[&x [1], {*x : 2}]", "line 1, column 11: cannot be read as YAML: a list or an object is no name"),
    ("<<: 1", "line 1, column 5: cannot be read as YAML: << takes an object, or a list of objects"),
    (
        project("name: !!binary eA=="),
        (
            "line 1, column 19: cannot be read as YAML: the tag !!binary is unknown; "
            "expected one of !!str, !!int, !!float, !!bool, !!null"
        ),
    ),
    (
        "!!python/object/apply:os.getcwd []",
        (
            "line 1, column 1: cannot be read as YAML: the tag !!python/object/apply:os.getcwd is unknown; "
            "expected none"
        ),
    ),
    (
        project("name: !seat x"),
        "line 1, column 19: cannot be read as YAML: the tag !seat is unknown; expected none",
    ),
    (project("id: !!int x"), "line 1, column 17: cannot be read as YAML: 'x' is no !!int"),
    (project("name: !!bool x"), "line 1, column 19: cannot be read as YAML: 'x' is no !!bool"),
    ("\ud83d", "cannot be read as YAML: \\ud83d is half a character"),
]
"""Texts that hold what JSON cannot."""
SYNTAX = [
    ("projects: [", "line 2, column 1: "),
    ("projects:\n  name: a: b", "line 2, column 10: "),
    ("projects:\n\t- id: 1", "line 2, column 1: "),
    ('a: "\\ud83d"', "line 1, column 7: "),
]
"""Texts that are no YAML, and where; what is wrong is told in the parser's words."""
JSON_TEXTS = [
    ('{"a": 1e999}', "line 1, column 7: cannot be read as JSON: 1e999 is no number that JSON can hold"),
    ('["NaN",\n NaN]', "line 2, column 2: cannot be read as JSON: NaN is no number that JSON can hold"),
    ("[-Infinity]", "line 1, column 2: cannot be read as JSON: -Infinity is no number that JSON can hold"),
    ('{"a": "\\ud83d"}', "cannot be read as JSON: \\ud83d is half a character"),
    ('{"projects": [{"id": 1, "id": 2}]}', "cannot be read as JSON: 'id' stands twice in the same object"),
    ('{"projects": 3}', "projects: 3: expected a list"),
]
"""Texts of a file that is called JSON."""
JSON_SYNTAX = ["", '{"projects": [\n]]', "projects: []", "\ufeff{}", '{"a": "\t"}']
"""Texts that are no JSON; where and why is told in the parser's words."""


def fault_of(name: str, text: str) -> str:
    """The one line that a text is refused with."""
    with pytest.raises(SeedRefused) as refused:
        parse(name, text)
    return str(refused.value)


@pytest.mark.parametrize(("text", "fault"), [*SHAPES, *MEANINGS, *TEXTS])
def test_a_fault_is_told_in_one_line(text: str, fault: str) -> None:
    assert fault_of("seed.yaml", text) == f"seed.yaml: {fault}"


@pytest.mark.parametrize(("text", "fault"), JSON_TEXTS)
def test_a_file_that_is_called_json_is_read_as_json(text: str, fault: str) -> None:
    assert fault_of("seed.json", text) == f"seed.json: {fault}"


@pytest.mark.parametrize(("text", "place"), SYNTAX)
def test_a_text_that_is_no_yaml_is_refused_in_one_line_with_its_place(text: str, place: str) -> None:
    assert fault_of("seed.yaml", text).startswith(f"seed.yaml: {place}cannot be read as YAML: ")


@pytest.mark.parametrize("text", JSON_SYNTAX)
def test_a_text_that_is_no_json_is_refused_in_one_line(text: str) -> None:
    fault = fault_of("seed.json", text)
    assert re.fullmatch(r"seed\.json: line \d+, column \d+: cannot be read as JSON: [^\n]+", fault)


@pytest.mark.parametrize("text", [text for text, _ in SHAPES])
def test_the_published_schema_refuses_a_wrong_shape_as_well(text: str) -> None:
    validator = Draft202012Validator(seed_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert not validator.is_valid(read_yaml(text))


def test_all_faults_of_a_document_are_told() -> None:
    document = {"clock": {"frozen": "noon"}, "projects": [{"id": 0}, {"nom": "x"}]}
    with pytest.raises(SeedRefused) as refused:
        check("a.yaml", document)
    assert str(refused.value).splitlines() == [
        f'a.yaml: clock/frozen: "noon": {DATE_TIME}',
        "a.yaml: projects/0/id: 0: expected an integer from 1 up",
        'a.yaml: projects/1/nom: "x": expected one of id, externalId, name, key, secret, events',
    ]


def test_a_long_value_is_cut_short() -> None:
    fault = fault_of("a.yaml", project(f"id: {'x' * 1000}"))
    assert fault == f'a.yaml: projects/0/id: "{"x" * 58}…: expected an integer'


@pytest.mark.parametrize(
    ("found", "line"),
    [
        pytest.param({"a\nb": 1}, "a: a\\nb: 1: expected one of", id="a line break"),
        pytest.param({"\ud83d": 1}, 'a: "\\ud83d": expected a string', id="half a character"),
    ],
)
def test_a_fault_is_one_printable_line_whatever_the_document_holds(found: Any, line: str) -> None:
    with pytest.raises(SeedRefused) as refused:
        check("a", found)
    told = str(refused.value)
    assert told.startswith(line)
    assert len(told.splitlines()) == 1
    assert told.encode()


def test_a_fault_knows_its_parts() -> None:
    with pytest.raises(SeedRefused) as refused:
        parse("a.yaml", project("id: 0"))
    assert refused.value.faults == [SeedFault("a.yaml", "projects/0/id", "0: expected an integer from 1 up")]
