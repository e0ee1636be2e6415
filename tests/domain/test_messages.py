"""What a shape refuses is told in words of ours, whatever pydantic finds, and whoever asked."""

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field, StringConstraints, ValidationError

from mockserver.domain.messages import dotted, expected, member_names, sentence
from mockserver.domain.model import CamelModel
from mockserver.domain.policy import Strictness


class Part(CamelModel):
    """A part of the whole."""

    of_mine: int = 1


class Whole(CamelModel, extra="forbid"):
    """One member of each kind."""

    text: str = ""
    short: Annotated[str, StringConstraints(max_length=2)] = ""
    long: Annotated[str, StringConstraints(min_length=2)] = "ab"
    filled: Annotated[str, StringConstraints(min_length=1)] = "a"
    shaped: Annotated[str, StringConstraints(pattern="^a$")] = "a"
    whole: int = 1
    number: float = 1
    finite: float = Field(1, allow_inf_nan=False)
    yes: bool = True
    really: bool = Field(True, strict=True)
    one: Literal["a", "b"] = "a"
    true: Literal[True] = True
    strictness: Strictness = Strictness.STRICT
    small: int = Field(1, lt=5, gt=-5)
    smaller: int = Field(1, le=5, ge=-5)
    ratio: float = Field(0.5, le=1.5, ge=-1.5)
    listed: list[Part] = Field([Part()], min_length=1, max_length=2)
    several: list[int] = Field([1, 2], min_length=2)
    mapped: dict[str, int] = Field({})
    part: Part | None = None
    file: Path = Path()


CASES: list[tuple[str, Any, str]] = [
    ("text", 1, "text is 1; expected a string."),
    ("short", "abc", 'short is "abc"; expected a string of at most 2 characters.'),
    ("long", "a", 'long is "a"; expected a string of at least 2 characters.'),
    ("filled", "", 'filled is ""; expected a string that is not empty.'),
    ("shaped", "b", 'shaped is "b"; expected a string that matches ^a$.'),
    ("whole", "x", 'whole is "x"; expected an integer.'),
    ("whole", 1.5, "whole is 1.5; expected an integer."),
    ("whole", [], "whole is []; expected an integer."),
    ("whole", "9" * 5000, f'whole is "{"9" * 58}…; expected an integer of fewer digits.'),
    ("number", "x", 'number is "x"; expected a number.'),
    ("number", [], "number is []; expected a number."),
    ("finite", float("inf"), "finite is Infinity; expected a finite number."),
    ("yes", "x", 'yes is "x"; expected true or false.'),
    ("really", 1, "really is 1; expected true."),
    ("one", "c", "one is \"c\"; expected 'a' or 'b'."),
    ("true", False, "true is false; expected true."),
    ("strictness", "x", "strictness is \"x\"; expected 'lenient', 'documented' or 'strict'."),
    ("small", 5, "small is 5; expected an integer below 5."),
    ("small", -5, "small is -5; expected an integer above -5."),
    ("smaller", 6, "smaller is 6; expected an integer of at most 5."),
    ("smaller", -6, "smaller is -6; expected an integer from -5 up."),
    ("ratio", 2, "ratio is 2; expected a number of at most 1.5."),
    ("ratio", -2, "ratio is -2; expected a number from -1.5 up."),
    ("listed", {}, "listed is {}; expected an array."),
    ("listed", [], "listed is []; expected an array with at least one entry."),
    ("listed", [{}, {}, {}], "listed is [{}, {}, {}]; expected an array of at most 2 entries."),
    ("listed", [1], "listed.0 is 1; expected an object."),
    ("several", [1], "several is [1]; expected an array of at least 2 entries."),
    ("mapped", [], "mapped is []; expected an object."),
    ("part", 1, "part is 1; expected an object."),
    ("file", 1, "file is 1; expected a path."),
    ("colour", 1, "colour is 1; expected no member of that name."),
]


@pytest.mark.parametrize(("name", "value", "told"), CASES)
def test_each_kind_of_fault_is_a_sentence(name: str, value: Any, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Whole.model_validate({name: value})
    (complaint,) = refused.value.errors()
    assert sentence(dotted(complaint["loc"]), complaint) == told


def test_a_caller_may_have_nouns_of_its_own() -> None:
    with pytest.raises(ValidationError) as refused:
        Whole.model_validate({"listed": 1, "whole": "x"})
    told = [expected(complaint, {"list_type": "a list"}) for complaint in refused.value.errors()]
    assert told == ["an integer", "a list"]


@pytest.mark.parametrize(
    ("steps", "names"),
    [
        (["listed", 0], ["ofMine"]),
        (["part"], ["ofMine"]),
        (["nothing"], []),
        (["text"], []),
        ([], [str(field.alias) for field in Whole.model_fields.values()]),
    ],
)
def test_the_names_of_the_members_of_a_place_are_known(steps: list[str | int], names: list[str]) -> None:
    assert member_names(Whole, steps) == names
    assert member_names(Whole | None, steps) == names
