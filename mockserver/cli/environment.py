"""Variables of the environment that bear our prefix and are no settings: others' own, and typing errors."""

import logging
import os
import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from mockserver.settings import PREFIX, Settings, is_written_by_others, variables

OF_CLIENTS = {f"{PREFIX}{name}" for name in ("URL", "BASE_URL", "SANDBOX")}
"""What tells clients of a server where it is."""
KNOWN = OF_CLIENTS | {name for setting in Settings.model_fields for name in variables(setting)}
OF_A_SERVICE = re.compile(
    rf"{PREFIX}(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_\w+)?)"
)
"""What Kubernetes sets in every pod for a service whose name begins like ours."""


def log_foreign_variables() -> None:
    """Warn of each variable that a reader of the environment could take for a setting."""
    for line in describe_foreign_variables(os.environ):
        logging.getLogger("mockserver").warning(line)


def describe_foreign_variables(environment: Mapping[str, str]) -> Iterator[str]:
    """A line for each variable that has no effect, though it looks as if it had one.

    >>> list(describe_foreign_variables({"MOCKSERVER_PROT": "8080"}))
    ['MOCKSERVER_PROT is no setting and has no effect; did you mean MOCKSERVER_PORT?']
    """
    for variable, value in sorted(environment.items()):
        name = variable.upper()
        if name in KNOWN and is_written_by_others(name, value):
            yield f"{name} is an address, as Kubernetes sets it for a service; it has no effect"
        elif name.startswith(PREFIX) and name not in KNOWN and not OF_A_SERVICE.fullmatch(name):
            yield f"{name} is no setting and has no effect{_hint(name.removeprefix(PREFIX))}"


def _hint(word: str) -> str:
    """The setting that was meant, if a word is close to one; with the common prefix all of them would be."""
    close = get_close_matches(word, [name.removeprefix(PREFIX) for name in KNOWN], n=1)
    return f"; did you mean {PREFIX}{close[0]}?" if close else ""
