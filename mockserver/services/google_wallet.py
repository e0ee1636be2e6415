"""A pass as Google's wallet describes it: a class for the event, an object for the ticket, a token of both.

Source: https://developers.google.com/wallet/reference/rest/v1/eventticketclass, …/eventticketobject, …/Jwt.
"""

from datetime import datetime
from typing import Any

from mockserver.domain.clock import Instant
from mockserver.domain.passes import PassStatus
from mockserver.domain.records import EventRecord, Fields, PassRecord
from mockserver.services.jwt import write_jwt

ISSUER = "mockserver"
TEST_KEY = b"mockserver-test-key"
"""Signs the tokens. Everybody may know it: Google takes none of them."""
LONGEST_EVENT_ID = 64
"""Characters; a longer one is left out."""
TIMES = {"doorsOpen": "doorsOpen", "startTime": "start", "endTime": "end"}
STATES = {
    PassStatus.INSTALLED: "ACTIVE",
    PassStatus.NOT_BEEN_INSTALLED: "ACTIVE",
    PassStatus.UNINSTALLED: "INACTIVE",
}

Part = dict[str, Any]


def describe(
    held: PassRecord, event: EventRecord | None, attendee: Fields | None, now: Instant
) -> dict[str, Any]:
    """The class and the object of a pass, and the token that a link to the wallet would carry.

    Args:
        held: the pass.
        event: its event; None if that was deleted.
        attendee: the fields of whom it was issued to.
        now: when the token is made.
    """
    ticket_class = _class(event)
    ticket = _object(held, ticket_class["id"], attendee or {})
    claims = {
        "iss": f"{ISSUER}@mockserver.invalid",
        "aud": "google",
        "typ": "savetowallet",
        "iat": now // 1000,
        "payload": {"eventTicketClasses": [ticket_class], "eventTicketObjects": [ticket]},
        "origins": [],
    }
    return {"class": ticket_class, "object": ticket, "jwt": write_jwt(claims, TEST_KEY)}


def _class(event: EventRecord | None) -> Part:
    fields = event.fields if event else {}
    name = _value(fields, "eventName") or "The event has been deleted"
    described: Part = {
        "id": f"{ISSUER}.event-{event.id if event else 'deleted'}",
        "issuerName": ISSUER,
        "reviewStatus": "UNDER_REVIEW",
        "eventName": _localized(name),
    }
    venue, address = _value(fields, "venueTitle"), _value(fields, "venueAddress")
    if venue and address:  # both or neither
        described["venue"] = {"name": _localized(venue), "address": _localized(address)}
    times = {to: _value(fields, key) for key, to in TIMES.items() if _is_time(_value(fields, key))}
    if times:
        described["dateTime"] = times
    if event and event.external_id and len(event.external_id) <= LONGEST_EVENT_ID:
        described["eventId"] = event.external_id
    return described


def _object(held: PassRecord, class_id: str, attendee: Fields) -> Part:
    described: Part = {
        "id": f"{ISSUER}.pass-{held.id}",
        "classId": class_id,
        "state": STATES[PassStatus(held.status)],
        "barcode": _barcode(held, attendee),
    }
    for key in ("ticketHolderName", "ticketNumber"):
        if _value(attendee, key):
            described[key] = _value(attendee, key)
    if _value(attendee, "ticketType"):
        described["ticketType"] = _localized(_value(attendee, "ticketType"))
    if _value(attendee, "seat"):
        described["seatInfo"] = {"seat": _localized(_value(attendee, "seat"))}
    if _value(attendee, "confirmationCode"):
        described["reservationInfo"] = {"confirmationCode": _value(attendee, "confirmationCode")}
    price = attendee.get("faceValue", {})
    if "micros" in price:
        described["faceValue"] = {"micros": str(price["micros"]), "currencyCode": price["currencyCode"]}
    return described


def _barcode(held: PassRecord, attendee: Fields) -> Part:
    value = _value(attendee, "barcode_value") or held.serial_number
    text = _value(attendee, "barcodeAltText") or value
    return {"type": "QR_CODE", "value": value, "alternateText": text}


def _localized(value: str) -> Part:
    return {"defaultValue": {"language": "en-US", "value": value}}


def _value(fields: Fields, key: str) -> str:
    value = fields.get(key, {}).get("value")
    return "" if value is None else str(value)


def _is_time(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True
