"""The command `shards`, and the files under `deploy/` that it writes."""

import json
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml

from mockserver.server.server import MockServer
from tests.shell import Shell

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
NAMES = ["s1", "s2", "s3"]


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: str(file.name))
def test_a_file_to_deploy_is_what_the_command_in_its_head_writes(shell: Shell, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    _, _, command = text.partition("written by: ")
    assert shell.get(*shlex.split(command.splitlines()[0])[1:]) == text


def test_every_proxy_has_a_file_to_deploy() -> None:
    assert {file.name for file in DEPLOY.iterdir()} == {"haproxy.cfg", "kubernetes.yaml"}


def test_a_proxy_knows_each_shard_where_it_is_said_to_be(shell: Shell) -> None:
    servers = "127.0.0.1:8501,[::1]:8502"
    written = shell.get("shards", "2", "--print", "haproxy", "--bind", "127.0.0.1:8499", "--servers", servers)
    lines = [line.strip() for line in written.splitlines()]
    assert "bind 127.0.0.1:8499" in lines
    for line in ("server s1 127.0.0.1:8501", "server s2 [::1]:8502"):
        assert line in lines
        name = line.split()[1]
        assert {f"{line} check", f"{line} track {name}/{name}"} <= set(lines)
    assert "@" not in written


def read_compose(shell: Shell) -> dict[str, Any]:
    return dict(yaml.safe_load(shell.get("shards", "3", "--print", "compose", "--bind", "127.0.0.1:9000")))


def test_compose_runs_each_shard_and_the_proxy_before_them(shell: Shell) -> None:
    services = read_compose(shell)["services"]
    proxy = services.pop("proxy")
    assert {name: each["environment"]["MOCKSERVER_SHARD"] for name, each in services.items()} == {
        name: name for name in NAMES
    }
    assert proxy["ports"] == ["127.0.0.1:9000:8412"]
    assert list(proxy["depends_on"]) == NAMES
    assert not any("ports" in each for each in services.values())


def test_the_proxy_of_compose_is_configured_as_the_file_says(shell: Shell) -> None:
    inside = read_compose(shell)["configs"]["haproxy"]["content"].replace("$$", "$")
    assert bare(inside) == bare((DEPLOY / "haproxy.cfg").read_text(encoding="utf-8"))


def bare(configuration: str) -> list[str]:
    """The lines of a configuration behind that which tells of its command."""
    return configuration.rstrip().splitlines()[1:]


def test_the_compose_file_of_the_checkout_has_the_same_shards_in_a_profile(shell: Shell) -> None:
    written = read_compose(shell)["services"]
    here = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))["services"]
    for name in NAMES:
        assert here[name] == written[name] | {"profiles": ["shards"], "build": "."}
    own = {"profiles", "ports", "volumes"}
    assert {key: here["proxy"][key] for key in here["proxy"].keys() - own} == {
        key: written["proxy"][key] for key in written["proxy"].keys() - {"ports", "configs"}
    }
    assert here["proxy"]["profiles"] == ["shards"]
    assert here["proxy"]["volumes"] == ["./deploy/haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro"]
    assert here["proxy"]["ports"] != here["mockserver"]["ports"]


def read_manifest() -> dict[tuple[str, str], Any]:
    """The objects of the manifest, by kind and name."""
    documents = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
    return {(each["kind"], each["metadata"]["name"]): each for each in documents}


def test_kubernetes_asks_every_shard_whether_it_lives_and_is_ready() -> None:
    manifest = read_manifest()
    shards = manifest["StatefulSet", "mockserver-shard"]["spec"]
    pod = shards["template"]["spec"]
    (container,) = pod["containers"]
    assert shards["replicas"] == len(NAMES)
    assert pod["enableServiceLinks"] is False
    assert container["livenessProbe"]["httpGet"]["path"] == "/livez"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert {"name": "MOCKSERVER_SEED", "value": "/seeds"} in container["env"]
    assert {"name": "seeds", "configMap": {"name": "mockserver-seeds"}} in pod["volumes"]
    for ordinal, name in enumerate(NAMES):
        selector = manifest["Service", name]["spec"]["selector"]
        assert selector["statefulset.kubernetes.io/pod-name"] == f"mockserver-shard-{ordinal}"


def test_the_seeds_of_kubernetes_are_seeds(shell: Shell, tmp_path: Path) -> None:
    for name, text in read_manifest()["ConfigMap", "mockserver-seeds"]["data"].items():
        (tmp_path / name).write_text(text)
    assert shell.run("seed", "validate", str(tmp_path)).code == 0


def test_the_proxy_of_kubernetes_is_configured_as_the_file_says() -> None:
    inside = read_manifest()["ConfigMap", "mockserver-proxy"]["data"]["haproxy.cfg"]
    assert bare(inside) == bare((DEPLOY / "haproxy.cfg").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["0", "--print", "haproxy"], "'N'"),
        (["1000", "--print", "haproxy"], "'N'"),
        (["3"], "--print"),
        (["3", "--print", "nginx"], "nginx"),
        (["3", "--print", "haproxy", "--bind", "here"], "--bind is 'here'"),
        (["3", "--print", "haproxy", "--bind", "127.0.0.1:65536"], "--bind is '127.0.0.1:65536'"),
        (["3", "--print", "compose", "--bind", ":8412"], "--bind is ':8412'"),
        (["3", "--print", "kubernetes", "--bind", ":8412"], "--bind is ':8412'"),
        (["3", "--print", "compose", "--servers", "a:1,b:2,c:3"], "--servers is 'a:1,b:2,c:3'"),
        (["3", "--print", "haproxy", "--servers", "a:1,b:2"], "expected 3 of HOST:PORT"),
        (["2", "--print", "haproxy", "--servers", "a:1,b c:2"], "--servers is 'b c:2'"),
        (["2", "--print", "haproxy", "--servers", "a:1,b:0"], "--servers is 'b:0'"),
    ],
)
def test_what_cannot_be_written_is_told(shell: Shell, arguments: list[str], told: str) -> None:
    failed = shell.run("shards", *arguments)
    assert (failed.code, failed.out) == (2, "")
    assert told in failed.err


def test_a_view_of_one_shard_is_not_shown_as_the_whole(shell: Shell) -> None:
    with MockServer(shard="s2") as part:
        for command in (["sandboxes", "list"], ["health"]):
            told = shell.run(*command, "--url", part.url)
            assert (told.code, told.err) == (
                0,
                "mockserver: this is s2 alone; expected --shards with all of them for the whole\n",
            )
            assert told.out


def test_a_server_that_is_no_shard_is_the_whole(shell: Shell) -> None:
    titles, row = shell.get("health").splitlines()
    assert titles.split() == ["shard", "status", "version", "uptime", "sandboxes", "seed"]
    assert row.split()[:2] == ["-", "ready"]
    assert json.loads(shell.get("health", "--json"))["status"] == "ready"


@pytest.mark.parametrize("command", ["sandboxes list", "health"])
def test_shards_that_do_not_answer_fail_the_whole(shell: Shell, command: str) -> None:
    line = shell.fail(*command.split(), "--shards", "s1,s2")
    assert line.startswith("the shard s1 is silent, so that the whole is not known: ")


@pytest.mark.parametrize("names", ["1", "s1,", "s1,s1", "s0", "s1 s2"])
def test_names_that_are_none_of_shards_are_told(shell: Shell, names: str) -> None:
    assert f"{names!r}: expected different shards" in shell.fail("health", "--shards", names, code=2)


def test_a_proxy_tells_who_looks_at_the_whole_what_shards_there_are(shell: Shell) -> None:
    written = shell.get("shards", "2", "--print", "haproxy")
    assert """string '{"shards":["s1","s2"]}' if { path /__admin/shards }""" in written


@pytest.mark.parametrize(("shards", "threads"), [(1, 1), (2, 1), (3, 2), (8, 4), (999, 64)])
def test_a_proxy_has_a_thread_for_two_shards(shell: Shell, shards: int, threads: int) -> None:
    written = shell.get("shards", str(shards), "--print", "haproxy")
    assert f"    nbthread {threads} " in written
