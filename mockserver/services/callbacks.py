"""Callbacks: registered, and made when a pass is installed or uninstalled. Source: callbacks."""

from mockserver.domain.callbacks import Act, CallbackRecord, Notice, callback_url, describe
from mockserver.domain.records import PassRecord
from mockserver.domain.refs import Ref
from mockserver.store.unit_of_work import UnitOfWork


def register(work: UnitOfWork, project: Ref | None, base_url: str, headers: dict[str, str]) -> CallbackRecord:
    """Tell somebody from now on, in place of whom was told before.

    Args:
        work: the unit of work.
        project: whose passes it is about; None for those of projects that have none of their own.
        base_url: what the paths of callbacks are appended to.
        headers: to send along.

    Raises:
        NotFound: there is no such project.
    """
    project_id = None if project is None else work.store.get_project(project).id
    wanted = CallbackRecord(project_id, base_url, headers)
    work.store.put_callback(wanted)
    return wanted


def notice(work: UnitOfWork, held: PassRecord, act: Act) -> Notice | None:
    """What is to be told of a pass, as it is now; None if nobody wants to be told."""
    event = work.store.find_event_of_pass(held.id)
    found = work.store.find_callback(event.project_id if event else None)
    if found is None:
        return None
    return Notice(
        act=act,
        pass_id=held.id,
        event_id=event.id if event else None,
        url=callback_url(found.base_url, act, "" if "R-7" in work.turned else "/v1"),
        headers=found.headers,
        body=describe(held),
    )
