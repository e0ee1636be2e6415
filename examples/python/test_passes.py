def test_a_change_reaches_the_wallets(mockserver, tickets):
    installed, forgotten = mockserver.passes.issue(1234, 2, platform="ios", external_id="seat-{n}")
    mockserver.passes.install(installed["id"])
    tickets.rename(1234, "Opening Night")
    pushed = [push["pass"] for push in mockserver.pushes(event=1234)]
    assert installed["id"] in pushed
    assert forgotten["id"] not in pushed
