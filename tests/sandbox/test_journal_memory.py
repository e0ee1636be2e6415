"""All journals of a server share one memory, of which the fullest give back first."""

import pytest

from mockserver.sandbox.journal.entry import FRAME
from mockserver.sandbox.journal.journal import Journal
from mockserver.sandbox.journal.memory import JournalMemory
from tests.web.admin.test_journal_bounds import entry, kept
from tests.world import EVENT, open_world


def test_the_fullest_journal_drops_its_oldest_entries_first() -> None:
    memory = JournalMemory(FRAME * 100)
    full, other = Journal(memory=memory), Journal(memory=memory)
    for number in range(10):
        other.add(entry(number))
    for number in range(200):
        full.add(entry(number))
    assert memory.used <= FRAME * 100
    assert memory.used == full.weight + other.weight
    assert len(kept(other)) == 10
    assert kept(full)[-1] == "199"
    assert full.dropped == 200 - len(kept(full))


def test_what_is_cleared_is_given_back() -> None:
    memory = JournalMemory(FRAME * 100)
    journal = Journal(memory=memory).another()
    for number in range(50):
        journal.add(entry(number))
    journal.clear()
    assert memory.used == 0


@pytest.mark.parametrize("many", [100, pytest.param(1000, marks=pytest.mark.slow)])
def test_the_sandboxes_of_a_server_keep_within_the_memory_of_the_server(many: int) -> None:
    budget = many * 5 * 1024
    with open_world(journal_memory=budget, max_sandboxes=many + 1) as api:
        for number in range(many):
            for _ in range(8):
                api.get(f"/sandboxes/s{number}{EVENT}")
        weights = [sandbox.journal.weight for sandbox in api.app.state.registry.all()]
        kept_last = api.admin("GET", "/requests", headers={"X-Mockserver-Sandbox": f"s{many - 1}"}).json()
        api.admin("DELETE", f"/sandboxes/s{many - 1}")
        remaining = [sandbox.journal.weight for sandbox in api.app.state.registry.all()]
    assert len(weights) == many + 1
    assert 0 < sum(weights) <= budget
    assert kept_last["count"] > 0
    assert sum(remaining) < sum(weights)
