"""JSON that is read in steps is read as at once, and refused where it is wrong."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mockserver.domain.steps import do_at_once
from mockserver.seeds.json_text import STEPPED
from mockserver.seeds.parsing import UnreadableText, read_json, read_json_in_steps

REFUSED_HERE = re.compile("stands twice|no integer of|no number that|half a character")
NAMES = st.text("ab{}[],:", max_size=3)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=30,
)


@given(value=VALUES, indent=st.sampled_from([None, 0, 2]), is_ascii=st.booleans())
def test_what_was_written_is_read(value: Any, indent: int | None, is_ascii: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=is_ascii)
    assert read_json(f" {text}\r\n\t") == value


@given(value=VALUES, at=st.integers(0, 200), sign=st.sampled_from(["", *'{}[]",:1x\\']))
def test_a_changed_text_is_no_json_or_read_as_json_reads_it(value: Any, at: int, sign: str) -> None:
    text = json.dumps(value)
    changed = text[:at] + sign + text[at + 1 :]
    try:
        expected = json.loads(changed)
    except ValueError:
        with pytest.raises(UnreadableText):
            read_json(changed)
        return
    try:
        assert read_json(changed) == expected
    except UnreadableText as error:  # what JSON could hold, and a seed may not
        assert REFUSED_HERE.search(str(error))  # noqa: PT017 - or it is read, which is as well


@pytest.mark.parametrize("deep", [0, STEPPED - 1, STEPPED, STEPPED + 3])
@pytest.mark.parametrize(
    ("inner", "column"),
    [
        ("[1 2]", 4),
        ("[1", 3),
        ('{"a" 1}', 6),
        ('{"a":1 "b":2}', 8),
        ("{a:1}", 2),
        ('{"a":', 6),
        ('{"a":[{}', 9),
        ("tru", 1),
        ("", 1),
    ],
)
def test_a_fault_is_told_at_its_place_however_deep_it_is(deep: int, inner: str, column: int) -> None:
    with pytest.raises(UnreadableText) as refused:
        read_json("[" * deep + inner)
    assert re.match(r"line 1, column (\d+): .", refused.value.located)
    assert refused.value.place == f"line 1, column {deep + column}"


@pytest.mark.parametrize("deep", [0, STEPPED + 1])
@pytest.mark.parametrize("inner", ["[1,]", '{"a": 1,}'])
def test_nothing_may_follow_a_comma(deep: int, inner: str) -> None:
    with pytest.raises(UnreadableText):
        read_json("[" * deep + inner + "]" * deep)


def test_more_than_a_value_is_refused() -> None:
    with pytest.raises(UnreadableText) as refused:
        read_json("{} \n {}")
    assert refused.value.place == "line 2, column 2"


@pytest.mark.parametrize("deep", [0, STEPPED + 1])
def test_a_name_may_stand_once_however_deep_it_is(deep: int) -> None:
    with pytest.raises(UnreadableText, match="'a' stands twice"):
        read_json("[" * deep + '{"a": [], "a": []}' + "]" * deep)


def test_each_entry_of_a_large_document_is_a_step() -> None:
    passes = [{"id": number} for number in range(500)]
    document = {"projects": [{"events": [{"passes": passes}, {"passes": passes}]}]}
    for text in (json.dumps(document), json.dumps({"seed": [document]})):
        steps = read_json_in_steps(text)
        assert sum(1 for _ in steps) >= 1000
        assert do_at_once(read_json_in_steps(text)) == json.loads(text)
