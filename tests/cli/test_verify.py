"""`mockserver verify`, as it is typed."""

import json
from pathlib import Path

import pytest

from tests.shell import Shell
from tests.world import PX

AT = ("--project", PX, "--rate", "unlimited")


@pytest.fixture
def base(shell: Shell, tmp_path: Path) -> tuple[str, ...]:
    """The options that name the server, with credentials in the environment, in a folder of its own."""
    shell.patch.chdir(tmp_path)
    shell.patch.setenv("AIRSHIP_KEY", "Zq8vTn3LkWp1")
    shell.patch.setenv("AIRSHIP_SECRET", "s3cr3t-Xy7Rb2Mn9Qf4")
    return ("verify", "--base-url", f"{shell.url}/v1", *AT)


def test_without_consent_it_tells_what_it_would_send_and_sends_nothing(
    shell: Shell, base: tuple[str, ...]
) -> None:
    before = shell.http.get("/__admin/requests").json()["count"]
    shell.patch.delenv("AIRSHIP_KEY")
    told = shell.get(*base, "--only", "R-3")
    assert "Requests, at most: 5 (2 DELETE, 2 GET, 1 POST)" in told
    assert f"/events/project/id/{PX}/id/mockserver-verify-" in told
    assert shell.http.get("/__admin/requests").json()["count"] == before


def test_what_is_not_asked_is_told_before_with_its_reason(shell: Shell, base: tuple[str, ...]) -> None:
    first, second = shell.get(*base, "--only", "A-8,A-15").split("Not asked: 1 probes")
    assert ("create-nowhere" in first, "second-project" in first) == (True, False)
    assert second.splitlines()[2].split()[:4] == ["second-project", "A-8", "needs", "--second-project:"]


def test_a_server_like_ours_has_no_difference(shell: Shell, base: tuple[str, ...], tmp_path: Path) -> None:
    files = ("-o", "r.json", "--markdown", "r.md", "--junit", "r.xml", "--profile", "p.yaml")
    told = shell.get(*base, "--yes", "--only", "R-3,A-15", *files)
    assert "2 probes: 2 agrees" in told
    assert json.loads((tmp_path / "r.json").read_text())["claims"]["R-3"]["outcome"] == "agrees"
    assert "R-3: examples" in (tmp_path / "p.yaml").read_text()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["p.yaml", "r.json", "r.md", "r.xml"]
    texts = [each.read_text() for each in tmp_path.iterdir()]
    assert not any("s3cr3t" in text or "Zq8v" in text for text in [told, *texts])


def test_a_server_on_this_machine_is_asked_with_what_the_documentation_names(
    shell: Shell, tmp_path: Path
) -> None:
    shell.patch.chdir(tmp_path)
    assert "2 probes: 2 agrees" in shell.get("verify", "--base-url", shell.url, "--yes", "--only", "R-3,A-15")


def test_a_difference_is_told_by_the_exit_code(shell: Shell, base: tuple[str, ...]) -> None:
    shell.http.patch("/__admin/sandboxes/default", json={"reading": "schema"})
    told = shell.run(*base, "--yes", "--only", "R-3")
    assert told.code == 1
    assert told.out.splitlines()[1].startswith("position")


def test_credentials_may_stand_in_a_file(shell: Shell, base: tuple[str, ...], tmp_path: Path) -> None:
    shell.patch.delenv("AIRSHIP_KEY")
    (tmp_path / "pair").write_text("key:secret\n")
    assert "agrees" in shell.get(*base, "--yes", "--only", "A-15", "--key-file", "pair")
    (tmp_path / "pair").write_text("secret\n")
    assert shell.fail(*base, "--yes", "--key-file", "pair", code=2).endswith("expected one line, key:secret")


def test_a_second_project_needs_credentials_of_its_own(
    shell: Shell, base: tuple[str, ...], tmp_path: Path
) -> None:
    seen = (*base, "--yes", "--only", "A-8", "--second-project")
    assert "AIRSHIP_SECOND_KEY is not set" in shell.fail(*seen, "rival", code=2)
    shell.patch.setenv("AIRSHIP_SECOND_KEY", "Ht5wMd9PzCr6")
    shell.patch.setenv("AIRSHIP_SECOND_SECRET", "s3cr3t-Uv1Ke8Lj3Gx5")
    told = shell.run(*seen, "rival", "-o", "r.json")  # which takes any credentials, and so differs
    assert (told.code, told.out.splitlines()[1].split()) == (
        1,
        ["differs", "A-8", "second-project", "200", "403"],
    )
    assert not any(
        "s3cr3t" in text or "Ht5w" in text for text in (told.out, (tmp_path / "r.json").read_text())
    )
    (tmp_path / "pairs").write_text("key:secret\n")
    assert shell.fail(*seen, "rival", "--key-file", "pairs", code=2).endswith(
        "expected two lines, key:secret"
    )
    (tmp_path / "pairs").write_text("key:secret\nkey-2:secret-2\n")
    assert shell.run(*seen, "rival", "--key-file", "pairs").code == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "--base-url is missing: expected the URL of the service, with /v1; or --clean"),
        (("--base-url", "https://x.example/v1"), "--project is missing: expected the project"),
        (
            ("--base-url", "http://x.example/v1", "--project", "1"),
            "expected https, or an address of this machine",
        ),
        (
            ("--base-url", "https://x.example/v1", "--project", "1", "--rate", "99/s"),
            "--rate '99/s': expected",
        ),
        (
            ("--base-url", "http://127.0.0.1/v1", "--project", "1", "--only", "Z-9"),
            "names no claim and no probe",
        ),
        (("--clean", "missing"), "missing: No such file or directory"),
    ],
)
def test_what_cannot_be_meant_is_told(
    arguments: tuple[str, ...], told: str, shell: Shell, base: tuple[str, ...]
) -> None:
    assert base
    assert told in shell.fail("verify", *arguments, code=2)


def test_without_credentials_it_says_where_they_are_looked_for(shell: Shell, base: tuple[str, ...]) -> None:
    shell.patch.delenv("AIRSHIP_SECRET")
    assert "AIRSHIP_SECRET is not set" in shell.fail(*base, "--yes", code=2)


def test_what_a_killed_run_left_is_deleted(shell: Shell, base: tuple[str, ...], tmp_path: Path) -> None:
    assert base
    path = f"/events/project/id/{PX}/id/mockserver-verify-0123abcd-get-a"
    shell.http.post(f"/v1{path}", json={"fields": {"eventName": {"value": "x"}}}).raise_for_status()
    head = {
        "format": "mockserver-leftovers/1",
        "baseUrl": f"{shell.url}/v1",
        "prefix": "mockserver-verify-0123abcd",
    }
    file = tmp_path / "left"
    file.write_text("\n".join(map(json.dumps, [head, {"making": path}])) + '\n{"maki')
    assert shell.get("verify", "--clean", str(file), "--rate", "unlimited") == ""
    assert shell.http.get(f"/v1{path}").status_code == 404
    assert not file.exists()
