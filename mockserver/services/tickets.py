"""The ticket that a wallet would show: which field of an event and of its attendee stands in which zone.

This is the one home of the zones, which the pass file, the card and whoever draws a ticket share. They are
those of Apple's event ticket. Assumed: A-32.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mockserver.domain.clock import Instant, to_milliseconds
from mockserver.domain.fields import default_label
from mockserver.domain.records import EventRecord, Fields, PassRecord
from mockserver.domain.text import abbreviate
from mockserver.store.unit_of_work import UnitOfWork

TIMES = ("doorsOpen", "startTime", "endTime")
SECONDARY = ("venueTitle", "doorsOpen", "ticketHolderName", "seat")
AUXILIARY = ("startTime", "endTime")
BACK = ("venueAddress",)
"""What stands in a zone of its own, in its order; the rest fills up the auxiliary zone, then the back."""
MOST_AUXILIARY = 4
BARCODE, BARCODE_TEXT = "barcode_value", "barcodeAltText"
"""Fields of an attendee that are no text on the ticket. Source: event-tickets § Attendees."""


@dataclass(frozen=True, slots=True)
class TicketField:
    """A line of a ticket.

    Attributes:
        key: of the field that it shows; what no field says has a key of ours.
        label: what stands beside the value.
        value: what is shown; a time as people write it.
        finding: what is wrong with the value, which is shown as it is then.
    """

    key: str
    label: str
    value: str
    finding: str | None = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket, zone by zone.

    Attributes:
        status: of the pass.
        barcode: what the code says.
        barcode_text: what stands below it.
        relevant_at: when it matters, in ISO 8601; None if no field tells.
        updated_at: of the pass or of its event, whichever is later.
    """

    pass_id: int
    serial_number: str
    platform: str
    status: str
    header: list[TicketField]
    primary: list[TicketField]
    secondary: list[TicketField]
    auxiliary: list[TicketField]
    back: list[TicketField]
    barcode: str
    barcode_text: str
    relevant_at: str | None
    updated_at: Instant


def find(work: UnitOfWork, pass_id: int) -> tuple[PassRecord, EventRecord | None, Fields | None]:
    """A pass, its event, and the fields of whom it was issued to, touched; None for what there is not.

    Raises:
        NotFound: there is no such pass.
    """
    held = work.store.get_pass(pass_id)
    event = work.store.find_event_of_pass(pass_id)
    work.touched.passes += 1
    if event is not None:
        work.touched.events.add(event.id)
    return held, event, work.store.fields_of_pass(pass_id)


def lay_out(held: PassRecord, event: EventRecord | None, attendee: Fields | None = None) -> Ticket:
    """The ticket of a pass.

    Args:
        held: the pass.
        event: its event; None if that was deleted.
        attendee: the fields of whom it was issued to, which win over those of the event.
    """
    fields = (event.fields if event else {}) | (attendee or {})
    shown = {key: _line(key, field) for key, field in fields.items() if key not in (BARCODE, BARCODE_TEXT)}
    primary = shown.pop("eventName", None) or TicketField("name", "Event", _name(held, event))
    secondary = [shown.pop(key) for key in SECONDARY if key in shown]
    auxiliary = [shown.pop(key) for key in AUXILIARY if key in shown]
    back = [shown.pop(key) for key in BACK if key in shown]
    rest = list(shown.values())
    room = MOST_AUXILIARY - len(auxiliary)
    barcode = _value(fields.get(BARCODE)) or held.serial_number
    updated_at = max(held.updated_at, event.updated_at if event else 0)
    return Ticket(
        pass_id=held.id,
        serial_number=held.serial_number,
        platform=held.platform,
        status=held.status,
        header=_header(fields),
        primary=[primary],
        secondary=secondary,
        auxiliary=auxiliary + rest[:room],
        back=back + rest[room:] + _ids(held, event, updated_at),
        barcode=barcode,
        barcode_text=_value(fields.get(BARCODE_TEXT)) or barcode,
        relevant_at=_relevant(fields),
        updated_at=updated_at,
    )


def _line(key: str, field: dict[str, Any]) -> TicketField:
    label, value = str(field.get("label") or default_label(key)), _value(field)
    if key not in TIMES or not value:
        return TicketField(key, label, value)
    time = _time(value)
    if time is None:
        return TicketField(key, label, value, f"{abbreviate(value)} is no ISO 8601 date-time.")
    return TicketField(key, label, f"{time:%d %b %Y, %H:%M}")


def _header(fields: Fields) -> list[TicketField]:
    """The day of the event."""
    for key in ("startTime", "doorsOpen"):
        time = _time(_value(fields.get(key)))
        if time is not None:
            return [TicketField("day", f"{time:%b}", f"{time.day}")]
    return []


def _ids(held: PassRecord, event: EventRecord | None, updated_at: Instant) -> list[TicketField]:
    """What the back says of itself."""
    groups = ", ".join(event.pass_groups) if event else ""
    told = {
        "passGroups": ("Pass Groups", groups),
        "eventId": ("Event Id", str(event.id) if event else ""),
        "eventExternalId": ("Event External Id", (event.external_id if event else None) or ""),
        "passId": ("Pass Id", str(held.id)),
        "passExternalId": ("Pass External Id", held.external_id or ""),
        "serialNumber": ("Serial Number", held.serial_number),
        "updatedAt": ("Updated", to_milliseconds(updated_at)),
    }
    return [TicketField(f"own.{key}", label, value) for key, (label, value) in told.items() if value]


def _name(held: PassRecord, event: EventRecord | None) -> str:
    """What a ticket is called that no field names."""
    if event is None:
        return "The event has been deleted"
    return event.external_id or held.external_id or f"Event {event.id}"


def _relevant(fields: Fields) -> str | None:
    for key in ("startTime", "doorsOpen"):
        time = _time(_value(fields.get(key)))
        if time is not None:
            return time.isoformat(timespec="seconds") + ("Z" if time.tzinfo is None else "")
    return None


def _time(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None


def _value(field: dict[str, Any] | None) -> str:
    """The value of a field; of a price, its amount and currency. Source: event-tickets § Attendees."""
    if field is None:
        return ""
    if "micros" in field:
        return f"{_amount(field['micros'])} {field.get('currencyCode', '')}".strip()
    value = field.get("value")
    return "" if value is None else str(value)


def _amount(micros: Any) -> str:
    try:
        return f"{int(micros) / 1_000_000:.2f}"
    except (TypeError, ValueError):
        return str(micros)
