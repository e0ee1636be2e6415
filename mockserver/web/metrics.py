"""`/metrics`: what a server has done so far, as Prometheus reads it.

What a request adds is counted in plain counters; samples are made when somebody asks for them.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mockserver.sandbox.registry import SandboxRegistry
from mockserver.web.context import RequestContext, context_of

if TYPE_CHECKING:
    from prometheus_client import Metric

PATH = "/metrics"
NO_OPERATION, NO_ANSWER = "other", "none"
"""What stands for the operation of what is none, and for the status where nothing was answered."""


def count(context: RequestContext, status: int) -> None:
    """Count a request to the emulated API; a status of 0 is no answer."""
    counts = context.server.counts
    counts.requests[context.operation, status] += 1
    if context.findings.noted:
        counts.findings.update((each.level, each.code) for each in context.findings.noted)
    if context.fault is not None:
        counts.faults += 1


@dataclass(frozen=True, slots=True)
class Samples:
    """What Prometheus is told, as a collector of its client.

    Attributes:
        context: of the request that asks.
        lag: how many seconds a turn of the event loop took.
    """

    context: RequestContext
    lag: float

    def collect(self) -> "Iterator[Metric]":
        """Everything, as it is now."""
        from prometheus_client.core import (  # noqa: PLC0415 - only who is asked needs it
            CounterMetricFamily,
            GaugeMetricFamily,
        )

        counts = self.context.server.counts
        requests = CounterMetricFamily(
            "mockserver_requests", "Requests to the emulated API.", labels=["operation", "status"]
        )
        for (operation, status), number in counts.requests.items():
            requests.add_metric([operation or NO_OPERATION, str(status or NO_ANSWER)], number)
        yield requests
        findings = CounterMetricFamily(
            "mockserver_findings", "What was found about requests.", labels=["level", "code"]
        )
        for labels, number in counts.findings.items():
            findings.add_metric(labels, number)
        yield findings
        yield CounterMetricFamily(
            "mockserver_faults", "Requests that went wrong on purpose.", value=counts.faults
        )
        for name, (text, value) in _sizes(self.context.server.registry).items():
            yield GaugeMetricFamily(f"mockserver_{name}", text, value=value)
        yield GaugeMetricFamily(
            "mockserver_loop_lag_seconds", "How long a turn of the event loop took just now.", value=self.lag
        )


def _sizes(registry: SandboxRegistry) -> dict[str, tuple[str, int]]:
    journals = [each.journal for each in registry.all()]
    return {
        "sandboxes": ("Sandboxes that there are.", len(registry)),
        "journal_entries": ("Requests that journals keep.", sum(map(len, journals))),
        "journal_bytes": ("Bytes that journals keep, about.", sum(each.weight for each in journals)),
    }


async def _show(request: Request) -> Response:
    from prometheus_client import CollectorRegistry  # noqa: PLC0415 - only who is asked needs it
    from prometheus_client.exposition import choose_encoder  # noqa: PLC0415 - as above

    began = time.perf_counter()
    await asyncio.sleep(0)
    samples = CollectorRegistry()
    samples.register(Samples(context_of(request), time.perf_counter() - began))
    encode, kind = choose_encoder(request.headers.get("accept", ""))
    return Response(encode(samples), headers={"content-type": kind})


ROUTE = Route(PATH, _show)
