"""A page saved from a site → the text of its article, menus and footers left out."""

from __future__ import annotations

import re
from typing import Any

from kit.errors import KitError

LARGEST_PAGE = 3_000_000
"""Number of characters above which a page is not read."""

_DEEPEST = 200
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b")
_VOID = re.compile(
    r"(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|t[dr])$"
)
_BLOCKS = re.compile(r"(?:p|div|br|t[drh]|li|[uo]l|table|section|article|h[1-6]|blockquote|pre)$")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_SPACES = re.compile(r"[ \t\r\n\xa0]+")


def page_text(page: str, *, shown: str) -> str:
    """Return the paragraphs of a page's article, one a line.

    Raises:
        KitError: the page is too large or nested beyond reason, or the extra is not installed.
    """
    if len(page) > LARGEST_PAGE or _depth(page) > _DEEPEST:
        what = "网页太大，或者标签套叠得太深，不像是一篇文章。"
        raise KitError(what, remedy="请把正文复制到 .txt 文件里。", path=shown)
    try:
        from lxml import etree, html  # type: ignore[import-untyped,import-not-found,unused-ignore]
        from readability import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
            Document,
        )
    except ImportError:
        what = "读网页要用到还没有安装的组件。"
        remedy = '请运行 pip install "speech-study-kit[html]"，或把正文复制到 .txt 文件里。'
        raise KitError(what, remedy=remedy, path=shown) from None
    try:
        article = html.fromstring(Document(_DECLARATION.sub("", page)).summary())
    except (etree.LxmlError, ValueError, RecursionError, TypeError):
        raise KitError(
            "读不懂这个网页。", remedy="请把正文复制到 .txt 文件里。", path=shown
        ) from None
    return "\n".join(line for line in _lines(article) if line)


def _depth(page: str) -> int:
    """Return how deeply the elements of a page are nested, at most one more than is read."""
    depth = deepest = 0
    for closing, name in _TAG.findall(page):
        if not _VOID.match(name.lower()):
            depth = max(depth - 1, 0) if closing else depth + 1
            deepest = max(deepest, depth)
            if deepest > _DEEPEST:
                break
    return deepest


def _lines(article: Any) -> list[str]:
    pieces: list[str] = []
    for event, element in _walk(article):
        if not isinstance(element.tag, str):
            pieces.append((element.tail or "") if event == "end" else "")
            continue
        if _BLOCKS.match(element.tag):
            pieces.append("\n")
        if event == "start":
            pieces.append(_SPACES.sub(" ", element.text or ""))
        else:
            pieces.append(_SPACES.sub(" ", element.tail or ""))
    return [line.strip() for line in "".join(pieces).split("\n")]


def _walk(article: Any) -> Any:
    from lxml import etree

    return etree.iterwalk(article, events=("start", "end", "comment", "pi"))
