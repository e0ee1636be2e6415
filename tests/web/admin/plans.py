"""Plans faults and reads their receipts, as a test suite would."""

from typing import Any

from tests.world import Api

CHANGE = {"fields": {"venueTitle": {"value": "Oracle Park"}}}
UPDATE = {"operation": "update_event"}


def plan(api: Api, *steps: dict[str, Any], **given: Any) -> dict[str, Any]:
    """Make a plan; without a match it is for every call."""
    response = api.admin("POST", "/faults", ({"steps": list(steps)} if steps else {}) | given)
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def receipts(api: Api, plan_id: str = "fault-1") -> dict[str, Any]:
    """How far a plan was carried out."""
    found: dict[str, Any] = api.admin("GET", f"/faults/{plan_id}").json()
    return found
