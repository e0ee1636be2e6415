"""Fault plans: what goes wrong with which calls, and receipts for what did."""

from collections import deque
from dataclasses import dataclass
from itertools import count

from mockserver.domain.clock import Instant
from mockserver.domain.errors import TOO_MANY_REQUESTS, NotFound
from mockserver.sandbox.faults.spec import FaultPlanSpec, RateLimit, Step
from mockserver.sandbox.matching import Call


@dataclass(frozen=True, slots=True)
class Receipt:
    """That a step was taken.

    Attributes:
        plan: the id of the plan that it was a step of.
        step: what went wrong.
        request_id: the request that it went wrong with.
    """

    plan: str
    step: Step
    request_id: str

    def __str__(self) -> str:
        return f"{self.plan}: {self.step}"


class FaultPlan:
    """An order, and how far it was carried out.

    Attributes:
        id: what the plan is called.
        order: what was asked for.
        receipts: the steps that were taken, in the order taken.
        remaining: the steps that are left.
    """

    def __init__(self, plan_id: str, order: FaultPlanSpec) -> None:
        self.id = plan_id
        self.order = order
        self.receipts: list[Receipt] = []
        self.remaining = list(order.steps)
        self._window = Window(order.limit) if order.limit else None

    @property
    def is_active(self) -> bool:
        """Whether the next matching call may still meet a fault."""
        return self._window is not None or bool(self.remaining)

    @property
    def completed(self) -> bool:
        """Whether all steps were taken; of a rate limit, whether it turned a call away."""
        return bool(self.receipts) if self._window else not self.remaining

    def take(self, request_id: str, now: Instant) -> Receipt | None:
        """The next step, for this request; None if it is let pass."""
        step = self._turn_away(self._window, now) if self._window else self._next()
        if step is None:
            return None
        self.receipts.append(Receipt(self.id, step, request_id))
        return self.receipts[-1]

    def _next(self) -> Step | None:
        if not self.remaining:
            return None
        step = self.remaining.pop(0)
        if step.times > 1:
            self.remaining.insert(0, step.model_copy(update={"times": step.times - 1}))
        return step.model_copy(update={"times": 1})

    def _turn_away(self, window: "Window", now: Instant) -> Step | None:
        seconds = window.enter(now)
        if not seconds:
            return None
        details = f"The fault plan {self.id} allows {window.limit}; expected no call for {seconds} s."
        return Step(status=TOO_MANY_REQUESTS, details=details, retry_after=seconds)


class Window:
    """The calls that a rate limit let pass lately."""

    def __init__(self, limit: RateLimit) -> None:
        self.limit = limit
        self._span = round(limit.seconds * 1000)
        self._passed: deque[Instant] = deque()

    def enter(self, now: Instant) -> int:
        """Let a call pass and give 0, or give the whole seconds to wait until one may."""
        # A call that is still to come was made before the clock was set back.
        while self._passed and not now - self._span < self._passed[0] <= now:
            self._passed.popleft()
        if len(self._passed) < self.limit.requests:
            self._passed.append(now)
            return 0
        return -(-(self._passed[0] + self._span - now) // 1000)


class FaultPlans:
    """The fault plans of one sandbox, the oldest first."""

    def __init__(self) -> None:
        self._plans: dict[str, FaultPlan] = {}
        self._numbers = count(1)

    @property
    def are_active(self) -> bool:
        """Whether any call may still meet a fault."""
        return bool(self._plans) and any(plan.is_active for plan in self._plans.values())

    def all(self) -> list[FaultPlan]:
        """Every plan, used up or not."""
        return list(self._plans.values())

    def unconsumed(self) -> list[FaultPlan]:
        """Every plan that is not completed."""
        return [plan for plan in self._plans.values() if not plan.completed]

    def get(self, plan_id: str) -> FaultPlan:
        """The plan of that id.

        Raises:
            NotFound: there is none.
        """
        if plan_id not in self._plans:
            raise NotFound(f"There is no fault plan {plan_id!r}; expected the id of an existing one.")
        return self._plans[plan_id]

    def add(self, order: FaultPlanSpec) -> FaultPlan:
        """Keep a new plan."""
        plan = FaultPlan(f"fault-{next(self._numbers)}", order)
        self._plans[plan.id] = plan
        return plan

    def take(self, call: Call, request_id: str, now: Instant) -> Receipt | None:
        """What goes wrong with a call: the next step of the first plan that matches it and has one left."""
        for plan in self._plans.values():
            if plan.is_active and plan.order.is_for(call):
                receipt = plan.take(request_id, now)
                if receipt is not None:
                    return receipt
        return None

    def remove(self, plan_id: str) -> None:
        """Forget a plan.

        Raises:
            NotFound: there is none of that id.
        """
        del self._plans[self.get(plan_id).id]

    def clear(self) -> None:
        """Forget all plans."""
        self._plans.clear()
