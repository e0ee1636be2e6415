"""QR codes, as the tickets of the inspector carry them."""

import io
from functools import lru_cache

from mockserver.domain.errors import InvalidRequest
from mockserver.web.inspector.files import Content

LONGEST = 1000
"""Characters of a text that a code is drawn of."""


@lru_cache(256)
def draw(text: str) -> Content:
    """A text as a QR code: SVG, one unit a module, in whatever colour the page gives it.

    Raises:
        InvalidRequest: there is no text, or too much of it.
    """
    import segno  # noqa: PLC0415 - as most servers never draw one

    if not 0 < len(text) <= LONGEST:
        raise InvalidRequest(f"text has {len(text)} characters; expected 1 to {LONGEST}.")
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, omitsize=True)
    return Content(drawn.getvalue(), "image/svg+xml")
