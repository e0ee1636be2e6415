import pytest
from tickets import Tickets


@pytest.fixture
def tickets(mockserver):
    tickets = Tickets(mockserver.base_url, mockserver.auth)
    yield tickets
    tickets.close()
