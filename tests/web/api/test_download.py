"""The link of a pass: the file for Apple's wallet, the card for everybody else."""

import hashlib
import io
import json
import zipfile
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from tests.world import EVENT, LATER, SCHEMA, Api, E, event, open_world, problem, seed

IOS, ANDROID = 616, 610
FIELDS = {
    "eventName": {"label": "Event", "value": "LA Dodgers at SF Giants"},
    "venueTitle": {"value": "AT&T Park"},
    "venueAddress": {"value": "24 Willie Mays Plaza\nSan Francisco, CA 94107"},
    "doorsOpen": {"value": "2019-09-25T08:35:00"},
    "startTime": {"value": "2019-09-25T09:00:00"},
    "gate": {"value": "7"},
}
PASSES = [
    {"id": IOS, "serialNumber": "aff7ffbf-04d7-4180-9da2-c790e08da0b8", "platform": "ios"},
    {"id": ANDROID, "platform": "android"},
]
WORLD = seed(event(id=E, fields=FIELDS, passes=PASSES, passGroups=["giants_2019-09-25"]))
BARE: dict[str, Any] = {"auth": None, "without": ("api-revision",)}
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JSON = {"Accept": "application/json"}


def download(api: Api, pass_id: int = IOS, **given: Any) -> httpx.Response:
    """Follow the link of a pass, as it stands in a listing."""
    return api.get(f"/v1/pass/{pass_id}/download", **{**BARE, **given})


def unzip(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def values(zone: list[dict[str, str]]) -> dict[str, str]:
    return {field["key"]: field["value"] for field in zone}


@pytest.mark.assumed("A-32")
def test_a_pass_is_a_zip_whose_manifest_has_the_hash_of_every_file() -> None:
    with open_world(WORLD) as api:
        response = download(api)
    assert response.headers["content-type"] == "application/vnd.apple.pkpass"
    files = unzip(response.content)
    manifest = json.loads(files.pop("manifest.json"))
    assert manifest == {name: hashlib.sha1(content).hexdigest() for name, content in files.items()}
    assert set(files) == {"pass.json", "icon.png", "icon@2x.png", "icon@3x.png"}
    assert all(files[name].startswith(b"\x89PNG\r\n\x1a\n") for name in files if name != "pass.json")


@pytest.mark.assumed("A-32")
def test_a_pass_shows_the_fields_of_its_event() -> None:
    with open_world(WORLD) as api:
        described = json.loads(unzip(download(api).content)["pass.json"])
    assert described["formatVersion"] == 1
    assert described["serialNumber"] == PASSES[0]["serialNumber"]
    assert described["relevantDate"] == "2019-09-25T09:00:00Z"
    assert described["description"] == "test pass, not signed by Apple"
    ticket = described["eventTicket"]
    assert values(ticket["headerFields"]) == {"day": "25"}
    assert ticket["primaryFields"] == [
        {"key": "eventName", "label": "Event", "value": "LA Dodgers at SF Giants"}
    ]
    assert values(ticket["secondaryFields"]) == {
        "venueTitle": "AT&T Park",
        "doorsOpen": "25 Sep 2019, 08:35",
    }
    assert values(ticket["auxiliaryFields"]) == {"startTime": "25 Sep 2019, 09:00", "gate": "7"}
    back = values(ticket["backFields"])
    assert back["venueAddress"] == FIELDS["venueAddress"]["value"]
    assert back["own.passGroups"] == "giants_2019-09-25"
    (barcode,) = described["barcodes"]
    assert barcode["message"] == described["serialNumber"]


@pytest.mark.assumed("A-32")
def test_a_pass_is_the_same_file_until_it_is_updated() -> None:
    with open_world(WORLD) as api:
        first, again = download(api), download(api)
        assert first.content == again.content
        assert first.headers["last-modified"] == "Thu, 01 Jan 2026 00:00:00 GMT"
        api.freeze(LATER)
        api.put(EVENT, {"fields": {"venueTitle": {"value": "Oracle Park"}}})
        updated = download(api)
    assert updated.headers["last-modified"] == "Fri, 02 Jan 2026 00:00:00 GMT"
    described = json.loads(unzip(updated.content)["pass.json"])
    assert values(described["eventTicket"]["secondaryFields"])["venueTitle"] == "Oracle Park"


@pytest.mark.assumed("A-32")
def test_a_pass_whose_event_was_deleted_can_still_be_looked_at() -> None:
    with open_world(WORLD) as api:
        api.delete(EVENT)
        described = json.loads(unzip(download(api).content)["pass.json"])
    assert values(described["eventTicket"]["primaryFields"]) == {"name": "The event has been deleted"}


@pytest.mark.published("apple-passes-only § Download Apple Wallet .pkpass")
def test_the_link_in_a_listing_leads_to_the_file() -> None:
    with open_world(WORLD) as api:
        (listed,) = [each for each in api.get(f"{EVENT}/passes").json()["passes"] if each["id"] == IOS]
        link = urlsplit(listed["url"]).path
        assert unzip(api.get(link, **BARE).content)


@pytest.mark.reading("R-6")
def test_a_browser_may_follow_the_link_or_needs_what_the_operation_says() -> None:
    with open_world(WORLD, auth="keys") as api:
        assert download(api).status_code == 200
        assert "Authorization" in problem(download(api, headers=SCHEMA), 401)
    with open_world(WORLD, reading="schema") as api:
        problem(download(api), 401)
        assert "Api-Revision" in problem(api.get(f"/v1/pass/{IOS}/download", without=("api-revision",)), 400)
        assert api.get(f"/v1/pass/{IOS}/download").status_code == 200


@pytest.mark.parametrize(
    ("pair", "status"), [(("own", "secret"), 200), (("other", "secret"), 403), (("own", "wrong"), 401)]
)
@pytest.mark.assumed("A-8")
def test_where_keys_count_the_pass_is_one_of_the_project(pair: tuple[str, str], status: int) -> None:
    own = WORLD["projects"][0] | {"key": "own", "secret": "secret"}
    other = {"id": 2, "key": "other", "secret": "secret"}
    with open_world(WORLD | {"projects": [own, other]}, auth="keys", reading="schema") as api:
        assert api.get(f"/v1/pass/{IOS}/download", auth=pair).status_code == status


@pytest.mark.assumed("A-33")
def test_the_link_of_an_android_pass_leads_to_its_card() -> None:
    with open_world(WORLD) as api:
        response = download(api, ANDROID)
        assert response.status_code == 302
        location = response.headers["location"]
        assert location.endswith(f"/__admin/passes/{ANDROID}/card")
        card = api.get(urlsplit(location).path, headers={"Host": "localhost"}, **BARE)
    assert card.status_code == 200
    assert "LA Dodgers at SF Giants" in card.text


@pytest.mark.assumed("A-33")
def test_the_card_is_in_the_sandbox_of_the_link() -> None:
    with open_world(WORLD) as api:
        named = download(api, ANDROID, headers={"X-Mockserver-Sandbox": "here"})
        assert "/sandboxes/here/__admin/" in named.headers["location"]
        below = api.get(f"/sandboxes/there/v1/pass/{ANDROID}/download", **BARE)
        assert "/sandboxes/there/__admin/" in below.headers["location"]


@pytest.mark.parametrize("pass_id", [IOS, ANDROID])
@pytest.mark.assumed("A-33")
def test_a_browser_is_led_to_the_card_of_any_pass(pass_id: int) -> None:
    with open_world(WORLD) as api:
        response = download(api, pass_id, headers=HTML)
    assert response.status_code == 302
    assert response.headers["location"].endswith(f"/passes/{pass_id}/card")


@pytest.mark.assumed("A-33")
def test_who_wants_json_of_an_android_pass_is_told_that_there_is_no_file() -> None:
    with open_world(WORLD) as api:
        assert "Apple passes only" in problem(download(api, ANDROID, headers=JSON), 404)
        assert download(api, IOS, headers=JSON).status_code == 200


@pytest.mark.assumed("A-33")
def test_without_the_lab_there_is_no_card() -> None:
    with open_world(WORLD, no_admin=True) as api:
        problem(download(api, ANDROID), 404)
        assert unzip(download(api, IOS, headers=HTML).content)


@pytest.mark.parametrize("pass_id", [9, 2**63, 10**18])
@pytest.mark.published("apple-passes-only § Download Apple Wallet .pkpass")
def test_an_unknown_pass_is_not_found(pass_id: int) -> None:
    with open_world(WORLD) as api:
        problem(download(api, pass_id), 404)


@pytest.mark.assumed("A-32")
def test_the_journal_knows_which_event_a_download_was_about() -> None:
    with open_world(WORLD) as api:
        download(api)
        (told,) = api.admin("GET", f"/requests?event={E}").json()["requests"]
    assert told["operation"] == "download_pass"
    assert told["touched"] == {"events": [E], "passes": 1}
