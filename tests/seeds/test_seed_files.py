"""Where seeds come from: files, folders, and the names of those that come with the package."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from mockserver.seeds.files import SeedRefused, fixtures, read_seeds
from mockserver.settings import Settings
from tests.world import PROJECT, P, open_app

NAMES = ["documentation", "season", "volume"]


def write(file: Path, event_id: int = 1, name: str = "x") -> str:
    """A seed file with one event; gives its path."""
    fields = {"eventName": {"value": name}}
    document = {"projects": [{"id": P, "events": [{"id": event_id, "fields": fields}]}]}
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(document), encoding="utf-8")
    return str(file)


def names(*given: str) -> list[str]:
    """The names of the files that are read."""
    return [Path(file.name).name for file in read_seeds(list(given))]


def faults(*given: str) -> list[str]:
    """The lines that seeds are refused with."""
    with pytest.raises(SeedRefused) as refused:
        read_seeds(list(given))
    return str(refused.value).splitlines()


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json"])
def test_a_file_is_read(tmp_path: Path, suffix: str) -> None:
    with open_app(None, seed=[write(tmp_path / f"my{suffix}", event_id=7)]) as api:
        assert api.get(f"{PROJECT}/7").status_code == 200


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_any_character_is_read(tmp_path: Path, suffix: str, encoding: str) -> None:
    file = tmp_path / f"my{suffix}"
    file.write_text(json.dumps({"projects": [{"name": "Été 夜 🎉"}]}, ensure_ascii=False), encoding=encoding)
    assert read_seeds([str(file)])[0].document.projects[0].name == "Été 夜 🎉"


def test_json_that_escapes_what_is_beyond_ascii_is_read(tmp_path: Path) -> None:
    with open_app(None, seed=[write(tmp_path / "my.json", name="🎉")]) as api:
        assert api.get(f"{PROJECT}/1").json()["fields"]["eventName"]["value"] == "🎉"


@pytest.mark.parametrize("suffix", [".yaml", ".json"])
def test_a_field_keeps_whatever_json_can_hold(tmp_path: Path, suffix: str) -> None:
    extra: dict[str, Any] = {
        "number": 1.5,
        "large": 2**63 - 1,
        "yes": True,
        "nothing": None,
        "list": [{"deep": []}],
    }
    file = tmp_path / f"my{suffix}"
    document = {"projects": [{"id": P, "events": [{"fields": {"seat": extra}}]}]}
    file.write_text(json.dumps(document))
    with open_app(None, seed=[str(file)]) as api:
        assert api.get(f"{PROJECT}/1").json()["fields"]["seat"] == {"label": "Seat"} | extra


def test_a_date_without_quotes_is_a_string(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text("projects: [{name: 2027-05-14, events: [{createdAt: 2026-09-01T08:00:00Z}]}]")
    assert read_seeds([str(file)])[0].document.projects[0].name == "2027-05-14"


def test_anchors_and_merge_keys_of_yaml_are_understood(tmp_path: Path) -> None:
    file = tmp_path / "my.yaml"
    file.write_text("projects: [{name: &x y, key: *x}, &p {id: 1}, {<<: *p, id: 2, secret: s}]")
    projects = read_seeds([str(file)])[0].document.projects
    assert [(each.id, each.name, each.key, each.secret) for each in projects] == [
        (None, "y", "y", None),
        (1, None, None, None),
        (2, None, None, "s"),
    ]


@pytest.mark.parametrize("text", ["", "# nothing\n", "null", "{}", "$schema: seed.schema.json"])
def test_an_empty_document_is_an_empty_world(tmp_path: Path, text: str) -> None:
    file = tmp_path / "my.yaml"
    file.write_text(text)
    with open_app(None, seed=[str(file)]) as api:
        assert api.get(f"{PROJECT}/1").status_code == 404


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.json", "c.yml"):
        write(tmp_path / name, name=name)
    assert names(str(tmp_path)) == ["a.json", "b.yaml", "c.yml"]
    with open_app(None, seed=[str(tmp_path)]) as api:
        assert api.get(f"{PROJECT}/1").json()["fields"]["eventName"]["value"] == "c.yml"


def test_what_is_no_seed_is_left_out_of_a_folder(tmp_path: Path) -> None:
    for name in ("a.yaml", "seed.schema.json", "notes.txt", "a.yaml~"):
        write(tmp_path / name)
    write(tmp_path / "folder.yaml" / "b.yaml")
    assert names(str(tmp_path)) == ["a.yaml"]


def test_seeds_are_read_in_the_order_given(tmp_path: Path) -> None:
    given = [write(tmp_path / name) for name in ("b.yaml", "a.yaml")]
    assert names(*given, "documentation") == ["b.yaml", "a.yaml", "documentation.yaml"]


def test_several_seeds_can_be_named_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = [write(tmp_path / name) for name in ("b.yaml", "a.yaml")]
    monkeypatch.setenv("MOCKSERVER_SEED", ",".join(given))
    assert Settings().seed == given


@pytest.mark.parametrize("given", [None, [], ["none"]], ids=["not said", "empty", "none"])
def test_a_world_without_seeds(given: list[str] | None) -> None:
    read = read_seeds(given)
    assert [Path(file.name).stem for file in read] == (["documentation"] if given is None else [])


@pytest.mark.parametrize("name", NAMES)
def test_a_seed_of_the_package_is_known_by_its_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).mkdir()
    assert read_seeds([name])[0].name == str(fixtures() / f"{name}.yaml")


def test_a_path_is_never_taken_for_the_name_of_a_seed_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "season" / "my.yaml")
    assert names("./season") == ["my.yaml"]


# --- what cannot be read


def test_a_missing_file_is_told_with_the_names_that_there_are(tmp_path: Path) -> None:
    missing = tmp_path / "nowhere.yaml"
    assert faults(str(missing)) == [
        f"{missing}: does not exist: expected a file, a folder, or one of documentation, season, volume"
    ]


def test_a_folder_without_seeds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "seed.schema.json").write_text("{}")
    assert faults(str(tmp_path)) == [
        f"{tmp_path}: holds no seed: expected a file that ends in .yaml, .yml, .json"
    ]


def test_a_file_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "latin.yaml"
    file.write_bytes("projects: [{name: été}]".encode("latin-1"))
    assert faults(str(file)) == [f"{file}: offset 18: byte 0xe9: expected UTF-8"]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "loop.yaml"
    file.symlink_to(file)
    (line,) = faults(str(file))
    assert line.startswith(f"{file}: ")
    assert line.endswith(": expected a file that can be read")


def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(_: Path) -> Any:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", deny)
    assert faults(str(tmp_path)) == [f"{tmp_path}: Permission denied: expected a folder that can be read"]


def test_the_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    texts = {"a.yaml": "projects: 3", "b.yaml": "{}", "c.json": "{"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    *ours, unreadable = faults(str(tmp_path / "nowhere"), str(tmp_path))
    assert ours == [
        f"{tmp_path}/nowhere: does not exist: expected a file, a folder, or one of {', '.join(NAMES)}",
        f"{tmp_path}/a.yaml: projects: 3: expected a list",
    ]
    assert re.match(rf"{tmp_path}/c\.json: line 1, column \d: cannot be read as JSON: ", unreadable)
