"""The search language of the journal: `status:5xx op:update_event -has:fault "oracle park"`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from mockserver.domain.errors import InvalidRequest
from mockserver.domain.text import abbreviate
from mockserver.sandbox.journal.entry import JournalEntry

TERM = re.compile(r'(?P<minus>-?)(?:(?P<key>[a-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]\S*))')
STATUS = re.compile(r"[1-5](xx|[0-9]{2})")
WHAT = {"finding": lambda entry: bool(entry.findings), "fault": lambda entry: entry.fault is not None}
KEYS = ("status", "op", "event", "method", "has")

Test = Callable[[JournalEntry], bool]


@dataclass(frozen=True, slots=True)
class Search:
    """What an entry must be like: every term of a search.

    Attributes:
        tests: one for each term.
    """

    tests: tuple[Test, ...]

    @classmethod
    def read(cls, text: str) -> "Search":
        """The search that a text asks for; an empty one finds all.

        Raises:
            InvalidRequest: a key or its value is not known.
        """
        return cls(tuple(_term(found) for found in TERM.finditer(text)))

    def finds(self, entry: JournalEntry) -> bool:
        """Whether an entry is like that."""
        return all(test(entry) for test in self.tests)


def _term(found: re.Match[str]) -> Test:
    value = found["plain"] if found["quoted"] is None else found["quoted"]
    test = _word(found["key"], value)
    return (lambda entry: not test(entry)) if found["minus"] else test


def _word(key: str | None, value: str) -> Test:
    match key:
        case None:
            return _containing(value)
        case "status" if STATUS.fullmatch(value):
            return lambda entry: _begins(entry.status, value.removesuffix("xx"))
        case "op":
            return lambda entry: entry.operation == value
        case "method":
            return lambda entry: entry.method == value.upper()
        case "event" if value.isascii() and value.isdecimal():
            return lambda entry: int(value) in entry.events
        case "has" if value in WHAT:
            return WHAT[value]
        case "status":
            raise _wrong(key, value, "a status such as 404 or 5xx")
        case "event":
            raise _wrong(key, value, "the id of an event")
        case "has":
            raise _wrong(key, value, " or ".join(WHAT))
    raise _wrong(key, value, f"one of {', '.join(KEYS)} before the colon, or the whole in quotes")


def _begins(status: int | None, digits: str) -> bool:
    return str(status or "").startswith(digits)


def _containing(word: str) -> Test:
    """Whether a word stands in the path, the query or a body, whatever the case of its ASCII letters."""
    wanted = word.encode().lower()

    def test(entry: JournalEntry) -> bool:
        parts = (entry.target.encode("latin-1", "replace"), entry.request.body, entry.response.body)
        return any(wanted in part.lower() for part in parts)

    return test


def _wrong(key: str, value: str, expected: str) -> InvalidRequest:
    return InvalidRequest(f"q has {abbreviate(f'{key}:{value}')}; expected {expected}.")
