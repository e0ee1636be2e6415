"""Passes: listed by event. Source: event-passes.txt § List event passes."""

from mockserver.domain.records import PassPage, PassRecord
from mockserver.domain.refs import Ref
from mockserver.store.unit_of_work import UnitOfWork


def of_event(work: UnitOfWork, project: Ref, event: Ref, page: PassPage) -> tuple[int, list[PassRecord]]:
    """How many passes the event has, or how many match, and a page of those that do. Assumed: A-25.

    Raises:
        NotFound: there is no such project or event.
    """
    event_id = work.get_event_id(project, event)
    counts = work.store.count_passes(event_id)
    wanted = counts if page.statuses is None else page.statuses
    matching = sum(counts.get(status, 0) for status in wanted)
    found = _find(work, event_id, page, matching)
    work.touched.passes += len(found)
    return matching if "A-25" in work.turned else sum(counts.values()), found


def _find(work: UnitOfWork, event_id: int, page: PassPage, total: int) -> list[PassRecord]:
    """The passes of a page. One in the far half is found from the other end, which is nearer."""
    if page.start >= total:
        return []
    if page.start <= total // 2:
        return work.store.find_passes(event_id, page)
    return work.store.find_passes(event_id, page.from_the_end(total))[::-1]
