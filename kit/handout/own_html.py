"""HTML that a lesson's author wrote into its text: what JupyterLab shows of it, made harmless.

Elements and attributes are taken from a list; all others are left out and can be named. Scripts,
styles of whole pages and frames are left out with what is in them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bleach.css_sanitizer import CSSSanitizer
from bleach.html5lib_shim import Filter
from bleach.sanitizer import Cleaner


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ELEMENTS = _words(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn "
    "div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol "
    "p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody "
    "td tfoot th thead time tr tt u ul var "
)
_ATTRIBUTES = {
    "*": ["align", "aria-label", "class", "dir", "id", "lang", "role", "style", "tabindex"],
    "a": ["href", "rel", "target", "title"],
    "abbr": ["title"],
    "col": ["span", "width"],
    "colgroup": ["span", "width"],
    "details": ["open"],
    "font": ["color", "size"],
    "img": ["alt", "height", "src", "title", "width"],
    "input": ["checked", "disabled", "type"],
    "li": ["value"],
    "ol": ["reversed", "start", "type"],
    "table": ["border", "width"],
    "td": ["colspan", "height", "rowspan", "valign", "width"],
    "th": ["colspan", "height", "rowspan", "scope", "valign", "width"],
}
_LOOKS = _words(
    "background-color border border-bottom border-collapse border-left border-radius "
    "border-right border-top color display font-size font-style font-weight height "
    "letter-spacing line-height list-style-type margin margin-bottom margin-left margin-right "
    "margin-top max-width min-width padding padding-bottom padding-left padding-right "
    "padding-top text-align text-decoration text-indent vertical-align white-space width "
)
_HEADINGS = frozenset(f"h{rank}" for rank in range(1, 7))
_WHOLE = re.compile(
    r"<(script|style|iframe|object|noscript|template|svg|video|audio|select|textarea)\b"
    r".*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_TAG = re.compile(r"<\s*([a-zA-Z][\w-]*)")


def harmless(
    html: str,
    *,
    link: Callable[[str], str],
    place: Callable[[str], str],
    picture: Callable[[str], str],
) -> str:
    """Return the HTML of a whole cell without what could do more than show something.

    Elements that are left open end with the cell.

    Args:
        html: the cell, rendered.
        link: where a link leads on this page; "" leaves the words alone.
        place: the id on this page of what the author named; headings have theirs already.
        picture: the URL that carries a picture in the page.
    """

    class _ToPage(Filter):  # type: ignore[misc]
        """Leads links to pages, carries pictures along, keeps boxes that are only looked at."""

        def __iter__(self) -> Iterator[dict[str, Any]]:
            for token in super().__iter__():
                name, values = token.get("name"), token.get("data")
                if not isinstance(values, dict):
                    yield token
                    continue
                if name == "a" and (None, "href") in values:
                    target = link(values.pop((None, "href")))
                    values |= {(None, "href"): target} if target else {}
                elif name == "img":
                    values[None, "src"] = picture(values.get((None, "src"), ""))
                elif name == "input":
                    if values.get((None, "type")) != "checkbox":
                        continue
                    values[None, "disabled"] = ""
                if "alert" in values.get((None, "class"), "").split():  # JupyterLab frames it
                    values[None, "class"] += " kit-kind"
                if (None, "id") in values and name not in _HEADINGS:
                    values[None, "id"] = place(values[None, "id"])
                yield token

    cleaner = Cleaner(
        tags=_ELEMENTS,
        attributes=_ATTRIBUTES,
        protocols=frozenset({"http", "https", "mailto", "attachment"}),
        strip=True,
        css_sanitizer=CSSSanitizer(allowed_css_properties=_LOOKS),
        filters=[_ToPage],
    )
    return str(cleaner.clean(_WHOLE.sub("", html)))


def left_out(html: str) -> tuple[str, ...]:
    """Return the names of the elements that `harmless` would leave out, each once.

    >>> left_out("<u>甲</u><iframe src=乙></iframe>")
    ('iframe',)
    """
    names = (name.lower() for name in _TAG.findall(html))
    return tuple(dict.fromkeys(name for name in names if name not in _ELEMENTS))
