"""Law texts (第X条): recognised, so that the reader can say they are outside what it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kit.speech.paragraphs import Paragraph
from kit.speech.records import Doubt

_ARTICLE = re.compile(
    r"(?:(?<=\s)|(?<![\s\S]))第([一二三四五六七八九十百零〇]{1,7}|\d{1,3})条(?=\s)"
)
_CHAPTER = re.compile(r"第一[章编]")
_FIRST = ("一", "二", "三")
_FIRST_DIGITS = ("1", "2", "3")
_OUTSIDE = "从这里起是按“第几条”编写的法规条文，不在这个读法之内，没有分出层次。"


def law_start(text: str, paragraphs: Sequence[Paragraph]) -> int | None:
    """Return where articles begin (第一条 第二条 第三条 in a row), or None where there are none."""
    articles = [(match.group(1), match.start()) for match in _ARTICLE.finditer(text)]
    numbers = [number for number, _ in articles]
    for place in range(len(numbers) - 2):
        if tuple(numbers[place : place + 3]) in {_FIRST, _FIRST_DIGITS}:
            return _with_chapter(text, paragraphs, articles[place][1])
    return None


def law_doubt(text: str, start: int | None) -> Iterator[Doubt]:
    """Yield the doubt that says a law text is not read."""
    if start is not None:
        yield Doubt(start, start + len(text[start:].rstrip()), None, _OUTSIDE)


def _with_chapter(text: str, paragraphs: Sequence[Paragraph], article: int) -> int:
    """Return where the chapter that holds the first article begins, or the article itself."""
    for place, each in enumerate(paragraphs):
        if each.end > article:
            if place and _CHAPTER.match(text, paragraphs[place - 1].start):
                return paragraphs[place - 1].start
            return each.start
    return article
