"""The file of a pass for Apple's wallet: a zip of `pass.json`, icons, and a manifest of their hashes.

Source: https://developer.apple.com/documentation/walletpasses/building-a-pass. Assumed: A-32.
"""

import struct
from collections.abc import Callable
from typing import Any

from pydantic_core import to_json

from mockserver.services.tickets import Ticket, TicketField

MEDIA_TYPE = "application/vnd.apple.pkpass"
Sign = Callable[[bytes], bytes]
"""Gives the detached signature of a manifest."""

COLOURS = {
    "backgroundColor": "rgb(29, 38, 64)",
    "foregroundColor": "rgb(255, 255, 255)",
    "labelColor": "rgb(190, 200, 225)",
}
ICONS = {"icon.png": 29, "icon@2x.png": 58, "icon@3x.png": 87}
"""The icon that every pass needs, with the length of its sides in pixels."""
ICON_COLOUR = b"\x1d\x26\x40"
MIDNIGHT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip can tell: the same pass is the same file, whenever it is asked for."""


def describe(ticket: Ticket, organization: str = "mockserver") -> dict[str, Any]:
    """`pass.json`.

    Source: https://developer.apple.com/documentation/walletpasses/pass.
    """
    described = {
        "formatVersion": 1,
        "passTypeIdentifier": "pass.invalid.mockserver",
        "teamIdentifier": "MOCKSERVER",
        "organizationName": organization,
        "description": "test pass, not signed by Apple",
        "serialNumber": ticket.serial_number,
        "barcodes": [_barcode(ticket)],
        "eventTicket": {
            "headerFields": _fields(ticket.header),
            "primaryFields": _fields(ticket.primary),
            "secondaryFields": _fields(ticket.secondary),
            "auxiliaryFields": _fields(ticket.auxiliary),
            "backFields": _fields(ticket.back),
        },
        **COLOURS,
    }
    return described | ({"relevantDate": ticket.relevant_at} if ticket.relevant_at else {})


def write(ticket: Ticket, sign: Sign | None = None) -> bytes:
    """The file of a ticket; the same bytes for the same ticket.

    Args:
        ticket: what it shows.
        sign: signs the manifest; without it the file has no signature.
    """
    import hashlib  # noqa: PLC0415 - a server that starts does without
    import io  # noqa: PLC0415 - likewise
    import zipfile  # noqa: PLC0415 - likewise

    files = {"pass.json": to_json(describe(ticket))} | {name: _icon(side) for name, side in ICONS.items()}
    # The format says SHA-1: it is no protection, which the signature is.
    hashes = {
        name: hashlib.sha1(content, usedforsecurity=False).hexdigest() for name, content in files.items()
    }
    files["manifest.json"] = to_json(hashes)
    if sign is not None:
        files["signature"] = sign(files["manifest.json"])
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MIDNIGHT), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _fields(zone: list[TicketField]) -> list[dict[str, str]]:
    return [{"key": field.key, "label": field.label, "value": field.value} for field in zone]


def _barcode(ticket: Ticket) -> dict[str, str]:
    is_latin = all(character <= "\xff" for character in ticket.barcode)
    return {
        "format": "PKBarcodeFormatQR",
        "message": ticket.barcode,
        "messageEncoding": "iso-8859-1" if is_latin else "utf-8",
        "altText": ticket.barcode_text,
    }


def _icon(side: int) -> bytes:
    """A PNG of one colour."""
    import zlib  # noqa: PLC0415 - a server that starts does without

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)  # 8 bits of red, of green and of blue
    rows = (b"\0" + ICON_COLOUR * side) * side
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks
