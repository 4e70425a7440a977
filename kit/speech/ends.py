"""Where each part ends, and with that which part it really lies in.

A part ends where the next one of its sequence begins. Only the last of a sequence is in doubt: a
part that is run in ends after as many paragraphs as its sisters have, one under a heading of its
own runs to the end of what holds it, or to where the speaker turns to the audience again.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Container, Sequence

from kit.speech.families import APPENDIX, DECLARED, HEADING, LEAD
from kit.speech.headings import NOTES
from kit.speech.nesting import Draft
from kit.speech.paragraphs import VOCATIVE, Paragraph
from kit.speech.tails import Tail
from kit.speech.wording import CHINESE_NUMERAL, SEVERAL, trimmed

_SHORT = 3
"""Number of paragraphs up to which a titled point is short, its title included."""

_DOUBTFUL_END = "这是同一组中的最后一点，原文没有标明它到哪里为止。"

# 第一条　为了……: an article of a law; 第一条线索: none
_ARTICLE = re.compile(rf"(?<!\S)第({CHINESE_NUMERAL}|\d{{1,3}})条(?=\s)")
_FIRST_ARTICLES = (("一", "二", "三"), ("1", "2", "3"))
_CHAPTER = re.compile(r"第一[章编]")

# 本作品来自……公有领域; 相关报道：
_SITE = re.compile(r"本作品(?:是|来自)|Public domain|相关(?:报道|链接|新闻|阅读)：$")

# 责任编辑：某某 （作者单位：某某） 来源：某某网 扫一扫在手机打开当前页
_CREDIT = re.compile(
    r"责任编辑|[（【]责任?编|（(?![^（）]*摄）)(?:新华社|作者|本文|记者|编辑)|《\s?人民日报\s?》|※"
    r"|(?:编辑|来源)：|扫一扫|打印本页"
)
_CREDIT_WITHIN = re.compile(r"(?<=[。！？”])(?:（新华社[^。]{0,30}电）|※)")

# 会上，宣读了通报。 会议强调，……。 最后，我代表……
_CLOSING = re.compile(
    r"会上|会议(?:还|强调|要求|指出|由)|最后，|同志们"
    r"|(?:最后|再次)?祝(?:大家|各位|同志|老师|同学|愿|福)|我就讲|我的讲话|(?:谢谢|感谢)(?:大家|各位)"
)

# 以上十条，要长期坚持。 上述成绩的取得，…… 这些措施……
_ALL = (
    r"(?:以上|上述|这些)"
    rf"(?:成绩|成就|各项|措施|工作|{SEVERAL}(?:个方面|[个点条项]))"
)
# 总之，……。 过去一年，……。 一年来的成就，……。 我们也清醒地看到，……。 以上我讲了两点。
_SUMS_UP = (
    r"(?:总之|总起来说|在此基础上|在充分?肯定成绩|以上我|最后，我|通过这些"
    rf"|(?:回顾|总结)(?:过去|{SEVERAL}年)|过去的?{SEVERAL}年，|[^。，]{{0,14}}{_ALL}"
    rf"|(?:过去)?{SEVERAL}年来?[^。，]{{0,8}}(?:成就|成绩|实践)"
    r"|(?:同时，)?(?:我们|必须)(?:也|还|必须|要|应当)*(?:清醒|深刻)地?(?:认识|看)到)"
)
_SUMMARY = re.compile(_SUMS_UP)
_SUMMARY_WITHIN = re.compile(rf"(?<=[。！？；”]){_SUMS_UP}")
# Once a last part is as long as its sisters: 除此以外，……。 实践证明，……。 几年来，……
_LOOKS_BACK = re.compile(
    r"总之|总的来?[看说]|总起来说|(?:除了?)?以上|(?:实践|事实|历史)(?:证明|表明|充分)"
    rf"|{SEVERAL}年来|过去的?{SEVERAL}年|在(?:肯定|总结|看到)成绩"
)


def law_start(text: str, paragraphs: Sequence[Paragraph]) -> int | None:
    """Return where a law begins (第一条 第二条 第三条 in a row), with the chapter above them."""
    articles = list(_ARTICLE.finditer(text))
    for first, second, third in zip(articles, articles[1:], articles[2:], strict=False):
        if (first[1], second[1], third[1]) in _FIRST_ARTICLES:
            place = next(i for i, each in enumerate(paragraphs) if each.end > first.start())
            above = paragraphs[max(place - 1, 0)].start
            return above if _CHAPTER.match(text, above) else paragraphs[place].start
    return None


def site_start(text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Return where that begins which a site put below the text (a licence, links), or its end."""
    for paragraph in paragraphs:
        if paragraph.start > len(text) // 2 and _SITE.match(text, paragraph.start, paragraph.end):
            return paragraph.start
    return len(text)


class Ends:
    """Finds the ends of drafts among the paragraphs of a text."""

    def __init__(
        self, text: str, paragraphs: Sequence[Paragraph], tails: Sequence[Tail] = ()
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._starts = [paragraph.start for paragraph in paragraphs]
        # where an appendix begins → where what closes the text above it does
        self._tails = {
            paragraphs[tail.after].start: self._starts[tail.first]
            for tail in tails
            if tail.after < len(paragraphs)
        }
        last = tails[-1] if tails else Tail(0, 0)
        ends_text = last.after == len(paragraphs)
        self._tail = self._starts[last.first] if last.after and ends_text else len(text)
        self.closing: int | None = None
        self._addresses = [i for i in range(len(paragraphs)) if self._begins(i, VOCATIVE)]

    def close(self, drafts: Sequence[Draft], end: int) -> int:
        """Set the end and the true parent of every draft; return where the closing begins.

        ``end`` is where the text ends that may belong to a part.
        """
        if drafts and drafts[-1].start < self._tail:
            end = min(end, self._tail)
        last = min(self._closing(drafts), end) if drafts else len(self._text)
        limits = self._limits(drafts, last)
        sizes = _sizes(drafts)
        for place, draft in enumerate(drafts):
            parent = draft.parent
            while parent is not None and draft.start >= parent.end:
                parent = parent.parent
            draft.parent = parent
            limit = limits[place] if parent is None else min(limits[place], parent.end)
            if draft.after is None:
                following = drafts[place + 1] if place + 1 < len(drafts) else None
                child = following if following and following.parent is draft else None
                limit = self._last_end(draft, child, sizes.get(id(draft), []), limit)
            _, draft.end = trimmed(self._text, draft.start, limit)
        for draft, limit in zip(drafts, limits, strict=True):
            if draft.family is LEAD:
                draft.end = min(limit, self._paragraphs[draft.candidate.paragraph].end)
            elif draft.parent is not None and draft.parent.family is LEAD:
                draft.parent.end = max(draft.parent.end, draft.end)
        return last

    def _begins(self, place: int, words: re.Pattern[str]) -> bool:
        """Return whether a paragraph begins with such words."""
        paragraph = self._paragraphs[place]
        return words.match(self._text, paragraph.start, paragraph.end) is not None

    def _below(self, draft: Draft) -> range:
        """Return the paragraphs below the one in which a draft begins."""
        return range(draft.candidate.paragraph + 1, len(self._paragraphs))

    def _closing(self, drafts: Sequence[Draft]) -> int:
        """Return where the closing begins: after the last part, at a paragraph of its own.

        The speaker turns to the audience: at once where the last part has no numbered parts, for
        the last time where it has some; or the report speaks of the meeting again (会上，…). What
        an agency or a site put below the speech is part of the closing too.
        """
        last = drafts[-1]
        end = self._credits(last)
        top = last.top()
        numbered = _with_numbered_parts(drafts)
        if top.family is HEADING and top not in numbered:
            return end
        if top.family is DECLARED:
            numbered.add(top)
        appeal = self._appeal(last, numbered, end)
        if appeal is not None or top.family is DECLARED:
            return end if appeal is None else appeal
        meeting = (self._starts[i] for i in self._below(last) if self._begins(i, _CLOSING))
        return min(end, next(meeting, end))

    def _appeal(self, last: Draft, numbered: Container[Draft], end: int) -> int | None:
        """Return where the speaker turns to the audience for good after the ``last`` part.

        ``numbered`` are the parts that have numbered ones.
        """
        first = bisect.bisect_right(self._addresses, last.candidate.paragraph)
        after = bisect.bisect_left(self._addresses, bisect.bisect_left(self._starts, end))
        if first >= after:
            return None
        return self._starts[self._addresses[after - 1 if last.top() in numbered else first]]

    def _credits(self, last: Draft) -> int:
        """Return where an agency or a site is credited below the ``last`` part, or the end."""
        below = (self._starts[i] for i in self._below(last) if self._begins(i, _CREDIT))
        end = next(below, len(self._text))
        within = _CREDIT_WITHIN.search(self._text, last.start, end)
        return within.start() if within else end

    def _limits(self, drafts: Sequence[Draft], last: int) -> list[int]:
        """Return, for each draft, where the first one begins that does not lie in it.

        Notes or an appendix begin after the speech has ended: 各位代表！让我们奋斗！ / 注释
        """
        limits = [last] * len(drafts)
        running: list[int] = []
        for place, draft in enumerate(drafts):
            while running and not draft.lies_in(drafts[running[-1]]):
                limits[running.pop()] = draft.start
            running.append(place)
        numbered = _with_numbered_parts(drafts)
        for above, notes in itertools.pairwise(drafts):
            beside = notes.family is APPENDIX or self._begins(notes.candidate.paragraph, NOTES)
            if notes.parent is None and beside:
                appeal = self._appeal(above, numbered, notes.start)
                signed = self._tails.get(notes.start)
                if places := [place for place in (appeal, signed) if place and place > above.start]:
                    self.closing = min(places)
                    return [
                        min(limit, self.closing) if draft.start < self.closing else limit
                        for draft, limit in zip(drafts, limits, strict=True)
                    ]
        return limits

    def _last_end(self, draft: Draft, child: Draft | None, sizes: Sequence[int], limit: int) -> int:
        """Return where the last part of a sequence ends, ``limit`` at the latest.

        ``child`` is the first part in it; ``sizes`` are the numbers of paragraphs that the parts
        before it take.
        """
        candidate = draft.candidate
        own = candidate.paragraph
        if candidate.declared is not None:
            return limit
        if draft.family is LEAD:
            return limit  # it ends with its list
        # （二）抓好生活。 / 1.……: numbered parts of its own make it longer than its sisters
        holds = child and not child.family.spoken and child.candidate.paragraph <= own + 1
        if candidate.style == "inline" and not (
            child and holds and child.candidate.style != "inline"
        ):
            end = min(limit, self._paragraphs[own].end)
            summary = _SUMMARY_WITHIN.search(self._text, candidate.end, end)
            return summary.start() if summary else end
        least = 2 if draft.family is HEADING else 1  # a heading has its text below
        sizes = [max(size, least) for size in sizes]
        titled = candidate.heads_paragraphs and max(sizes, default=1) > _SHORT
        spoken = draft.family.spoken and not titled
        counts = candidate.style == "run-in" or spoken or draft.family is HEADING
        counted = draft.level != 0 and not holds and (counts or set(sizes) == {1})
        if counted and len(set(sizes)) == 1:
            place = own + sizes[0] - 1
            if place >= len(self._paragraphs) or self._starts[place] >= limit:
                return limit
            if self._text[self._paragraphs[place].end - 1] != "：":
                return min(limit, self._paragraphs[place].end)
        if draft.parent is None and not draft.family.spoken:
            return limit
        return self._turn(draft, sizes or [least], limit, counted=counted)

    def _turn(self, draft: Draft, sizes: Sequence[int], limit: int, *, counted: bool) -> int:
        """Return where the text turns away from a part whose sisters take ``sizes`` paragraphs."""
        own = draft.candidate.paragraph
        least, most = min(sizes), max(sizes)
        place = own + (2 if draft.candidate.heads_paragraphs else 1)
        while place < len(self._paragraphs) and self._starts[place] < limit:
            enough = counted and place >= own + least
            if self._begins(place, VOCATIVE) or self._begins(place, _SUMMARY):
                return self._starts[place]
            if enough and self._begins(place, _LOOKS_BACK):
                return self._starts[place]
            place += 1
        if not counted or place <= own + least:
            return limit
        draft.reason = draft.reason or _DOUBTFUL_END
        shortest = self._paragraphs[own + least - 1].end
        goes_on = place - own <= most or self._text[shortest - 1] == "："
        return limit if goes_on else min(limit, shortest)


def _sizes(drafts: Sequence[Draft]) -> dict[int, list[int]]:
    """Return, for the last of each sequence, how many paragraphs each one before it takes."""
    sizes: dict[int, list[int]] = {}
    for draft in drafts:
        if draft.before is not None:
            sizes[id(draft)] = sizes.pop(id(draft.before), [])
            sizes[id(draft)].append(draft.candidate.paragraph - draft.before.candidate.paragraph)
    return sizes


def _with_numbered_parts(drafts: Sequence[Draft]) -> set[Draft]:
    """Return the parts that have numbered ones, or spoken ones with a heading."""
    return {
        draft.parent
        for draft in drafts
        if draft.parent is not None
        and (not draft.family.spoken or draft.candidate.heads_paragraphs)
    }
