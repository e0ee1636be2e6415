"""The guides in the lab: listed as llms.txt, each served as it is written."""

import re
from pathlib import Path
from urllib.parse import urljoin

from tests.world import Api

ROOT = Path(__file__).parents[3]
DOCS = sorted((ROOT / "docs").glob("*.md"))
LINK = re.compile(r"- \[(.+?)\]\((.+?)\): .{20,}")


def test_every_guide_is_listed_and_served(api: Api) -> None:
    listed = api.admin("GET", "/llms.txt")
    assert listed.headers["content-type"] == "text/plain; charset=utf-8"
    assert listed.text.startswith("# mockserver\n\n> ")
    section = listed.text.partition("## Guides\n")[2].partition("\n## ")[0]
    links = [match.groups() for match in map(LINK.fullmatch, section.split("\n")) if match]
    assert len(links) == len(section.strip().split("\n")) == len(DOCS) + 1
    for (title, target), file in zip(links, [ROOT / "README.md", *DOCS], strict=True):
        served = api.admin("GET", f"/{target}")
        assert served.text == file.read_text(encoding="utf-8")
        assert served.text.startswith(f"# {title}\n")
        assert served.headers["content-type"] == "text/plain; charset=utf-8"


def test_everything_that_is_listed_is_there(api: Api) -> None:
    for target in re.findall(r"\]\((.+?)\)", api.admin("GET", "/llms.txt").text):
        place = urljoin("/__admin/llms.txt", target)
        is_admin = place.startswith("/__admin")
        answer = api.admin("GET", place.removeprefix("/__admin")) if is_admin else api.get(place)
        assert answer.status_code == 200, target


def test_guides_lead_to_each_other(api: Api) -> None:
    (target,) = set(re.findall(r"\]\((LAB\.md)\)", api.admin("GET", "/guides/testing").text))
    assert api.admin("GET", f"/guides/{target}").text.startswith("# The lab\n")


def test_a_guide_that_there_is_not_is_told_with_the_one_meant(api: Api) -> None:
    told = api.admin("GET", "/guides/testng")
    assert told.status_code == 404
    assert told.json()["details"] == 'There is no guide "testng"; did you mean testing?'
