"""Adaptive links of event tickets: one for each attendee, and the pass that a tap on it makes.

Source: adaptive-links § Generate a pass for a device type; event-tickets § Attendees.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from mockserver.domain.errors import Conflict, NotFound
from mockserver.domain.fields import merge_fields
from mockserver.domain.passes import PassStatus, Platform
from mockserver.domain.records import Fields, LinkRecord, PassRecord
from mockserver.domain.steps import do_at_once
from mockserver.services import wallet
from mockserver.services.wallet import SERIALS, NewPasses
from mockserver.store.unit_of_work import UnitOfWork

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
LENGTH = 10
"""Of the ids of links, as clients have seen them."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is to get a ticket.

    Attributes:
        external_id: of the link; None if it has none.
        fields: as the vendor's page of attendees names them.
    """

    external_id: str | None
    fields: Fields


@dataclass(frozen=True, slots=True)
class Tickets:
    """What the links of one event have in common.

    Attributes:
        templates: those of the platforms that there are to be passes for.
        landing_page: where devices without a wallet are led; None if they are told so.
    """

    templates: dict[Platform, int]
    landing_page: str | None


def issue(
    work: UnitOfWork, event_id: int, attendees: Sequence[Attendee], wanted: Tickets
) -> list[LinkRecord]:
    """New links, one for each attendee, in their order.

    Raises:
        NotFound: there is no such event.
        Conflict: an external id is in use.
    """
    if not work.store.has_event(event_id):
        raise NotFound(f"There is no event {event_id}; expected the id of an existing event.")
    return [_issue(work, event_id, attendee, wanted) for attendee in attendees]


def _issue(work: UnitOfWork, event_id: int, attendee: Attendee, wanted: Tickets) -> LinkRecord:
    name = attendee.external_id
    if name is not None and work.store.has_link(name):
        raise Conflict(f"The adaptiveLinkExternalId {name!r} is in use; expected one that no link has.")
    link_id = work.store.next_link_id()
    link = LinkRecord(
        id=link_id,
        code=code(link_id),
        event_id=event_id,
        external_id=name,
        fields=merge_fields({}, attendee.fields),
        landing_page_url=wanted.landing_page,
        ios_template_id=wanted.templates.get(Platform.IOS),
        android_template_id=wanted.templates.get(Platform.ANDROID),
        ios_pass_id=None,
        android_pass_id=None,
    )
    work.store.add_link(link)
    return link


def tap(work: UnitOfWork, link: LinkRecord, platform: Platform) -> PassRecord:
    """The pass of a link for a platform: made by the first tap, the same at each later one.

    Raises:
        NotFound: its event has been deleted.
    """
    known = link.ios_pass_id if platform is Platform.IOS else link.android_pass_id
    if known is not None:
        return work.store.get_pass(known)
    new = NewPasses(1, platform, link.templates.get(platform), None, PassStatus.NOT_BEEN_INSTALLED)
    (made,) = do_at_once(wallet.add_passes(work, link.event_id, new))
    work.store.put_pass_of_link(link.id, platform, made.id)
    return made


def code(link_id: int) -> str:
    """What a link is called in its URL, the same on every run. Assumed: A-11.

    >>> len(code(1))
    10
    """
    number = int.from_bytes(hashlib.sha256(f"{SERIALS}/{link_id}".encode()).digest())
    digits = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(digits)
