"""Matplotlib's SVG file → an `<svg>` element that a page can hold beside others."""

from __future__ import annotations

import hashlib
import re
from html import escape

from kit.charts.fonts import FAMILIES

_VIEW_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
_FAMILY_LIST = ", ".join(f"'{family}'" for family in FAMILIES)
_ID = re.compile(r' id="([^"]*)"')
_LINK = re.compile(r'(url\(#|href="#)([^)"]*)')


def inline_svg(document: str, *, alt: str, prefix: str = "") -> str:
    """Return the drawing of an SVG document as one element.

    Taken away: prologue, metadata (with the date), the style that would reach the whole page, and
    every id that nothing refers to. The rest get a prefix. Size: as wide as its container, at
    most about half as wide again as it was drawn.
    """
    body = document[document.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r"<defs>\s*<style[^>]*>.*?</style>\s*</defs>", "", body, flags=re.DOTALL)
    body = re.sub(r' transform="rotate\(-0 [^"]*"', "", body)
    body = body.replace(_FAMILY_LIST, "var(--kit-font, sans-serif)")
    prefix = prefix or "kit-" + hashlib.sha256(body.encode()).hexdigest()[:8]
    linked = {target for _, target in _LINK.findall(body)}
    body = _ID.sub(lambda each: f' id="{prefix}-{each[1]}"' if each[1] in linked else "", body)
    body = _LINK.sub(rf"\g<1>{prefix}-\g<2>", body)
    body = re.sub(r"\s*\n\s*", " ", body).replace("> <", "><").strip()
    size = _VIEW_BOX.search(body)
    assert size is not None, "matplotlib always writes a viewBox"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'class="kit-chart" role="img" aria-label="{escape(alt)}" {size[0]} '
        f'style="display:block;width:100%;max-width:{float(size[1]) / 10:.1f}rem;height:auto" '
        f'stroke-linejoin="round" stroke-linecap="butt">'
    )
    return head + body[body.index(">") + 1 :]
