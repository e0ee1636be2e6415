"""The log: one line for each request.

Credentials never reach it: headers are not logged, and the legacy parameter `api_key` is blotted out.
"""

import logging
import time

from mockserver.web.context import RequestContext
from mockserver.web.redaction import without_keys

log = logging.getLogger("mockserver")


def log_request(context: RequestContext, status: int) -> None:
    """Write the line of a finished request, if anybody listens."""
    if not log.isEnabledFor(logging.INFO):
        return
    request = {
        "request": context.request_id,
        "sandbox": context.place,
        "operation": context.operation,
        "method": context.sent_method,
        "target": without_keys(context.target),
        "status": status,
        "ms": round((time.perf_counter_ns() - context.began) / 1e6, 2),
        "fault": context.fault,
        "findings": [each.described() for each in context.findings.noted],
    }
    log.info("%(method)s %(target)s %(status)s", request, extra={"request": request, "context": context})
