"""The lines of a page → those of its article: the element that holds it, then what is beside it.

What sites are known to put an article in is tried first. Else the article is the smallest element
that holds all prose but that of elements named as something else. Within it nothing is left out
but links on end and what sites put above and below a text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from kit.speech.page_lines import PageLine

_KNOWN = re.compile(
    r"(?:^|\s)(?:TRS_Editor|trs_editor_view|TRS_UEDITOR|UCAP-?CONTENT|zoom|font_?zoom|js_content"
    r"|rich_media_content|pages_content|article[-_]?(?:content|body|con|text|main|detail)"
    r"|(?:content|news)[-_]?(?:text|body|detail|article)|(?:text|main|news|info|detail)[-_]?content"
    r"|rm_txt_con|detail|p-detail|cnt_bd|content_area|artical_(?:content|main)|con_txt|entry-content"
    r"|post-content|markdown-body|mw-parser-output|vsbcontent\w*|v_news_content|wp_articlecontent)(?:$|\s)",
    re.I,
)
_PROSE = re.compile("[，。！？；]")
_ENDS = re.compile("[。！？；]$")
_SHORTEST_PROSE = 16
_SHORT = 60
_MOSTLY = 0.6
_FEW = 3

# What a site puts beside a text, on short lines of its own.
_FURNITURE = re.compile(
    r"[【\[（(|\s]*(?:(?:发布|更新|录入|添加)(?:时间|日期|机构|[者人])?[:：]|发布(?:时间|日期|机构|人)|发稿时间|(?:信息|文章|稿件|新闻|内容)?来源[:：\s]|时间[:：]|日期[:：]|作者[:：]"
    r"|浏览(?:次数|量|数)?|点击(?:数|量|次数)?[:：\s]|阅读(?:次数|量|数|原文|全文)?[:：\s]*\d*$|访问(?:量|次数)|人气[:：]"
    r"|【?字\s?(?:体|号)(?:大小)?[:：\s【\[]|[【\[]?\s?大[\s】\]|]+中[\s】\[|]+小|分享(?:到|至)?|打印(?:本[页文])?|关闭(?:窗口|本页)?|收藏(?:本[页文])?"
    r"|我要(?:纠错|分享|打印)|扫一扫|扫码|微信扫|(?:长按|识别).{0,6}二维码|关注(?:我们|公众号|微信)|点击(?:上方|下方|关注|查看|阅读|这里|图片)"
    r"|(?:您|你)?(?:当前|现在|所在|的)*位置|首页\s?[>＞»›/-]|主办(?:单位)?[:：]|承办(?:单位)?[:：]|版权所有|copyright|©"
    r"|上一[篇条页]|下一[篇条页]|责任?编[辑]?[:：]|[（(]责编|编辑[:：]|初审|复审|终审|审核[:：]|校对[:：]|返回(?:顶部|首页|列表)|回到顶部"
    r"|(?:微信|微博|QQ|朋友圈|空间)+$|相关(?:链接|阅读|新闻|报道|文章|推荐|信息|附件|稿件)|推荐阅读|热门(?:推荐|文章|新闻)|猜你喜欢"
    r"|网站(?:地图|标识码|声明)|联系我们|关于我们|隐私(?:政策|声明)|技术支持|\S{0,2}ICP备|\S{0,2}公网安备|预览时标签|继续滑动|赞\s|在看|原创\s"
    r"|A?[-+]?\s?A\s?[-+]|无障碍|登录|注册$|English$|搜索$)",
    re.I,
)
_FOOT = re.compile(
    r"ICP备|公网安备|版权所有|网站标识码|copyright|All Rights|技术支持|凡本网注明|转载请注明"
    r"|未经.{0,12}授权|免责声明|建议使用.{0,20}浏览器",
    re.I,
)
_RELATED = re.compile(
    r"[【\[]?(?:相关|延伸|推荐|热门|更多|其[他它]|最新)(?:链接|阅读|新闻|报道|文章|推荐|信息|稿件|内容)[】\]：:]?$|(?:网友)?评论(?:区|列表)?[:：]?$"
)
_SURE = re.compile(
    r"[【\[]?(?:打印|关闭|字\s?[体号][:：]|扫一扫|分享到|上一篇|下一篇|责任编辑[:：]|(?:微信|微博|QQ)+$)"
)
# 2031-02-03 10:20; 2031年2月3日　来源：某某办; but 2031年2月3日 is the text's
_DATED = re.compile(
    r"\d{4}(?:[-/.]\d{1,2}[-/.]\d{1,2}|年\d{1,2}月\d{1,2}日\s*(?=\S))[\s|]*(?:\d{1,2}:\d{2}(?::\d{2})?)?[\s|]*"
    r"(?:$|来源|作者|编辑|阅读|浏览|点击|字[号体]|[【\[（(]?大|打印|分享|访问|信息|文章|稿件)"
)
_TITLE_NAME = re.compile(r"title|headline|biaoti|(?:^|[-_ ])(?:tit|bt|btbox)(?:$|[-_ ])", re.I)
_TITLE_WORD = re.compile(
    "讲话|报告|致辞|意见|规划|纲要|通知|决定|决议|会议|要点|方案|办法|发言|纪要"
)
_BELOW = re.compile("附件|[（(](?:此件|本文有删)")
_PART = re.compile(
    "[（(]?[一二三四五六七八九十]{1,3}[、）)]|第[一二三四五六七八九十]{1,3}(?:部分|章|节)"
)
_MARKED = re.compile(
    r"[【（(]?(?:第?[一二三四五六七八九十]{1,3}|\d{1,2}|[①-⑳])\s?(?:[、.．）)，：]|是|要|部分|章|节|点)|附件"
)


def is_prose(line: PageLine) -> bool:
    """Return whether a line is a piece of a text: long enough, with a mark, no link, no credit."""
    text = line.text
    return (
        len(text) >= _SHORTEST_PROSE
        and _PROSE.search(text) is not None
        and not line.is_link
        and not _beside(line)
        and not (_FOOT.search(text) and len(text) <= 2 * _SHORT)
    )


def is_marked(line: PageLine) -> bool:
    """Return whether a line begins with a number, as headings do."""
    return _MARKED.match(line.text) is not None


def chosen_lines(lines: Sequence[PageLine], body: Any, page_title: str) -> list[int]:
    """Return the places of the lines that are the article's, in order; [] where there is none."""
    if not lines:
        return []
    prose = [place for place, line in enumerate(lines) if is_prose(line)]
    own = [place for place in prose if not lines[place].aside]
    others = set(prose).difference(own)
    parts_aside = any(_PART.match(lines[place - 1].text) for place in others if place)
    most = _size(lines, own) >= _MOSTLY * _size(lines, prose)
    trusts_names = most and not parts_aside  # a text whose parts are called side bars
    main = own if trusts_names and own else prose
    holding = {element for place in main for element in lines[place].aside}
    lines = [replace(x, aside=tuple(e for e in x.aside if e not in holding)) for x in lines]
    inside = _inside(lines, main, body)
    title = _title(lines, inside, main, page_title)
    first = next((place for place in main if place in inside), min(inside))
    last = next((place for place in reversed(main) if place in inside), max(inside))
    rest = [place for place in main if place in inside]
    for place in sorted(inside):
        if place > first and _RELATED.match(lines[place].text):
            before = [other for other in rest if other < place]
            if _size(lines, before) > _MOSTLY * _size(lines, rest):
                last = before[-1]
            break
    for place in sorted(inside):  # a text may end with short sentences
        line = lines[place]
        if place > last and (_RELATED.match(line.text) or _FOOT.search(line.text)):
            break
        if place > last and _ENDS.search(line.text) and not (line.is_link or line.aside):
            last = last if _beside(line) else place
    linked = _on_end([place for place in sorted(inside) if lines[place].is_link])
    kept: list[int] = []
    for place in range(first if title is None else title, len(lines)):
        line = lines[place]
        if place == title:
            kept.append(place)
        elif place > last and _RELATED.match(line.text):
            break
        elif place in inside and first <= place <= last:
            cut = _SURE.match(line.text) and len(line.text) <= _SHORT
            heads = line.level or is_marked(line)
            links = line.is_link and (place in linked or line.aside) and not heads
            if not cut and not links:
                kept.append(place)
        elif place in inside and is_marked(line) and _heads_text(lines, inside, place):
            kept.append(place)
        elif not (line.aside or line.is_link or _beside(line) or _FOOT.search(line.text)):
            between = title is not None and title < place < first
            if place in inside or between or _BELOW.match(line.text):
                kept.append(place)
        elif place in inside and place > last and _BELOW.match(line.text):
            kept.append(place)
    if title is None or title in inside:
        begin = first if title is None else title
        above = [p for p in sorted(inside) if p < begin and _may_stand_above(lines[p])]
        long = [place for place in above if not _is_short(lines[place])]
        few = title is None and len(above) - len(long) <= _FEW  # more are a menu
        kept = [*(above if few else long), *kept]
    return kept


def _heads_text(lines: Sequence[PageLine], inside: set[int], place: int) -> bool:
    """Return whether the text's own words follow a line, which may itself be a link."""
    below = lines[place + 1] if place + 1 in inside else None
    return below is not None and not (below.is_link or below.aside or _beside(below))


def _size(lines: Sequence[PageLine], places: Sequence[int]) -> int:
    return sum(len(lines[place].text) for place in places)


def _is_short(line: PageLine) -> bool:
    short = len(line.text) <= _SHORTEST_PROSE // 2 and not _PROSE.search(line.text)
    return short and not (line.level or is_marked(line))


def _may_stand_above(line: PageLine) -> bool:
    """Return whether a line above the title or the first sentence is the text's, no menu's."""
    heads = line.level > 0 or is_marked(line)
    return heads or not (line.aside or line.is_link or _beside(line) or _FOOT.search(line.text))


def _beside(line: PageLine) -> bool:
    text = line.text
    return len(text) <= 2 * _SHORT and bool(_FURNITURE.match(text) or _DATED.match(text))


def _inside(lines: Sequence[PageLine], main: Sequence[int], body: Any) -> set[int]:
    """Return the places of the lines in the element that holds the article."""
    weights: dict[Any, int] = {}
    beside: dict[Any, int] = {}  # of that, in elements that are named as something else
    main_places = set(main)
    for place, line in enumerate(lines):
        heads = _PART.match(line.text) and not (line.aside or line.is_link)
        size = len(line.text) if is_prose(line) else 1 if heads else 0
        if size:
            for element in _upwards(line.within, body):
                weights[element] = weights.get(element, 0) + size
                if place not in main_places and not heads:
                    beside[element] = beside.get(element, 0) + size
    total = weights.get(body, 0) - beside.get(body, 0)
    if not total:
        return set(range(len(lines)))
    known = [
        element
        for element in weights
        if element is not body and any(_KNOWN.search(element.get(n) or "") for n in ("id", "class"))
    ]
    known = [each for each in known if weights[each] - beside.get(each, 0) > 0]
    outer = set(known)
    outer = {each for each in known if not any(a in outer for a in each.iterancestors())}
    held = {each for each in outer if 20 * weights[each] >= total}
    if sum(weights[each] - beside.get(each, 0) for each in held) >= _MOSTLY * total:
        holders = held
    else:
        holder = _narrowed(body, weights, beside)
        while holder is not body and _holds_one(lines, holder, body):
            holder = holder.getparent()  # that of a text with one long paragraph
        holders = {holder}
    return {
        place
        for place, line in enumerate(lines)
        if any(element in holders for element in _upwards(line.within, body))
    }


def _holds_one(lines: Sequence[PageLine], element: Any, body: Any) -> bool:
    """Return whether an element holds no more than one line that is no link."""
    held = (element in _upwards(line.within, body) for line in lines if not line.is_link)
    return sum(held) < 2


def _narrowed(element: Any, weights: dict[Any, int], beside: dict[Any, int]) -> Any:
    """Return the smallest element within one that holds all of its prose that is the article's."""
    while True:
        own = weights[element] - beside.get(element, 0)
        within = [
            child
            for child in element
            if child in weights and weights[child] - beside.get(child, 0) == own
        ]
        if len(within) != 1 or not isinstance(within[0].tag, str):
            return element
        element = within[0]


def _upwards(element: Any, body: Any) -> Any:
    """Yield an element and those around it, up to the body."""
    while element is not None:
        yield element
        if element is body:
            return
        element = element.getparent()


def _title(
    lines: Sequence[PageLine], inside: set[int], main: Sequence[int], page_title: str
) -> int | None:
    """Return the place of the title: above the article's first sentence, named as the page is."""
    first = next((place for place in main if place in inside), None)
    if first is None:
        return None
    above = [
        place
        for place in range(first)
        if not lines[place].is_link and 3 < len(lines[place].text) <= 2 * _SHORT
    ]
    above = [place for place in above if not _beside(lines[place])]
    same = [
        p
        for p in above
        if _bare(lines[p].text) and _bare(page_title).startswith(_bare(lines[p].text))
    ]
    if same:
        longest = max(len(lines[place].text) for place in same)
        return next(p for p in reversed(same) if len(lines[p].text) == longest)
    for level in (1, 2):
        headed = [p for p in above if lines[p].level == level and not lines[p].aside]
        if headed:
            return headed[-1] if level == 1 else headed[0]
    near = [p for p in above if p not in inside and not lines[p].aside]
    named = [p for p in near if _is_titled(lines[p])]
    return named[-1] if named else None


def _is_titled(line: PageLine) -> bool:
    """Return whether a line above an article is its title by what the site or the line says."""
    name = f"{line.within.get('id') or ''} {line.within.get('class') or ''}"
    return bool(_TITLE_NAME.search(name) or _TITLE_WORD.search(line.text))


def _bare(text: str) -> str:
    return re.sub(r"[\s“”\"《》]", "", text)


def _on_end(places: Sequence[int]) -> set[int]:
    """Return those of some places that stand in a row, `_FEW` or more of them."""
    rows: list[list[int]] = []
    for place in places:
        if rows and place == rows[-1][-1] + 1:
            rows[-1].append(place)
        else:
            rows.append([place])
    return {place for row in rows if len(row) >= _FEW for place in row}
