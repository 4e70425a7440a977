"""The same page in fewer bytes: what HTML allows to leave out is left out."""

from __future__ import annotations

import re
from itertools import pairwise

from kit.page.terse import terse

_KEPT = r"<(?P<kept>pre|textarea|svg|script|style)\b.*?</(?P=kept)>"
_TOKEN = re.compile(rf"{_KEPT}|</?[a-z][^<>]*>|[^<]+|<", re.DOTALL)
_NAME = re.compile(r"</?[a-z][a-z0-9]*")
_QUOTED = re.compile(r"""(?<=\s)([\w-]+)="([^\s"'=<>`]*[^\s"'=<>`/])?\"""")

_BLOCK_NAMES = (
    "article aside blockquote body caption details div dl fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td tfoot "
    "th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that stand on lines of their own: white space beside their tags shows nothing."""

_AFTER_P = (
    "<article <aside <blockquote <details <div <dl <fieldset <figcaption <figure <footer <form <h1 "
    "<h2 <h3 <h4 <h5 <h6 <header <hr <main <nav <ol <p <pre <section <table <ul </article </aside "
    "</blockquote </details </div </fieldset </figcaption </figure </footer </form </header </li "
    "</main </section </td </th"
)
_OMITTED = {
    "</p": frozenset(_AFTER_P.split()),
    "</li": frozenset({"<li", "</ul", "</ol"}),
    "</td": frozenset({"<td", "<th", "</tr"}),
    "</th": frozenset({"<td", "<th", "</tr"}),
    "</tr": frozenset({"<tr", "</tbody", "</thead", "</table"}),
    "</tbody": frozenset({"</table"}),
    "</option": frozenset({"<option", "</select"}),
}
"""End tags that may go, and what must come next (HTML Standard, 13.1.2.4 Optional tags)."""


def light_html(html: str) -> str:
    """Return the body of a page as a browser reads it, in fewer bytes.

    Left out: what the script of a test puts back (see `kit.page.terse`), white space between
    blocks, the quotes around plain values, and the end tags that the HTML Standard calls optional.
    Given is what templates and renderers write: lower-case tags, double quotes around values,
    ``<`` and ``>`` in them escaped.
    """
    tokens = [each[0] for each in _TOKEN.finditer(terse(html))]
    names = ["", *(_name(token) for token in tokens), ""]
    kept = [
        (token, name)
        for token, before, name, after in zip(tokens, names, names[1:], names[2:], strict=False)
        if not (token.isspace() and (_is_block(before) or _is_block(after)))
    ]
    kept.append(("", ""))
    return "".join(
        _unquoted(token) if name else token
        for (token, name), (_, after) in pairwise(kept)
        if after not in _OMITTED.get(name, ())
    )


def _name(token: str) -> str:
    found = _NAME.match(token)
    return found[0] if found else ""


def _is_block(name: str) -> bool:
    return name.lstrip("</") in _BLOCKS


def _unquoted(tag: str) -> str:
    if tag.startswith("</") or "=" not in tag:
        return tag
    head = tag.partition(">")[0]
    plain = _QUOTED.sub(lambda each: f"{each[1]}={each[2]}" if each[2] else each[1], head)
    return plain + tag[len(head) :]
