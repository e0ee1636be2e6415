"""Checking the shape of a seed in steps: each entry of its long lists by itself."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from mockserver.domain.steps import Steps
from mockserver.seeds.document import (
    MANY,
    ONE,
    EventVolume,
    SeedDocument,
    SeedEvent,
    SeedModel,
    SeedPass,
    SeedProject,
    SeedPush,
    is_volume,
)
from mockserver.seeds.limits import MOST_COMPLAINTS

Model = TypeVar("Model", bound=SeedModel)
Place = tuple[str | int, ...]

LISTS: Mapping[type[SeedModel], dict[str, type[SeedModel]]] = {
    SeedDocument: {"projects": SeedProject, "passes": SeedPass, "pushes": SeedPush},
    SeedProject: {"events": SeedEvent},
    SeedEvent: {"passes": SeedPass},
}
"""The lists that may be long, and what their entries are."""
HAS_SHORTER_FORM = {"events", "passes"}


class Checking:
    """The check of one document.

    Attributes:
        complaints: about it, as pydantic would tell them of the whole.
    """

    def __init__(self) -> None:
        self.complaints: list[ErrorDetails] = []

    def check(self, kind: type[Model], found: Any, at: Place = ()) -> Steps[Model | None]:
        """What was found as a model; None if there is something wrong with it itself.

        Args:
            kind: the model.
            found: what stands there.
            at: where that is in the document.
        """
        lists = _long_lists(kind, found)
        model = self._validate(kind, found | {name: [] for name in lists} if lists else found, at)
        yield
        for name, entries in lists.items():
            place = (*at, name, ONE) if name in HAS_SHORTER_FORM else (*at, name)
            checked = yield from self._check_entries(LISTS[kind][name], entries, place)
            if model is not None:
                setattr(model, name, checked)
        return model

    def _check_entries(self, kind: type[SeedModel], entries: list[Any], at: Place) -> Steps[list[Any]]:
        checked: list[Any] = []
        for index, entry in enumerate(entries):
            if len(self.complaints) >= MOST_COMPLAINTS:
                break  # each takes a hundred times the memory of what it is about
            if kind is not SeedEvent:
                checked.append((yield from self.check(kind, entry, (*at, index))))
            elif is_volume(entry):
                checked.append((yield from self.check(EventVolume, entry, (*at, index, MANY))))
            else:
                checked.append((yield from self.check(SeedEvent, entry, (*at, index, ONE))))
        return checked

    def _validate(self, kind: type[Model], found: Any, at: Place) -> Model | None:
        try:
            return kind.model_validate(found)
        except ValidationError as error:
            room = MOST_COMPLAINTS - len(self.complaints)
            for each in error.errors(include_url=False)[:room]:
                each["loc"] = (*at, *each["loc"])
                self.complaints.append(each)
        return None


def _long_lists(kind: type[SeedModel], found: Any) -> dict[str, list[Any]]:
    if not isinstance(found, dict):
        return {}
    return {name: found[name] for name in LISTS.get(kind, ()) if isinstance(found.get(name), list)}
