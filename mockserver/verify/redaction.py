"""Canonical values: what a report may hold of an answer, which is no id, name, link, time or credential."""

import base64
import re
from collections.abc import Iterable
from typing import Any

from mockserver.domain.text import printable
from mockserver.verify.names import OWN

LONGEST = 80
"""Characters of a text that are kept."""
SHORT = 8
"""Characters that a secret has at least if it is none of those that developers make up, such as `key`."""
LARGEST = 9999
"""Numbers beyond it say nothing but that they are numbers."""
LINK = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"']+", re.IGNORECASE)
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(?P<fraction>\.\d+)?(?P<zone>Z|[+-]\d\d:?\d\d)?")
ID = re.compile(r"(^i|I)d$")


class Redactor:
    """Turns what was answered into what may be shown.

    Args:
        secrets: credentials, in whatever form they were sent.
        places: what the service, the project and its people are called, by what to call them instead.
    """

    def __init__(self, secrets: Iterable[str] = (), places: Iterable[tuple[str, str]] = ()) -> None:
        self._secrets = [_secret(each) for each in sorted(filter(None, secrets), key=len, reverse=True)]
        self._places = [
            (re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), instead) for name, instead in places if name
        ]

    def text(self, text: str) -> str:
        """A text without what it may not tell."""
        text = OWN.sub(_own, LINK.sub("<link>", text))
        for each in self._secrets:
            text = each.sub("<credential>", text)
        for name, instead in self._places:
            text = name.sub(instead, text)
        text = printable(TIME.sub(_form, text))
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    def value(self, value: Any, key: str = "") -> Any:
        """A document without what it may not tell."""
        if isinstance(value, dict):
            return {self.text(name): self.value(each, name) for name, each in value.items()}
        if isinstance(value, list):
            return [self.value(each, key) for each in value]
        if isinstance(value, str):
            return "<id>" if ID.search(key) and value.isdigit() else self.text(value)
        if isinstance(value, bool) or value is None:
            return value
        return "<id>" if ID.search(key) else value if abs(value) <= LARGEST else "<number>"


def secrets_of(key: str, secret: str) -> list[str]:
    """Every form in which a pair of credentials might show up."""
    pair = f"{key}:{secret}"
    encoded = [base64.b64encode(each.encode()).decode() for each in (pair, key, secret)]
    return [pair, key, secret, *encoded, *(each.rstrip("=") for each in encoded)]


def _secret(text: str) -> re.Pattern[str]:
    """Where a secret stands: anywhere, but one as short as a word only where it is a word of its own."""
    is_short = len(text) < SHORT
    return re.compile(rf"(?<!\w){re.escape(text)}(?!\w)" if is_short else re.escape(text))


def _own(found: re.Match[str]) -> str:
    return f"<{found[0].rpartition('-')[2]}>"


def _form(found: re.Match[str]) -> str:
    """A time as the way in which it is written."""
    return (
        f"<time{'.' + '0' * (len(found['fraction']) - 1) if found['fraction'] else ''}{found['zone'] or ''}>"
    )
