def test_a_change_reaches_the_wallets(airship_wallet, tickets):
    installed, forgotten = airship_wallet.passes.issue(1234, 2, platform="ios", external_id="seat-{n}")
    airship_wallet.passes.install(installed["id"])
    tickets.rename(1234, "Opening Night")
    pushed = [push["pass"] for push in airship_wallet.pushes(event=1234)]
    assert installed["id"] in pushed
    assert forgotten["id"] not in pushed
