"""What the lab tells of a pass that it installs or uninstalls, once that is kept."""

from collections.abc import Callable

from mockserver.domain.callbacks import Act, Notice
from mockserver.domain.records import PassRecord
from mockserver.sandbox.callbacks.deliveries import Delivery
from mockserver.services import callbacks
from mockserver.store.unit_of_work import UnitOfWork
from mockserver.web.context import RequestContext


def change_pass(
    context: RequestContext, pass_id: int, change: Callable[[UnitOfWork, int], PassRecord], act: Act
) -> PassRecord:
    """Change the status of a pass, and tell whoever wants to be told, without waiting for them.

    Raises:
        NotFound: there is no such pass.
        Conflict: it cannot be changed like this.
    """
    with context.work() as work:
        before = work.store.get_pass(pass_id)
        held = change(work, pass_id)
        notice = None if held.status == before.status else callbacks.notice(work, held, act)
    if notice is not None:
        deliver(context, notice)
    return held


def deliver(context: RequestContext, notice: Notice) -> Delivery:
    """Have a callback sent because of a request."""
    sandbox = context.enter()
    return sandbox.deliveries.deliver(notice, context.request_id, context.at, context.settings.callback_hosts)
