"""The command `callbacks`."""

import json

from tests.receiver import receiving
from tests.shell import Shell
from tests.world import E


def test_who_is_told_is_registered_shown_and_removed(shell: Shell) -> None:
    with receiving() as receiver:
        shell.get("callbacks", "set", receiver.url, "--header", "X-Client: tests")
        assert receiver.url in shell.get("callbacks", "list")
        (issued,) = shell.http.post(f"/__admin/events/{E}/passes", json={}).json()["passes"]
        shell.http.post(f"/__admin/passes/{issued['id']}/install")
        shell.http.post("/__admin/callbacks/deliveries/wait", json={})
        titles, row = shell.get("callbacks", "deliveries").splitlines()
        assert titles.split()[0] == "id"
        assert row.split()[2:6] == ["install", str(issued["id"]), "answered", "200"]
        again = shell.get("callbacks", "resend", row.split()[0]).strip()
        shell.http.post("/__admin/callbacks/deliveries/wait", json={"count": 2})
        told = json.loads(shell.get("callbacks", "deliveries", "--json"))["deliveries"]
        assert [each["id"] for each in told][-1] == again
        assert [each["headers"]["x-client"] for each in receiver.received()] == ["tests", "tests"]
    shell.get("callbacks", "remove")
    assert len(shell.find_nothing("callbacks", "list").splitlines()) == 1


def test_what_cannot_be_told_is_refused(shell: Shell) -> None:
    assert "--callback-hosts" in shell.fail("callbacks", "set", "http://customer.example")
    assert "a colon" in shell.fail("callbacks", "set", "http://127.0.0.1:9", "--header", "x", code=2)
    assert "delivery-9" in shell.fail("callbacks", "resend", "delivery-9")
