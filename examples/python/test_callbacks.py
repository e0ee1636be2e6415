def test_it_is_told_when_a_ticket_is_installed(airship_wallet):
    (ticket,) = airship_wallet.passes.issue(1234, platform="android")
    with airship_wallet.callbacks.receive() as receiver:
        airship_wallet.passes.install(ticket["id"])
        (callback,) = receiver.wait()
    assert callback.path == "/v1/pass/install"
    assert callback.body["passId"] == ticket["id"]


def test_it_is_told_twice(airship_wallet):
    airship_wallet.faults.add(operation="callback_install", steps=[{"duplicate": True}])
    (ticket,) = airship_wallet.passes.issue(1234)
    with airship_wallet.callbacks.receive() as receiver:
        airship_wallet.passes.install(ticket["id"])
        assert len(receiver.wait(2)) == 2
