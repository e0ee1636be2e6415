"""The page and its files: who gets them, with which headers, and who does not."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from mockserver.web.inspector.files import FOLDER
from tests.world import Api, open_world, problem

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Host": "localhost"}
TOKEN = "wardrobe"
WITH = {".html", ".js", ".css", ".svg", ".LICENSE"}
FILES = sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*") if file.suffix in WITH)
ROOT = Path(__file__).parents[3]
DOCS = (FOLDER / "js" / "docs.js").read_text(encoding="utf-8")
KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


def browse(api: Api, path: str, **headers: str) -> httpx.Response:
    """Open an address in a browser, as far as headers go."""
    return api.get(path, without=("authorization", "api-revision"), auth=None, headers=BROWSER | headers)


@pytest.mark.parametrize("path", ["/", "/__admin", "/__admin/", "/sandboxes/checkout/", "/?panel=wallet"])
def test_a_browser_gets_the_page(api: Api, path: str) -> None:
    answer = browse(api, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<title>mockserver inspector</title>" in answer.text


@pytest.mark.parametrize("path", ["/", "/__admin"])
def test_whoever_does_not_ask_for_a_page_gets_none(api: Api, path: str) -> None:
    for accept in ("*/*", "application/json"):
        assert "<title>" not in browse(api, path, Accept=accept).text


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_served_as_what_it_is(api: Api, name: str) -> None:
    answer = browse(api, f"/__inspector/{name}")
    assert answer.status_code == 200
    assert answer.content == (FOLDER / name).read_bytes()
    kind = KINDS.get(Path(name).suffix, "text/plain")
    assert answer.headers["content-type"].partition(";")[0] == kind
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("guide", sorted(set(re.findall(r"^  ([A-Z]+):", DOCS, re.MULTILINE))))
def test_every_guide_that_the_page_lists_is_there(api: Api, guide: str) -> None:
    answer = browse(api, f"/__inspector/guides/{guide}.md")
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.content == (ROOT / "docs" / f"{guide}.md").read_bytes()


def test_a_page_may_load_what_this_server_has_and_nothing_else(api: Api) -> None:
    policy = browse(api, "/").headers["content-security-policy"]
    assert policy.startswith("default-src 'self'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_no_file_of_ours_names_another_host() -> None:
    ours = [file for file in FOLDER.rglob("*") if file.is_file() and "vendor" not in file.parts]
    assert len(ours) > 30
    named = {host for file in ours for host in re.findall(r"https?://[\w.-]+", file.read_text("utf-8"))}
    assert named <= {"http://www.w3.org"}  # the name of a language, which nobody asks


def test_a_browser_that_has_a_file_is_not_sent_it_again(api: Api) -> None:
    first = browse(api, "/__inspector/js/main.js")
    tag = first.headers["etag"]
    assert tag.startswith('"')
    assert first.headers["cache-control"] == "no-cache"
    again = browse(api, "/__inspector/js/main.js", **{"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert browse(api, "/__inspector/js/main.js", **{"If-None-Match": '"other"'}).status_code == 200


def test_a_file_is_sent_small_to_whoever_can_read_it(api: Api) -> None:
    plain = browse(api, "/__inspector/js/main.js", **{"Accept-Encoding": "identity"})
    small = browse(api, "/__inspector/js/main.js", **{"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert small.content == plain.content
    assert small.headers["etag"] != plain.headers["etag"]
    assert int(small.headers["content-length"]) < len(plain.content)


@pytest.mark.parametrize(
    "name", ["nothing.js", "..%2Fapp.py", "%2e%2e/app.py", "js", "vendor/sha256.txt", ""]
)
def test_what_is_no_file_of_the_page_is_not_there(api: Api, name: str) -> None:
    assert "inspector" in problem(browse(api, f"/__inspector/{name}"), 404)


def test_the_icon_is_ours(api: Api) -> None:
    answer = browse(api, "/favicon.ico")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.content == (FOLDER / "favicon.svg").read_bytes()


@pytest.mark.parametrize("setting", ["no_inspector", "no_admin"])
def test_it_can_be_left_out(setting: str) -> None:
    left_out: dict[str, Any] = {setting: True}
    with open_world(**left_out) as api:
        assert "<title>mockserver inspector" not in browse(api, "/").text
        problem(browse(api, "/__inspector/js/main.js"), 404)


@pytest.mark.parametrize("path", ["/", "/__inspector/js/main.js", "/favicon.ico"])
def test_it_stands_behind_the_guard_of_the_lab(api: Api, path: str) -> None:
    assert "another site" in problem(browse(api, path, **{"Sec-Fetch-Site": "cross-site"}), 403)
    assert "--admin-hosts rebound.example.com" in problem(browse(api, path, Host="rebound.example.com"), 403)


def test_looking_makes_no_sandbox_and_leaves_no_trace(api: Api) -> None:
    for path in ("/", "/sandboxes/looked-at/", "/sandboxes/looked-at/__admin", "/__inspector/js/main.js"):
        browse(api, path)
    assert api.admin("GET", "/requests").json()["count"] == 0
    assert [each["name"] for each in api.admin("GET", "/sandboxes").json()["sandboxes"]] == ["default"]


def test_a_code_is_drawn_of_a_text(api: Api) -> None:
    answer = browse(api, "/__inspector/qr?text=aff7ffbf-04d7-4180-9da2-c790e08da0b8")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.text.startswith("<svg")
    assert answer.text != browse(api, "/__inspector/qr?text=other").text


@pytest.mark.parametrize("query", ["", "?text=", f"?text={'x' * 1001}"])
def test_a_code_of_nothing_or_too_much_is_refused(api: Api, query: str) -> None:
    assert "expected 1 to 1000" in problem(browse(api, f"/__inspector/qr{query}"), 400)


def sign_in(api: Api, token: str, **headers: str) -> httpx.Response:
    form = {"Content-Type": "application/x-www-form-urlencoded", "Host": "localhost"} | headers
    return api.request(
        "POST", "/__inspector/login", auth=None, headers=form, content=f"token={token}".encode()
    )


def test_a_server_with_a_token_asks_for_it_first() -> None:
    with open_world(admin_token=TOKEN) as api:
        form = browse(api, "/")
        assert 'action="/__inspector/login"' in form.text
        assert 'name="token" type="password"' in form.text
        assert sign_in(api, "guessed").headers["location"] == "/?again"
        assert "set-cookie" not in sign_in(api, "guessed").headers


def test_whoever_knows_the_token_gets_a_cookie_that_opens_page_and_lab() -> None:
    with open_world(admin_token=TOKEN) as api:
        answer = sign_in(api, TOKEN)
        assert (answer.status_code, answer.headers["location"]) == (303, "/")
        cookie, *attributes = answer.headers["set-cookie"].split("; ")
        assert {"HttpOnly", "SameSite=strict"} <= set(attributes)
        assert TOKEN not in cookie
        assert "<title>mockserver inspector</title>" in browse(api, "/", Cookie=cookie).text
        assert api.admin("GET", "/clock", headers={"Cookie": cookie}, auth=None).status_code == 200
        assert api.admin("GET", "/clock", headers={"Cookie": f"{cookie}0"}, auth=None).status_code == 401


def test_no_other_site_can_sign_a_browser_in() -> None:
    with open_world(admin_token=TOKEN) as api:
        problem(sign_in(api, TOKEN, Origin="https://evil.example.com"), 403)


def test_a_form_that_does_not_end_is_not_read_to_its_end() -> None:
    with open_world(admin_token=TOKEN) as api:
        assert sign_in(api, "x" * 100_000).headers["location"] == "/?again"
