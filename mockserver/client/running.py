"""Where the servers of this user listen: a file for each, at a place that commands know.

A file is locked for as long as its server lives, so that one that was killed leaves nobody on a false track.
"""

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = "mockserver"
PRIVATE = stat.S_IRWXU


@contextmanager
def announced(url: str) -> Iterator[None]:
    """Let commands find a server of this process; where that cannot be, they have to be told its URL.

    Args:
        url: root of the server.
    """
    if sys.platform == "win32":
        yield
        return
    file = None
    with suppress(OSError):
        file = _write(url)
    try:
        yield
    finally:
        if file is not None:
            _path_of(os.getpid()).unlink(missing_ok=True)
            os.close(file)


def find_running(port: int | None = None) -> str | None:
    """The root of a server that runs: of the newest one, or, if there is one on a port, of that."""
    if sys.platform == "win32":
        return None
    urls = list(_running())
    return next((url for url in urls if url.endswith(f":{port}")), next(iter(urls), None))


def find_left() -> list[Path]:
    """The files of servers that are gone without having taken them away."""
    return [] if sys.platform == "win32" else [path for path, url in _files() if url is None]


if sys.platform != "win32":
    import fcntl

    def _folder() -> Path:
        runtime = os.environ.get("XDG_RUNTIME_DIR")
        return Path(runtime, FOLDER) if runtime else Path(tempfile.gettempdir(), f"{FOLDER}-{os.getuid()}")

    def _path_of(process: int) -> Path:
        return _folder() / f"{process}.url"

    def _write(url: str) -> int:
        """Write the file of this process, and keep it locked; gives its descriptor."""
        _folder().mkdir(PRIVATE, parents=True, exist_ok=True)
        _check_owner(_folder())
        path = _path_of(os.getpid())
        draft = path.with_suffix(".new")
        file = os.open(
            draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW, stat.S_IRUSR | stat.S_IWUSR
        )
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.write(file, url.encode())
        draft.replace(path)
        return file

    def _running() -> Iterator[str]:
        """The URLs of all servers that run, the newest first."""
        return (url for _, url in _files() if url is not None)

    def _files() -> Iterator[tuple[Path, str | None]]:
        """The files of all servers, the newest first, each with its URL, or None if that server is gone."""
        with suppress(OSError):
            _check_owner(_folder())
            files = [(path.stat().st_mtime_ns, path) for path in _folder().glob("*.url")]
            for _, path in sorted(files, reverse=True):
                with suppress(OSError), path.open(encoding="utf-8") as file:
                    yield path, file.read() if _is_locked(file.fileno()) else None

    def _is_locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False

    def _check_owner(folder: Path) -> None:
        """See that nobody else can write here: in a folder for all, anybody may have made this one.

        Raises:
            PermissionError: somebody else can.
        """
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid() or found.st_mode & 0o022:
            raise PermissionError(f"{folder} is not a folder of this user alone")
