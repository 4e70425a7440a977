"""Where a text turns from a part to something else, as its words tell.

What ends the last part of a list is never marked. These are the signs that hold in any report:
the speaker addresses the audience, sums up, or comes back to what the whole section is about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kit.speech.drafts import Draft
from kit.speech.paragraphs import VOCATIVE, Paragraph

_LOOKS_BACK = re.compile(
    r"总之|总的(?:看|来看|来说)|总起来说|(?:除(?:了)?)?以上|(?:实践|事实|历史)(?:证明|表明|充分)"
    r"|[一两三四五几多]年来|过去(?:的)?[一两三四五]年|在(?:肯定|总结|看到)成绩"
)
_ALL = (
    r"(?:(?:以上|上述|这些)(?:成绩|成就|各项|措施|工作)"
    r"|(?:以上|上述)[一二三四五六七八九十两几]+(?:个方面|[个点条项]))"
)
_SUMS_UP = re.compile(
    r"总之|总起来说|在此基础上|(?:回顾|总结)(?:过去|[一两三四五几多]年)|在(?:充分)?肯定成绩"
    rf"|(?:认真)?(?:做好|围绕|通过)?{_ALL}"
    r"|过去(?:的)?[一两三四五]年[,，]|(?:过去)?[一两三四五几多]年来?[^。,，]{0,8}(?:成就|成绩|实践)"
    r"|(?:同时[,，])?(?:我们|必须)(?:也|还|必须|要|应当)*(?:清醒|深刻)地?(?:认识|看)到"
    r"|[^。]{2,40}制定(?:具体)?实施细则"
    r"|以上我|最后[,，]我"
)
"""Words that begin a paragraph on the whole of a section, whatever its last part is about."""

_SUMS_UP_INLINE = re.compile(
    rf"(?<=[。！!？?；;”])(?:通过这些|总之|中央和国家有关部门要|以上我|最后[,，]我"
    rf"|[^。，,]{{0,14}}{_ALL})"
)
_APART = re.compile(r"国防|外交|双拥")
"""What a report speaks of after a list on other matters, in a paragraph of its own."""

_NEAR = re.compile(r"安全|稳定|军|国防|外交")
"""Words of a title whose part may speak of such matters itself."""

_TOPIC = 4
"""Number of characters that a topic has at least: 对外开放."""
_FIRST_WORDS = 40
_GENERAL = re.compile(
    r"[^\u4e00-\u9fff]|时期|今年|明年|[一二三四五]年|重点|主要|工作|目标|任务|回顾|总体|要求|部署|安排"
)
_INNER_STOP = re.compile(r"[。；;！!？?]")


class Turns:
    """Answers for the paragraphs of a text whether one turns away from the part above it."""

    def __init__(self, text: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text = text
        self._paragraphs = paragraphs

    def says(self, words: re.Pattern[str], place: int) -> bool:
        """Return whether a paragraph begins with such words."""
        each = self._paragraphs[place]
        return words.match(self._text, each.start, each.end) is not None

    def turns(self, place: int) -> bool:
        """Return whether a paragraph is no longer about the part above it."""
        return self.says(VOCATIVE, place) or self.says(_SUMS_UP, place)

    def looks_back(self, place: int) -> bool:
        """Return whether a paragraph may sum up what stands above it."""
        return self.says(_LOOKS_BACK, place)

    def summary(self, start: int, end: int) -> int:
        """Return where a sentence between two places sums up a list, or ``end``."""
        found = _SUMS_UP_INLINE.search(self._text, start, end)
        return found.start() if found else end

    def returns(self, draft: Draft, place: int) -> bool:
        """Return whether a paragraph begins with what the section is about, not its last part."""
        if draft.parent is None:
            return False
        own, above = self._title(draft), _GENERAL.sub(" ", self._title(draft.parent))
        topics = (above[at : at + _TOPIC] for at in range(len(above) - _TOPIC + 1))
        first = self._first_words(place)
        return any(each in first and " " not in each and each not in own for each in topics)

    def leaves(self, draft: Draft, place: int) -> bool:
        """Return whether a paragraph begins with a matter that stands apart from a part."""
        matter = _APART.search(self._first_words(place))
        return matter is not None and not _NEAR.search(self._title(draft))

    def _first_words(self, place: int) -> str:
        begin = self._paragraphs[place].start
        end = min(begin + _FIRST_WORDS, self._paragraphs[place].end)
        return _INNER_STOP.split(self._text[begin:end])[0]

    def _title(self, draft: Draft) -> str:
        end = self._paragraphs[draft.found.paragraph].end
        return _INNER_STOP.split(self._text[draft.found.end : min(end, draft.found.end + 60)])[0]
