"""What holds for every path before anything is looked up by it: raw, without one trailing slash, UTF-8."""

from urllib.parse import unquote_to_bytes

from starlette.types import Scope

from mockserver.domain.errors import InvalidRequest


def raw_path(scope: Scope) -> str:
    """The path of a request as it came, percent-encoded: a name may hold a slash (A-4)."""
    raw: bytes | None = scope.get("raw_path")
    return raw.decode("latin-1") if raw else str(scope["path"])


def normalize_path(path: str, base_path: str) -> str:
    """A raw path without the base path of a sandbox, and without one trailing slash.

    Real clients send that slash. Assumed: A-3.
    """
    path = path.removeprefix(base_path)
    return path[:-1] if path.endswith("/") and path != "/" else path


def check_path(path: str) -> None:
    """See that a path is text.

    Raises:
        InvalidRequest: it is not UTF-8 once it is percent-decoded.
    """
    if path.isascii() and "%" not in path:
        return
    try:
        unquote_to_bytes(path.encode("latin-1")).decode()
    except UnicodeDecodeError as error:
        raise InvalidRequest(
            f"The path {path} is not UTF-8 once it is percent-decoded.", cause="path.encoding"
        ) from error
