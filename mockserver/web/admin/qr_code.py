"""QR codes as SVG."""


def qr_svg(text: str) -> str:
    """A text as a QR code, to stand in a page."""
    import segno  # noqa: PLC0415 - not everybody looks at a card

    made: str = segno.make_qr(text or " ").svg_inline(border=1, omitsize=True, svgclass=None, lineclass=None)
    return made
