import threading


def test_the_work_of_a_thread_is_waited_for(airship_wallet, tickets):
    worker = threading.Thread(target=tickets.rename, args=(1234, "Opening Night"))
    worker.start()
    (request,) = airship_wallet.requests.wait(operation="update_event", status=200)
    worker.join()
    assert request["request"]["body"]["fields"]["eventName"]["value"] == "Opening Night"
