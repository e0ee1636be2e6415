"""The card of a pass as a picture, for pages and documents that take no HTML."""

from html import escape

from mockserver.services.tickets import Ticket, TicketField
from mockserver.web.admin.qr_code import qr_svg

WIDTH, HEIGHT, MARGIN = 320, 396, 16
CODE_SIDE = 128
LONGEST = 36
"""Characters of a value that fit on a line."""
FADED = {"not_been_installed": "0.55", "uninstalled": "0.55"}


def svg(ticket: Ticket) -> str:
    """The front of a ticket."""
    lines = [*ticket.header, *ticket.primary, *ticket.secondary, *ticket.auxiliary]
    texts = "".join(_line(field, MARGIN + 14 + number * 32) for number, field in enumerate(lines[:8]))
    left, top = (WIDTH - CODE_SIDE) // 2, HEIGHT - MARGIN - CODE_SIDE
    code = qr_svg(ticket.barcode).replace("<svg ", f'<svg x="{left}" y="{top}" width="128" height="128" ', 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'font-family="sans-serif" opacity="{FADED.get(ticket.status, "1")}">'
        f"<title>{escape(ticket.primary[0].value)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="16" fill="#1d2640"/>{texts}'
        f'<rect x="{left - 8}" y="{top - 8}" width="144" height="144" rx="8" fill="#fff"/>{code}</svg>'
    )


def _line(field: TicketField, top: int) -> str:
    value = " ".join(field.value.split())
    shown = value if len(value) <= LONGEST else f"{value[: LONGEST - 1]}\N{HORIZONTAL ELLIPSIS}"
    return (
        f'<text x="{MARGIN}" y="{top}" font-size="9" fill="#c3cce6">{escape(field.label)}</text>'
        f'<text x="{MARGIN}" y="{top + 15}" font-size="14" fill="#fff">{escape(shown)}</text>'
    )
