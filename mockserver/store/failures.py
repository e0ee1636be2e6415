"""What SQLite says when the disk, the memory or the file fails it, as the errors of the service."""

from mockserver.domain.errors import ApiError, InsufficientStorage, ServiceUnavailable

FULL = "SQLITE_FULL"
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
"""What no later write can mend."""
OF_THE_WORLD = (
    *DAMAGED,
    "SQLITE_IOERR",
    "SQLITE_READONLY",
    "SQLITE_CANTOPEN",
    "SQLITE_PERM",
    "SQLITE_BUSY",
    "SQLITE_LOCKED",
    "SQLITE_PROTOCOL",
    "SQLITE_NOLFS",
)
"""Families of errors that are no fault of a statement; anything else is a fault of ours."""


def name_of(error: BaseException) -> str:
    """SQLite's name of an error, such as SQLITE_IOERR_WRITE; empty if it has none."""
    return getattr(error, "sqlite_errorname", "")


def is_damage(error: BaseException) -> bool:
    """Whether an error says that a file is not, or no longer, a database."""
    return name_of(error).startswith(DAMAGED)


def words(error: BaseException) -> str:
    """What SQLite says, with its name: `SQLITE_FULL: database or disk is full`."""
    return f"{name_of(error)}: {error}"


def translate(error: BaseException) -> ApiError | None:
    """The error of the service that stands for one of SQLite's; None if it is a fault of ours."""
    name = name_of(error)
    if name.startswith(FULL):
        return InsufficientStorage(f"{words(error)}; expected room for what the request writes.")
    if name.startswith(OF_THE_WORLD):
        return ServiceUnavailable(f"{words(error)}; expected a database that can be read and written.")
    return None
