import unittest

from tickets import Tickets

import mockserver


class TicketsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.server = mockserver.MockServer(seed="documentation", strictness="strict").start()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        self.sandbox = self.server.sandbox(clock="2026-01-01T00:00:00Z")
        self.tickets = Tickets(self.sandbox.base_url, self.sandbox.auth)
        self.addCleanup(self.tickets.close)

    def test_a_change_is_dated(self):
        self.assertEqual(self.tickets.rename(1234, "Opening Night"), "2026-01-01T00:00:00Z")

    def test_the_same_handles_work_elsewhere(self):
        elsewhere = mockserver.connect(self.server.url)
        elsewhere.named(self.sandbox.name).faults.add(steps=[{"status": 503}])
        self.tickets.name(1234)
        self.assertEqual(elsewhere.named(self.sandbox.name).requests.count(status=503), 1)
