import pytest
from tickets import Tickets


@pytest.fixture
def tickets(airship_wallet):
    tickets = Tickets(airship_wallet.base_url, airship_wallet.auth)
    yield tickets
    tickets.close()


@pytest.fixture
def anyio_backend():
    return "asyncio"
