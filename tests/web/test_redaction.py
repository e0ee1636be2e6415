"""Whatever is named like a secret is told nowhere."""

import pytest

from mockserver.web.redaction import is_secret
from tests.world import EVENT, Api

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize(
    "name",
    [
        "Authorization",
        "X-API-Key",
        "api_key",
        "apiKey",
        "Cookie",
        "X-Auth",
        "client-secret",
        "access_token",
        "passwd",
    ],
)
def test_what_is_named_like_a_secret_is_one(name: str) -> None:
    assert is_secret(name)


@pytest.mark.parametrize("name", ["author", "x-client", "accept", "key", "page", "eventName", "x-keyboard"])
def test_what_is_not_is_none(name: str) -> None:
    assert not is_secret(name)


def test_journal_and_exports_tell_no_secret(api: Api) -> None:
    headers = FORM | {"X-API-Key": "s3cret-1", "X-Client": "web"}
    api.put(f"{EVENT}?access_token=s3cret-2&page=1", content=b"api_key=s3cret-3&name=x", headers=headers)
    told = [
        api.admin("GET", path).text
        for path in ("/requests", "/requests/export?format=har", "/requests/export?format=curl")
    ]
    for text in told:
        assert "s3cret" not in text
        assert "web" in text
        assert "name=x" in text
