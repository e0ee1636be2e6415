"""What happens in wallets and in the vendor's console, which the API has no operation for.

Passes come from somewhere, and people install and uninstall them: here a test does it for them.
"""

import uuid
from dataclasses import dataclass
from hashlib import sha1
from itertools import islice

from mockserver.domain.errors import Conflict, InvalidRequest, NotFound
from mockserver.domain.passes import TEMPLATES, PassStatus, Platform
from mockserver.domain.records import PassRecord, ProjectRow
from mockserver.domain.refs import ByExternalId, ById
from mockserver.domain.steps import Steps
from mockserver.store.unit_of_work import UnitOfWork

SERIALS = uuid.UUID("5e0bb8ac-9c1d-4f5e-8b57-0d1f1ad6a001")
"""The namespace of serial numbers that follow from a pass's id."""
VARIANTS = "89ab"
"""How the fourth group of a UUID begins. Source: RFC 9562 § 4.1."""

AT_ONCE = 100
"""Passes that are made in one step."""


@dataclass(frozen=True, slots=True)
class NewPasses:
    """Passes to make, all alike.

    Attributes:
        external_id: with `{n}` in it, the number of the pass from 1, if there are several.
    """

    count: int
    platform: Platform
    template_id: int | None
    external_id: str | None
    status: PassStatus


def serial_number(pass_id: int) -> str:
    """The serial number of a pass that was given none, the same on every run: a UUID of version 5.

    `uuid.uuid5` gives the same in four times as long, which is a third of the loading of a large seed.
    """
    text = sha1(SERIALS.bytes + b"%d" % pass_id, usedforsecurity=False).hexdigest()
    variant = VARIANTS[int(text[16], 16) % len(VARIANTS)]
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"


def add_project(work: UnitOfWork, wanted: ProjectRow) -> ProjectRow:
    """A new project.

    Raises:
        Conflict: its id or its external id is in use.
    """
    if wanted.id is not None and work.store.find_project(ById(wanted.id)):
        raise Conflict(f"The project id {wanted.id} is in use; expected one that no project has.")
    if wanted.external_id is not None and work.store.find_project(ByExternalId(wanted.external_id)):
        raise Conflict(f"The external id {wanted.external_id!r} is in use; expected one that no project has.")
    return wanted._replace(id=work.store.add_project(wanted))


def add_passes(work: UnitOfWork, event_id: int, wanted: NewPasses) -> Steps[list[PassRecord]]:
    """New passes of an event, in id order; some in each step.

    Raises:
        NotFound: there is no such event.
        InvalidRequest: several passes were to have the same external id.
    """
    if not work.store.has_event(event_id):
        raise NotFound(f"There is no event {event_id}; expected the id of an existing event.")
    if wanted.count > 1 and wanted.external_id is not None and "{n}" not in wanted.external_id:
        raise InvalidRequest(
            f"The externalId {wanted.external_id!r} is for {wanted.count} passes; expected {{n}} in it."
        )
    first = work.store.next_pass_id()
    numbers = iter(range(wanted.count))
    made: list[PassRecord] = []
    while some := [_new(work, wanted, first + each, each + 1) for each in islice(numbers, AT_ONCE)]:
        work.store.add_passes(event_id, some)
        made += some
        yield
    return made


def _new(work: UnitOfWork, wanted: NewPasses, pass_id: int, number: int) -> PassRecord:
    return PassRecord(
        id=pass_id,
        external_id=wanted.external_id and wanted.external_id.replace("{n}", str(number)),
        template_id=wanted.template_id or TEMPLATES[wanted.platform],
        serial_number=serial_number(pass_id),
        platform=wanted.platform.value,
        status=wanted.status.value,
        created_at=work.now,
        updated_at=work.now,
        installed_at=None if wanted.status is PassStatus.NOT_BEEN_INSTALLED else work.now,
    )


def install(work: UnitOfWork, pass_id: int) -> PassRecord:
    """The pass, installed now; one that is installed stays as it is.

    Raises:
        NotFound: there is no such pass.
    """
    found = work.store.get_pass(pass_id)
    if found.status == PassStatus.INSTALLED:
        return found
    return _keep(work, found._replace(status=PassStatus.INSTALLED.value, installed_at=work.now))


def uninstall(work: UnitOfWork, pass_id: int) -> PassRecord:
    """The pass, uninstalled now; one that is uninstalled stays as it is.

    Raises:
        NotFound: there is no such pass.
        Conflict: it has never been installed.
    """
    found = work.store.get_pass(pass_id)
    if found.status == PassStatus.NOT_BEEN_INSTALLED:
        raise Conflict(f"Pass {pass_id} has not been installed; expected one that has been.")
    if found.status == PassStatus.UNINSTALLED:
        return found
    return _keep(work, found._replace(status=PassStatus.UNINSTALLED.value))


def _keep(work: UnitOfWork, changed: PassRecord) -> PassRecord:
    touched = changed._replace(updated_at=work.now)
    work.store.put_status(touched)
    return touched
