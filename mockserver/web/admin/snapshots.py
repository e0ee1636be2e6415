"""Snapshots: moments of a sandbox to go back to, and what became different since."""

from contextlib import closing
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from mockserver.domain.errors import Conflict, NotFound
from mockserver.domain.refs import Id
from mockserver.sandbox.diff import diff
from mockserver.sandbox.registry import LONGEST_NAME, NAME
from mockserver.sandbox.sandbox import Sandbox
from mockserver.sandbox.snapshot import Snapshot
from mockserver.web.admin.dependencies import AdminModel, CurrentSandbox, Server
from mockserver.web.admin.route import AdminRoute
from mockserver.web.admin.seed_bodies import example_response
from mockserver.web.streaming import stream_json
from mockserver.web.turns import in_turns

router = APIRouter(prefix="/snapshots", tags=["Snapshots"], route_class=AdminRoute)
Name = Annotated[
    str, Path(pattern=f"^({NAME.pattern})$", max_length=LONGEST_NAME, examples=["before-checkout"])
]

LIST_EXAMPLE = {"snapshots": [{"name": "before-checkout"}], "count": 1}
PASS_EXAMPLE = {"event": 42, "id": 8, "platform": "ios", "status": "not_been_installed"}
CHANGE_EXAMPLE = {"pointer": "/fields/eventName/value", "before": "Opening", "after": "Opening night"}
DIFF_EXAMPLE = {
    "events": {"added": [], "removed": [], "changed": [{"id": 42, "changes": [CHANGE_EXAMPLE]}]},
    "passes": {"added": [PASS_EXAMPLE], "removed": [], "changed": []},
}


class SnapshotEntry(AdminModel):
    """A snapshot."""

    name: str


class SnapshotList(AdminModel):
    """All snapshots of a sandbox."""

    snapshots: list[SnapshotEntry]
    count: int


class Change(AdminModel):
    """A member that differs. Where there is none, its value is null."""

    pointer: str = Field(description="The member, as a JSON pointer into the entry of a seed document.")
    before: Any
    after: Any


class Changed(AdminModel):
    """Something that differs."""

    id: Id
    changes: list[Change]


class Differences(AdminModel):
    """What became different, in id order."""

    added: list[dict[str, Any]] = Field(description="As entries of a seed document.")
    removed: list[dict[str, Any]] = Field(description="As entries of a seed document.")
    changed: list[Changed]


class Diff(AdminModel):
    """What became different since a snapshot."""

    events: Differences
    passes: Differences


@router.get("", summary="List the snapshots", responses=example_response(LIST_EXAMPLE))
async def list_snapshots(sandbox: CurrentSandbox) -> SnapshotList:
    """All snapshots of the sandbox, in the order first saved."""
    found = [SnapshotEntry(name=name) for name in sandbox.snapshots]
    return SnapshotList(snapshots=found, count=len(found))


@router.put("/{name}", summary="Save a snapshot", status_code=204)
async def save_snapshot(sandbox: CurrentSandbox, server: Server, name: Name) -> None:
    """Remember data, ids to come, clock and policy as they are, in place of a snapshot of that name."""
    replaced = sandbox.snapshots.get(name)
    if replaced is None and len(sandbox.snapshots) >= server.settings.max_snapshots:
        raise Conflict(
            f"The sandbox has {len(sandbox.snapshots)} snapshots, as many as there may be; delete one first."
        )
    sandbox.snapshots[name] = sandbox.image()
    if replaced is not None:
        replaced.close()


@router.post("/{name}/restore", summary="Restore a snapshot", status_code=204)
async def restore_snapshot(sandbox: CurrentSandbox, name: Name) -> None:
    """Make data, ids to come, clock and policy as they were. The snapshot stays; so do faults and journal."""
    sandbox.restore(_get(sandbox, name))


@router.delete("/{name}", summary="Delete a snapshot", status_code=204)
async def delete_snapshot(sandbox: CurrentSandbox, name: Name) -> None:
    """Forget a snapshot."""
    _get(sandbox, name).close()
    del sandbox.snapshots[name]


@router.get(
    "/{name}/diff",
    summary="Tell what became different",
    response_class=Response,
    responses=example_response(DIFF_EXAMPLE, Diff),
)
async def diff_snapshot(
    sandbox: CurrentSandbox,
    name: Name,
    to: Annotated[
        str | None, Query(description="Another snapshot, in place of now.", examples=["after"])
    ] = None,
) -> Response:
    """The events and passes that were added, removed and changed since a snapshot."""
    later = sandbox.database if to is None else _get(sandbox, to).database
    # There may be a hundred thousand of them: they are right already, and are not judged again.
    with (
        closing(_get(sandbox, name).database.copy()) as before,
        closing(later.copy()) as after,
        after.transaction(),
    ):
        found = await in_turns(diff(before, after))
    return stream_json(found)


def _get(sandbox: Sandbox, name: str) -> Snapshot:
    found = sandbox.snapshots.get(name)
    if found is None:
        raise NotFound(f"There is no snapshot {name!r}; expected one of {list(sandbox.snapshots)}.")
    return found
