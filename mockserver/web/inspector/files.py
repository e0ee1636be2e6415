"""The files of the inspector, read once, with the headers by which a browser keeps and trusts them."""

import gzip
import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
GUIDES = "guides/"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".LICENSE": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}
"""What is served, and as what; a file of another kind is not."""
INLINE = re.compile(rb'<script type="importmap">(.*?)</script>', re.DOTALL)
NOT_MODIFIED = 304
FOR_ALL = {
    "Cache-Control": "no-cache",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


@dataclass(frozen=True)
class Content:
    """Something that a browser may keep.

    Attributes:
        body: all of it.
        kind: the content type.
    """

    body: bytes
    kind: str

    def response(self, headers: Mapping[str, str]) -> Response:
        """The answer to a request with such headers: empty, if the browser has this already."""
        is_small = "gzip" in headers.get("accept-encoding", "")
        body = self._small if is_small else self.body
        tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
        told = FOR_ALL | {"ETag": tag, "Content-Security-Policy": self._policy}
        if {each.strip() for each in headers.get("if-none-match", "").split(",")} & {tag, "*"}:
            return Response(status_code=NOT_MODIFIED, headers=told)
        encoding = {"Content-Encoding": "gzip"} if is_small else {}
        return Response(body, headers=told | encoding, media_type=self.kind)

    @cached_property
    def _small(self) -> bytes:
        return gzip.compress(self.body, mtime=0)

    @property
    def _policy(self) -> str:
        """What a page may load: from this server alone, and the import map that stands in it."""
        inline = (f" 'sha256-{_hash(each)}'" for each in INLINE.findall(self.body))
        return (
            f"default-src 'self'; script-src 'self'{''.join(inline)}; object-src 'none'; base-uri 'none';"
            " form-action 'self'; frame-ancestors 'self'"
        )


@lru_cache
def find_file(name: str) -> Content | None:
    """A file by its path below the folder; None if there is none that is served."""
    folder = _guides() if name.startswith(GUIDES) else FOLDER
    file = folder.joinpath(name.removeprefix(GUIDES)).resolve()
    if not file.is_relative_to(folder.resolve()) or file.suffix not in KINDS or not file.is_file():
        return None
    return Content(file.read_bytes(), KINDS[file.suffix])


def _guides() -> Path:
    from mockserver.guides import folder  # noqa: PLC0415 - a server that starts does without

    return folder()


def _hash(script: bytes) -> str:
    return b64encode(hashlib.sha256(script).digest()).decode()
