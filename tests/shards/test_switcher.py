"""The inspector before several shards: its switcher shows all of them, or says which is silent."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser import needs_chromium, open_browser
from tests.shards.cluster import Cluster, open_cluster
from tests.world import EVENT

pytestmark = [pytest.mark.slow, needs_chromium]


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    with open_cluster(tmp_path_factory.mktemp("shards"), 3) as cluster:
        yield cluster


@pytest.fixture
def page() -> Iterator[Page]:
    expect.set_options(timeout=20_000)
    with open_browser() as browser:
        yield browser.new_page()


def make_in_each(cluster: Cluster, http: httpx.Client) -> dict[str, str]:
    """A sandbox in each shard; gives their names."""
    path = "/shards/{}/__admin/sandboxes"
    return {shard: http.post(path.format(shard), json={}).json()["name"] for shard in cluster.urls}


def test_the_switcher_lists_the_sandboxes_of_every_shard(cluster: Cluster, page: Page) -> None:
    with cluster.client() as http:
        made = list(make_in_each(cluster, http).values())
        for name in made:
            http.get(EVENT, headers={"X-Mockserver-Sandbox": name}).raise_for_status()
        page.goto(f"{cluster.url}/?sandbox={made[0]}")
        switcher = page.get_by_label("Sandbox, one of 4")  # and the default one, which is in one shard alone
        for shard, name in zip(cluster.urls, made, strict=True):
            group = switcher.locator(f"optgroup[label={shard}]")
            expect(group.locator(f"option[value='{name}']")).to_contain_text(f"{name} · 1 request · ")
        expect(page.locator(".missing")).to_have_count(0)
        switcher.select_option(made[2])
        expect(page.locator(".requests a")).to_have_count(1)
        page.locator(".requests a").first.click()
        expect(page.locator(".detail .head")).to_be_visible()
        for name in made:
            http.delete(f"/__admin/sandboxes/{name}")


def test_a_shard_that_is_silent_is_named_and_the_page_comes_from_another(tmp_path: Path, page: Page) -> None:
    with open_cluster(tmp_path, 2) as cluster, cluster.client() as http:
        names = make_in_each(cluster, http)
        silent = http.get("/__admin/health").json()["shard"]  # where all goes that names no sandbox
        other = "s1" if silent == "s2" else "s2"
        switcher = page.get_by_label("Sandbox, one of")
        page.goto(f"{cluster.url}/?sandbox={names[other]}")
        expect(switcher.locator(f"option[value='{names[silent]}']")).to_be_attached()
        cluster.processes[silent].kill()
        cluster.processes[silent].wait()
        switcher.focus()
        for _ in range(2):
            expect(page.get_by_text(f"{silent} is silent")).to_be_visible()
            expect(switcher.locator(f"option[value='{names[silent]}']")).to_have_count(0)
            expect(switcher.locator(f"option[value='{names[other]}']")).to_be_attached()
            page.reload()


def test_a_shard_that_is_asked_directly_says_that_there_are_others(cluster: Cluster, page: Page) -> None:
    page.goto(cluster.urls["s2"])
    expect(page.get_by_text("s2 alone")).to_be_visible()
    expect(page.locator("optgroup[label=s2] option[value=default]")).to_be_attached()
