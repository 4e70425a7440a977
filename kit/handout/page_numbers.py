"""The contents of a printed page: on which sheet of the PDF each of its places came to stand.

No browser of the Chromium family can count pages for a list of contents. So the page is printed
twice: the first PDF tells where the places are, the second has the numbers.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

_MARK = re.compile(r'(<span class="kit-sheet-number" data-at="([^"]*)">)(</span>)')
_NODE = re.compile(rb"\n(\d+) 0 obj\n<</Type /Pages\s[^>]*?/Kids \[([^\]]*)\]")
_PLACES = re.compile(rb"/Dests (\d+) 0 R")
_PLACE = re.compile(rb"/([^\s/\[\]<>]+) \[(\d+) 0 R /XYZ")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def asks_for_numbers(page: str) -> bool:
    """Return whether a page has a list of contents to be numbered."""
    return _MARK.search(page) is not None


def numbered(page: str, sheets: dict[str, int]) -> str:
    """Return a page with the numbers of its places filled in; an unknown place has none."""
    return _MARK.sub(lambda mark: f"{mark[1]}{sheets.get(unquote(mark[2]), '')}{mark[3]}", page)


def sheets_of_places(pdf: bytes) -> dict[str, int]:
    """Return on which sheet, from 1, each place that links lead to stands in a PDF.

    Chromium writes the few objects that tell this as plain text; in a PDF that was made otherwise
    nothing is found, and `{}` is returned.
    """
    place = _PLACES.search(pdf)
    start = pdf.find(b"\n%b 0 obj\n" % place[1]) if place else -1
    if start < 0:
        return {}
    order = {sheet: number for number, sheet in enumerate(_sheets(pdf), 1)}
    found = _PLACE.findall(pdf, start, pdf.find(b"endobj", start))
    return {_name(name): order[sheet] for name, sheet in found if sheet in order}


def _sheets(pdf: bytes) -> list[bytes]:
    """Return the object numbers of the sheets, in order."""
    kids = {node[1]: re.findall(rb"(\d+) 0 R", node[2]) for node in _NODE.finditer(pdf)}
    roots = kids.keys() - {kid for each in kids.values() for kid in each}
    order: list[bytes] = []
    left = list(roots)
    while left:
        node = left.pop()
        if node in kids:
            left += reversed(kids[node])
        else:
            order.append(node)
    return order


def _name(name: bytes) -> str:
    """Return the name of a place: encoded once as a link's address, once more as a PDF's name."""
    plain = _HEX.sub(lambda code: bytes([int(code[1], 16)]), name)
    return unquote(plain.decode("latin-1"))
