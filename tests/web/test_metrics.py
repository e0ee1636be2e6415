"""`/metrics`: what Prometheus is told."""

import subprocess
import sys

from prometheus_client.parser import text_string_to_metric_families

from tests.logs import listen
from tests.world import EVENT, Api, open_world, seed

Labels = dict[str, str]


def samples(api: Api) -> dict[str, list[tuple[Labels, float]]]:
    """The samples of each metric of ours."""
    answer = api.get("/metrics", headers={"Accept": "text/plain"})
    assert answer.status_code == 200
    found: dict[str, list[tuple[Labels, float]]] = {}
    for family in text_string_to_metric_families(answer.text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append((sample.labels, sample.value))
    return found


def test_requests_findings_and_faults_are_counted() -> None:
    with open_world(seed()) as api:
        api.get(EVENT)
        api.get(EVENT)
        api.get(f"{EVENT}/passes?colour=red")
        api.get("/v1/nothing")
        plan = {"steps": [{"status": 503}]}
        assert api.post("/__admin/faults", plan, headers={"Host": "localhost"}).status_code == 201
        api.get(EVENT)
        found = samples(api)
    assert {(*labels.values(), value) for labels, value in found["mockserver_requests_total"]} == {
        ("get_event", "200", 2),
        ("list_event_passes", "200", 1),
        ("other", "404", 1),
        ("get_event", "503", 1),
    }
    assert found["mockserver_findings_total"] == [
        ({"level": "undocumented", "code": "query.undocumented"}, 1)
    ]
    assert found["mockserver_faults_total"] == [({}, 1)]


def test_sandboxes_and_journals_are_measured() -> None:
    with open_world(seed()) as api:
        api.get(EVENT)
        api.get(EVENT, headers={"X-Mockserver-Sandbox": "other"})
        found = samples(api)
    assert found["mockserver_sandboxes"] == [({}, 2)]
    assert found["mockserver_journal_entries"] == [({}, 2)]
    for name in ("mockserver_journal_bytes", "mockserver_loop_lag_seconds"):
        ((_, value),) = found[name]
        assert value > 0


def test_asking_leaves_no_trace(api: Api) -> None:
    with listen() as records:
        samples(api)
    assert records == []


def test_it_can_be_left_out() -> None:
    with open_world(seed(), no_metrics=True) as api:
        assert api.get("/metrics").status_code == 404


def test_a_server_that_nobody_asks_does_without_the_library() -> None:
    code = "import sys, mockserver.web.app; print('prometheus_client' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"
