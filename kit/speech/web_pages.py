"""A page saved from a site → the text of its article, menus and footers left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from kit.errors import KitError, install
from kit.speech.documents import SCRIPTS, Manuscript, joined
from kit.speech.page_article import chosen_lines, is_marked, is_prose
from kit.speech.page_lines import Seen, page_lines

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
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DATA = re.compile(r"data:[a-z/+.;=-]{0,80}base64,[A-Za-z0-9+/=%\s]*+")
_MOST_NAMED = 3
_NAMED = 16


def page_document(page: str, *, shown: str) -> Manuscript:
    """Return a page's article: its paragraphs, the headings that it declares, what it lost.

    Raises:
        KitError: the page is too large or nested beyond reason, has no text, or the extra is not
            installed.
    """
    page = SCRIPTS.sub("", _DATA.sub("", _DECLARATION.sub("", page)))
    if len(page) > LARGEST_PAGE or _depth(page) > _DEEPEST or _overladen(page):
        what = "网页太大，或者标签套叠得太深、属性太多，不像是一篇文章。"
        raise KitError(what, remedy="请把正文复制到 .txt 文件里。", path=shown)
    try:
        from lxml import etree, html  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        what = "读网页要用到还没有安装的组件。"
        remedy = f"{install('html')}，或把正文复制到 .txt 文件里。"
        raise KitError(what, remedy=remedy, path=shown) from None
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True)
        root = html.document_fromstring(page, parser=parser)
        body = root.find("body")
        seen = page_lines(root if body is None else body)
    except (etree.LxmlError, ValueError, RecursionError, TypeError):
        raise KitError(
            "读不懂这个网页。", remedy="请把正文复制到 .txt 文件里。", path=shown
        ) from None
    title = _title_of(root)
    kept = chosen_lines(seen.lines, root if body is None else body, title)
    if not kept:
        raise KitError(
            "网页里没有正文：它的文字可能要由脚本另外取来。",
            remedy="请在浏览器里打开它，把正文复制到 .txt 文件里。",
            path=shown,
        )
    document = joined((seen.lines[place].text, seen.lines[place].level) for place in kept)
    return replace(document, left_out=tuple(_left_out(seen, kept)))


def _title_of(root: Any) -> str:
    """Return what a page calls its article, or itself."""
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").lower()
        if name in {"articletitle", "og:title"} and (meta.get("content") or "").strip():
            return str(meta.get("content"))
    title = root.find(".//title")
    return "" if title is None else str(title.text or "")


def _left_out(seen: Seen, kept: list[int]) -> Iterator[str]:
    """Name what a page has and its document has not."""
    rest = set(range(len(seen.lines))).difference(kept)
    lines = [seen.lines[place] for place in sorted(rest)]
    told = [line for line in lines if is_prose(line) or (is_marked(line) and not line.is_link)]
    if told:
        yield f"正文以外的 {len(told)} 段文字没有读入：{_named(line.text for line in told)}。"
    size = sum(len(line.text) for line in lines if line not in told)
    if size:
        yield f"网页上的菜单、链接、来源和页脚等（共 {size} 字）没有读入。"
    if seen.hidden:
        size = sum(map(len, seen.hidden))
        yield f"网页上不显示的文字（共 {size} 字）没有读入：{_named(seen.hidden)}。"
    first, last = kept[0], kept[-1] + 1
    inside = Counter(kind for place, kind in seen.embedded if first <= place <= last)
    for kind, count in inside.items():
        yield f"正文里的{kind}（{count} 处）没有读入。"


def _named(texts: Iterable[str]) -> str:
    texts = list(texts)
    names = [each if len(each) <= _NAMED else f"{each[:_NAMED]}……" for each in texts]
    more = "等" if len(names) > _MOST_NAMED else ""
    return "、".join(f"“{name}”" for name in names[:_MOST_NAMED]) + more


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
