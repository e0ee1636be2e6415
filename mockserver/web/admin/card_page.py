"""The card of a pass: a page of one file, without a script or a style from elsewhere."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from mockserver.services.tickets import Ticket, TicketField
from mockserver.web.admin.qr_code import qr_svg

HERE = Path(__file__).parent
NOTE = "Preview, not the vendor's rendering."
STATES = {
    "not_been_installed": "Not in a wallet yet",
    "installed": "In the wallet",
    "uninstalled": "Removed from the wallet",
}
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body class="{status}">
<main class="ticket" aria-label="Ticket">
{zones}
<div class="code">{code}{barcode_text}</div>
</main>
<p class="state" role="status">{state}</p>
<div class="buttons">
<button data-act="install"{install_off}>Add to wallet</button>
<button data-act="uninstall"{uninstall_off}>Remove</button>
</div>
<details><summary>Back of the ticket</summary>
{back}
</details>
<p class="note">{note}</p>
<script>{script}</script>
</body>
</html>
"""


def page(ticket: Ticket) -> str:
    """The page of a ticket."""
    zones = {
        "header": ticket.header,
        "primary": ticket.primary,
        "secondary": ticket.secondary,
        "auxiliary": ticket.auxiliary,
    }
    return PAGE.format(
        title=escape(ticket.primary[0].value or ticket.serial_number),
        style=_text("card.css"),
        script=_text("card.js"),
        status=ticket.status,
        zones="\n".join(_zone(name, fields) for name, fields in zones.items() if fields),
        code=qr_svg(ticket.barcode),
        barcode_text=escape(ticket.barcode_text),
        state=STATES[ticket.status],
        install_off=_off(ticket.status == "installed"),
        uninstall_off=_off(ticket.status != "installed"),
        back=_zone("back", ticket.back),
        note=NOTE,
    )


@cache
def policy() -> str:
    """What the page may load: its own style and script, and answers of this server (CSP)."""
    style, script = (f"'sha256-{_digest(name)}'" for name in ("card.css", "card.js"))
    return (
        f"default-src 'none'; style-src {style}; script-src {script}; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@cache
def _text(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _digest(name: str) -> str:
    return b64encode(sha256(_text(name).encode()).digest()).decode()


def _zone(name: str, fields: list[TicketField]) -> str:
    return f'<dl class="{name}">{"".join(map(_line, fields))}</dl>'


def _line(field: TicketField) -> str:
    finding = f'<dd class="finding">{escape(field.finding)}</dd>' if field.finding else ""
    return f"<div><dt>{escape(field.label)}</dt><dd>{escape(field.value)}</dd>{finding}</div>"


def _off(is_off: bool) -> str:
    return " disabled" if is_off else ""
