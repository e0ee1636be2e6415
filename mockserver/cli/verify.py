"""`mockserver verify`: ask the real service what the emulator claims of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated
from urllib.parse import quote

import typer

from mockserver.cli.exits import WRONG_USAGE, echo_error, fail
from mockserver.cli.output import echo, echo_rows, write_document
from mockserver.server.signals import BY_SIGNAL

if TYPE_CHECKING:
    from mockserver.verify.command import Job
    from mockserver.verify.exchange import Pair
    from mockserver.verify.report import ProbeResult, Report

OWN = ("AIRSHIP_KEY", "AIRSHIP_SECRET")
SECOND = ("AIRSHIP_SECOND_KEY", "AIRSHIP_SECOND_SECRET")
"""Where credentials are looked for: those of the project, and those of the second one."""
DOCUMENTED_PROJECT, DOCUMENTED_PAIR = "12345", ("key", "secret")
"""Those of the documentation's examples, with which a server on this machine is asked by default."""
LEFT = 3
"""Exit code if something was not checked, or was left behind."""

BaseUrl = Annotated[str | None, typer.Option("--base-url", metavar="URL", help="Of the service, with /v1.")]
Project = Annotated[
    str | None,
    typer.Option(
        "--project",
        metavar="PROJECT",
        help=f"Its external id, or its id, to make events in; on this machine {DOCUMENTED_PROJECT}.",
    ),
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="PATTERN,...", help="Claims or probes alone, such as R-*,A-15."),
]
Passes = Annotated[
    str | None,
    typer.Option("--event-with-passes", metavar="EVENT", help="An event that has passes; it is only read."),
]
SecondProject = Annotated[
    str | None,
    typer.Option(
        "--second-project",
        metavar="PROJECT",
        help=f"Another one, whose credentials are in {SECOND[0]} and {SECOND[1]}; it is only read.",
    ),
]
Rate = Annotated[
    str | None,
    typer.Option(
        "--rate", metavar="N/s", help="Requests a second; by default 2/s, and 'unlimited' on this machine."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Send the requests. Without it nothing is sent.")]
MayOrphan = Annotated[
    bool, typer.Option("--may-orphan", help="Ask the probe too whose event could be lost with its answer.")
]
KeyFile = Annotated[
    Path | None,
    typer.Option(
        "--key-file",
        metavar="FILE",
        help="A file with key:secret, and in a second line those of --second-project.",
    ),
]
Output = Annotated[str | None, typer.Option("-o", "--output", metavar="FILE", help="The report, as JSON.")]
Markdown = Annotated[str | None, typer.Option("--markdown", metavar="FILE", help="The report, as a page.")]
Junit = Annotated[str | None, typer.Option("--junit", metavar="FILE", help="The report, for build servers.")]
ProfileFile = Annotated[
    str | None, typer.Option("--profile", metavar="FILE", help="What the emulator can be served with.")
]
Clean = Annotated[
    Path | None, typer.Option("--clean", metavar="FILE", help="Delete what a killed run has left, and end.")
]


@dataclass(frozen=True)
class Files:
    """Where a report goes."""

    output: str | None
    markdown: str | None
    junit: str | None
    profile: str | None


def verify(
    *,
    base_url: BaseUrl = None,
    project: Project = None,
    only: Only = None,
    event_with_passes: Passes = None,
    second_project: SecondProject = None,
    rate: Rate = None,
    yes: Yes = False,
    may_orphan: MayOrphan = False,
    key_file: KeyFile = None,
    output: Output = None,
    markdown: Markdown = None,
    junit: Junit = None,
    profile: ProfileFile = None,
    clean: Clean = None,
) -> None:
    """Ask the real service what the emulator claims of it; without --yes, only tell what would be sent.

    Exit codes: 0 no difference, 1 a difference, 2 wrong usage, 3 something could not be checked or is left.
    """
    from mockserver.verify.command import Job, Options, Refused  # noqa: PLC0415 - no other command needs it
    from mockserver.verify.session import is_loopback  # noqa: PLC0415 - as above

    is_here = is_loopback(base_url or "")
    try:
        if clean is not None:
            raise typer.Exit(_clean(clean, key_file, rate))
        options = Options(
            base_url or "",
            _reference(project or (DOCUMENTED_PROJECT if is_here else "")),
            [part for each in only or [] for part in each.split(",") if part],
            None if event_with_passes is None else _reference(event_with_passes),
            rate,
            may_orphan=may_orphan,
            second_project=None if second_project is None else _reference(second_project),
        )
        job = Job(options)
        if not yes:
            _show_plan(job)
            return
        wanted = (OWN,) if second_project is None else (OWN, SECOND)
        pairs = _read_credentials(key_file, wanted, DOCUMENTED_PAIR if is_here else None)
        code = _run(job, pairs, Files(output, markdown, junit, profile))
    except Refused as refused:
        fail(str(refused), WRONG_USAGE)
    raise typer.Exit(code)


def _run(job: Job, pairs: list[Pair], files: Files) -> int:
    """Carry a run out, and tell of it; gives the exit code."""
    from mockserver.verify.exchange import Interrupted  # noqa: PLC0415 - as above

    try:
        with _listening(job.signals), _progress(len(job.probes)) as progress:
            report = job.run(*pairs, progress=progress)
    except Interrupted as interrupted:
        if job.leftovers_file.exists():
            _tell_of(job.leftovers_file)
        return BY_SIGNAL + interrupted.number
    _write(report, files)
    _tell(report)
    if report.left_behind:
        _tell_of(job.leftovers_file)
    return report.exit_code


def _clean(file: Path, key_file: Path | None, rate: str | None) -> int:
    from mockserver.verify.command import clean_up  # noqa: PLC0415 - as above

    left = clean_up(file, _read_credentials(key_file, (OWN,))[0], rate).pending
    for path in left:
        echo(path)
    if left:
        _tell_of(file)
    return LEFT if left else 0


def _show_plan(job: Job) -> None:
    """Tell what a run would send, without sending anything."""
    from mockserver.verify.plan import REASONS  # noqa: PLC0415 - as above

    plan = job.plan()
    echo(f"Nothing is sent without --yes. With it, {job.base_url} is asked {len(plan.probes)} probes:")
    echo_rows(("probe", "claims", "question"), [(p.id, ", ".join(p.claims), p.question) for p in plan.probes])
    if plan.skipped:
        echo("")
        echo(f"Not asked: {len(plan.skipped)} probes")
        echo_rows(
            ("probe", "claims", "because it"),
            [(p.id, ", ".join(p.claims), REASONS[p.needs]) for p in plan.skipped],
        )
    counts = ", ".join(f"{count} {method}" for method, count in sorted(plan.requests.items()) if count)
    echo("")
    echo(f"Requests, at most: {plan.requests.total()} ({counts})")
    echo(f"Made and deleted, with a prefix that is new for each run: {len(plan.made)} events")
    for path in plan.made:
        echo(f"  {path}")


def _tell(report: Report) -> None:
    from mockserver.verify.render import TITLES, rows, summary  # noqa: PLC0415 - as above

    echo_rows(TITLES, rows(report))
    echo("")
    echo(summary(report))
    if report.stopped:
        echo_error(report.stopped)


def _tell_of(file: Path) -> None:
    echo_error(f"something may be left behind; delete it with: mockserver verify --clean {file}")


def _write(report: Report, files: Files) -> None:
    from mockserver.verify.profile import profile_of, to_yaml  # noqa: PLC0415 - as above
    from mockserver.verify.render import junit, markdown  # noqa: PLC0415 - as above

    wanted: dict[str | None, Callable[[], str]] = {
        files.output: lambda: report.model_dump_json(by_alias=True, indent=2),
        files.markdown: lambda: markdown(report).rstrip("\n"),
        files.junit: lambda: junit(report).rstrip("\n"),
        files.profile: lambda: to_yaml(profile_of(report)).rstrip("\n"),
    }
    for name, text in wanted.items():
        if name is not None:
            write_document(name, text())


def _reference(name: str) -> str:
    """A name as paths have it: an integer is an id, anything else an external id."""
    if name.isascii() and name.isdigit():
        return name
    return f"id/{quote(name.removeprefix('id/'), safe='')}"


def _read_credentials(
    file: Path | None, wanted: tuple[Pair, ...], otherwise: Pair | None = None
) -> list[Pair]:
    """The pairs of these variables: of a file, the environment, or whoever sits there; others see flags.

    Args:
        file: holds them.
        wanted: the variables.
        otherwise: the one pair, if there is nothing of it in the environment.
    """
    if file is not None:
        return _read_key_file(file, len(wanted))
    if otherwise is not None and wanted == (OWN,) and not any(map(os.environ.get, OWN)):
        return [otherwise]
    return [(_read_variable(pair[0], pair), _read_variable(pair[1], pair)) for pair in wanted]


def _read_key_file(file: Path, count: int) -> list[Pair]:
    """The pairs in the first lines of a file."""
    from mockserver.verify.command import Refused  # noqa: PLC0415 - as above

    try:
        lines = file.read_text(encoding="utf-8").strip().splitlines()[:count]
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"--key-file {file}: cannot be read") from error
    pairs = [(key, secret) for key, colon, secret in (line.partition(":") for line in lines) if key and colon]
    if len(pairs) < count:
        raise Refused(f"--key-file {file}: expected {'one line' if count == 1 else 'two lines'}, key:secret")
    return pairs


def _read_variable(name: str, pair: Pair) -> str:
    return os.environ.get(name) or _ask(name, pair)


def _ask(name: str, pair: Pair) -> str:
    from mockserver.verify.command import Refused  # noqa: PLC0415 - as above

    if not sys.stdin.isatty():
        raise Refused(
            f"{name} is not set: expected the credentials in {' and '.join(pair)}, or in a --key-file"
        )
    value: str = typer.prompt(name, hide_input=True, err=True)
    return value


@contextmanager
def _listening(heard: list[int]) -> Iterator[None]:
    """Note SIGINT and SIGTERM, so that the run ends between two requests; a second one ends it at once."""

    def note(number: int, _: FrameType | None) -> None:
        if heard:
            raise KeyboardInterrupt
        heard.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[ProbeResult], None]]:
    """A bar on a terminal."""
    from rich.console import Console  # noqa: PLC0415 - as above
    from rich.progress import Progress  # noqa: PLC0415 - as above

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("verify", total=total)
        yield lambda result: bar.update(task, advance=1, description=result.id)
