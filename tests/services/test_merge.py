"""Whatever is created, upserted and updated in whatever order, events are what a small model says."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.world import NOW, PROJECT, Api, open_world

DOCUMENTED = ["eventName", "venueTitle", "venueAddress", "doorsOpen", "startTime", "endTime"]
LABELS = {
    "eventName": "Event",
    "venueTitle": "Venue",
    "startTime": "Start Time",
    "gateNumber": "Gate Number",
    "seat": "Seat",
}
Fields = dict[str, dict[str, Any]]


@dataclass
class Model:
    """What the service should know: events by id, each with its external id, groups and fields."""

    events: dict[int, dict[str, Any]] = field(default_factory=dict)

    def create(self, external_id: str | None, fields: Fields, groups: list[str]) -> int:
        for event_id, event in self.events.items():
            if external_id is not None and event["external_id"] == external_id:
                self.change(event_id, fields, groups)
                return 200
        if "value" not in fields.get("eventName", {}):
            return 400
        self.events[len(self.events) + 1] = {"external_id": external_id, "fields": {}, "groups": []}
        self.change(len(self.events), fields, groups)
        return 201

    def change(self, event_id: int, fields: Fields, groups: list[str]) -> None:
        event = self.events[event_id]
        event["groups"] = list(dict.fromkeys(event["groups"] + groups))
        for key, sent in fields.items():
            event["fields"][key] = {"label": LABELS[key]} | event["fields"].get(key, {}) | sent

    def update(self, event_id: int, fields: Fields) -> int:
        if event_id not in self.events:
            return 404
        self.change(event_id, fields, [])
        return 200

    def update_group(self, group: str, fields: Fields) -> int:
        members = [event_id for event_id, event in self.events.items() if group in event["groups"]]
        for event_id in members:
            self.change(event_id, fields, [])
        return 200 if members else 404

    def answer(self, event_id: int) -> dict[str, Any]:
        """An event as it should be answered."""
        event = self.events[event_id]
        external_id = event["external_id"]
        return (
            {"eventId": event_id}
            | ({} if external_id is None else {"eventExternalId": external_id})
            | {
                "projectId": 12345,
                "createdAt": NOW,
                "updatedAt": NOW,
                "passGroups": event["groups"],
                "fields": event["fields"],
            }
        )

    def order(self, event_id: int) -> list[str]:
        """The keys of an event's fields in the order in which they should be answered."""
        known = {key: place for place, key in enumerate(DOCUMENTED)}
        return sorted(self.events[event_id]["fields"], key=lambda key: known.get(key, len(known)))


# --- what is asked, each as the model does it and as a request does it


@dataclass(frozen=True)
class Create:
    external_id: str | None
    in_path: bool
    fields: Fields
    groups: list[str]

    def expect(self, model: Model) -> int:
        return model.create(self.external_id, self.fields, self.groups)

    def send(self, api: Api) -> httpx.Response:
        body = {"fields": self.fields, "passGroups": self.groups}
        if self.external_id is None:
            return api.post(PROJECT, body)
        if self.in_path:
            return api.post(f"{PROJECT}/id/{self.external_id}", body)
        return api.post(PROJECT, body | {"eventExternalId": self.external_id})


@dataclass(frozen=True)
class Update:
    event_id: int
    fields: Fields

    def expect(self, model: Model) -> int:
        return model.update(self.event_id, self.fields)

    def send(self, api: Api) -> httpx.Response:
        return api.put(f"{PROJECT}/{self.event_id}", {"fields": self.fields})


@dataclass(frozen=True)
class UpdateGroup:
    group: str
    fields: Fields

    def expect(self, model: Model) -> int:
        return model.update_group(self.group, self.fields)

    def send(self, api: Api) -> httpx.Response:
        return api.put(f"{PROJECT}/passGroups/{self.group}", {"fields": self.fields})


Ask = Create | Update | UpdateGroup

texts = st.sampled_from(["", "a", "Été 夜", "🎉"])
one_field = st.fixed_dictionaries(
    {},
    optional={"label": texts, "value": texts, "colour": st.sampled_from(["red", 1, None, [{"deep": True}]])},
)
fields = st.dictionaries(st.sampled_from(sorted(LABELS)), one_field, max_size=3)
named_fields = fields.map(lambda drawn: {"eventName": {"value": "x"}} | drawn)
groups = st.lists(st.sampled_from(["north", "south"]), max_size=2)
creates = st.builds(
    Create, st.sampled_from([None, "one", "two"]), st.booleans(), st.one_of(named_fields, fields), groups
)
updates = st.builds(Update, st.integers(1, 4), fields)
group_updates = st.builds(UpdateGroup, st.sampled_from(["north", "south"]), fields)


@settings(derandomize=True, deadline=None, max_examples=100)
@given(asked=st.lists(st.one_of(creates, creates, updates, group_updates), max_size=15))
def test_any_sequence_of_creates_and_updates_leaves_what_the_model_says(asked: list[Ask]) -> None:
    model = Model()
    with open_world({"clock": {"frozen": NOW}, "projects": [{"id": 12345}]}) as api:
        for ask in asked:
            response = ask.send(api)
            assert response.status_code == ask.expect(model)
            if "fields" in response.json():
                assert response.json() == model.answer(response.json()["eventId"])
        for event_id in model.events:
            answered = api.get(f"{PROJECT}/{event_id}").json()
            assert answered == model.answer(event_id)
            assert list(answered["fields"]) == model.order(event_id)
        assert api.get(f"{PROJECT}/{len(model.events) + 1}").status_code == 404
