"""A page saved from a site → the text of its article, menus and footers left out."""

from __future__ import annotations

import logging
import re
from typing import Any

from kit.errors import KitError, install

LARGEST_PAGE = 3_000_000
"""Number of characters above which a page is not read."""

_DEEPEST = 200
_MOST_ATTRIBUTES = 1_000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b")
# a comment, or a tag up to its end, whatever stands in quotation marks; or either to the page's end
_WHOLE_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<[a-z](?:[^"'>]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+""", re.I | re.S
)
_QUOTED = re.compile(r"""\s*=\s*(?:"[^"]*"|'[^']*')""")
_VOID = re.compile(
    r"(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|t[dr])$"
)
_BLOCKS = re.compile(r"(?:p|div|br|t[drh]|li|[uo]l|table|section|article|h[1-6]|blockquote|pre)$")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_SPACES = re.compile(r"[ \t\r\n\xa0]+")
_FURNITURE = re.compile(
    r"[【\[（(]?\s*(?:发布(?:时间|日期|机构)|(?:信息|文章|稿件)?来源|浏览(?:次数|量)|点击(?:数|次数)|阅读次数"
    r"|字(?:体|号)(?:大小)?[:：\s【\[]|分享到|打印本页|关闭窗口|打印[】\]\s]|扫一扫|当前位置|您的位置|主办单位|版权所有|上一[篇条]|下一[篇条]|责任?编辑[:：])"
)
"""What a site puts beside a text, on short lines of its own."""

_SHORT = 60


def page_text(page: str, *, shown: str) -> str:
    """Return the paragraphs of a page's article, one a line.

    Raises:
        KitError: the page is too large or nested beyond reason, or the extra is not installed.
    """
    if len(page) > LARGEST_PAGE or _depth(page) > _DEEPEST or _overladen(page):
        what = "网页太大，或者标签套叠得太深、属性太多，不像是一篇文章。"
        raise KitError(what, remedy="请把正文复制到 .txt 文件里。", path=shown)
    try:
        from lxml import etree, html  # type: ignore[import-untyped,import-not-found,unused-ignore]
        from readability import (  # type: ignore[import-untyped,import-not-found,unused-ignore]
            Document,
        )
    except ImportError:
        what = "读网页要用到还没有安装的组件。"
        remedy = f"{install('html')}，或把正文复制到 .txt 文件里。"
        raise KitError(what, remedy=remedy, path=shown) from None
    logging.getLogger("readability").setLevel(logging.CRITICAL)  # the sentence below says it
    try:
        article = html.fromstring(Document(_DECLARATION.sub("", page)).summary())
    except (etree.LxmlError, ValueError, RecursionError, TypeError):
        raise KitError(
            "读不懂这个网页。", remedy="请把正文复制到 .txt 文件里。", path=shown
        ) from None
    return "\n".join(
        line
        for line in _lines(article)
        if line and not (len(line) <= _SHORT and _FURNITURE.match(line))
    )


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


def _overladen(page: str) -> bool:
    """Return whether a tag has very many attributes: reading it would take their square."""
    tags = (match.group() for match in _WHOLE_TAG.finditer(page))
    long = (tag for tag in tags if len(tag) > 2 * _MOST_ATTRIBUTES and not tag.startswith("<!--"))
    return any(len(_QUOTED.sub(" =", tag).split()) > _MOST_ATTRIBUTES for tag in long)


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
