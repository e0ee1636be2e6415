"""Text that came from outside, as it is shown."""

import pytest

from mockserver.domain.text import printable


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31mred", r"\x9b31mred"),
        ("one\nGET /forged 200", r"one\nGET /forged 200"),
        ("one\r\ttwo\x00", r"one\r\ttwo\x00"),
        ("one\N{LINE SEPARATOR}two\x85three", r"one\u2028two\x85three"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}gpj.exe", r"\u202egpj.exe"),
        ("\N{RIGHT-TO-LEFT ISOLATE}a\N{POP DIRECTIONAL ISOLATE}", r"\u2067a\u2069"),
        ("pass\N{ZERO WIDTH SPACE}word", r"pass\u200bword"),
        ("half \ud83d", r"half \ud83d"),
    ],
    ids=ascii,
)
def test_what_could_drive_a_terminal_is_escaped(text: str, shown: str) -> None:
    assert printable(text) == shown


@pytest.mark.parametrize(
    "text", ["café", "日本語", "a\N{NO-BREAK SPACE}b", "\U0001f468\N{ZERO WIDTH JOINER}\U0001f469", r"a\nb"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert printable(text) == text
