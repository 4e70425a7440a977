"""How Chinese is written: what ends a sentence, full-width marks, quotation marks, numerals.

Texts mix half- and full-width marks. The reader reads them `widened`, so its patterns know
full-width marks alone; the alphabets for those who read a text as it is hold both.
"""

from __future__ import annotations

import bisect
import re
import string
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.speech.records import Node, Speech

COMMAS = "，,"
COLONS = "：:"
SEMICOLONS = "；;"
FULL_STOPS = "。！!？?"

SENTENCE_END = "[。！？；]"
"""Pattern of the marks that end a sentence; those of a list divided by ； count as sentences."""

CLAUSE_END = "[。！？；，]"
"""Pattern of the marks that end a clause; 、 and quotation marks end none."""

FINISHED = frozenset("。！？；…”’）》」』】")
"""The last characters of a paragraph that is not broken off."""

BLANKS = " \t\u3000\xa0"
"""White space within a line."""

EDGES = "".join(filter(str.isspace, map(chr, range(0x3001)))) + "\u200b\u200c\u200d\u2060\ufeff"
"""White space, and what has no width: neither is part of what it stands around."""

NEWLINE = re.compile(r"\r\n?|\n")
"""The line ends by which editors count lines."""

CHINESE_NUMERAL = "[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
"""Pattern of the numerals that number the parts of a text, 一 to 九十九."""

FEW = "一二两三四五六七八九十几多"
"""What a small number is made of as it is spoken of."""

SEVERAL = f"[{FEW}]+"
"""Pattern of a small number as it is spoken of: 两件事, 几年来, 多年来."""

YEAR = r"(?:\d{4}|[〇○零一二三四五六七八九]{4})年"
"""Pattern of a year in digits or in Chinese: 2021年, 二〇二一年."""

_WIDTHS = tuple(zip(",;:?!()", "，；：？！（）", strict=True))
_WIDE = str.maketrans(dict(_WIDTHS))
_NARROW = re.compile(r"(?<![0-9A-Za-z])[,;:?!()]|[,;:?!()](?![0-9A-Za-z])")
_INNER = str.maketrans("“”", "‘’")
_QUOTED = re.compile("“[^“”]*”")
_ENDS = ("。", "！", "？", "…")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("“”„‟「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛＇", "'"),
        **dict.fromkeys("—–―－", "-"),
        "〔": "[",
        "〕": "]",
    }
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
_BELOW_MYRIAD = re.compile(
    "(?:([一二两三四五六七八九])千)?(?:零?([一二两三四五六七八九])百)?"
    "(?:零?([一二两三四五六七八九]?)十)?(?:零?([一二两三四五六七八九]))?"
)
_BRACKETS = str.maketrans("（）", "()")
# atomic: 十一 is never tried as 十 and 一, nor 2021 as 20 and 21
_MARK = re.compile(rf"\(?(?>(\d{{1,9}})|({CHINESE_NUMERAL}))[、.]?\)?[要是]?")
_MARKS = re.compile(rf"(?>{_MARK.pattern})+")
_NUMBER = re.compile(rf"(\d+)|({CHINESE_NUMERAL})")
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "此外": 2, "另外": 2, "最后": 3}
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_LETTER = re.compile(r"([A-Z])[.、]")


def widened(text: str) -> str:
    """Return a text with full-width marks everywhere, also in numbers, to read it by.

    It is as long as before, so a place in it is one in the text.

    >>> widened("(一)对标先进,用好8,000元")
    '（一）对标先进，用好8，000元'
    """
    for narrow, wide in _WIDTHS:  # several times faster than str.translate
        text = text.replace(narrow, wide)
    return text


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a stretch of a text without what stands around it; see `EDGES`.

    >>> trimmed("甲　乙 。", 1, 4)
    (2, 3)
    """
    stretch = text[start:end]
    left = start + len(stretch) - len(stretch.lstrip(EDGES))
    return left, left + len(stretch.strip(EDGES))


def line_bounds(text: str) -> list[int]:
    """Return where each line of a text begins, and last where one after it would.

    >>> line_bounds("甲\\r\\n乙")
    [0, 3, 5]
    """
    return [0, *(match.end() for match in NEWLINE.finditer(text)), len(text) + 1]


def full_width(text: str) -> str:
    """Return a text with full-width marks, but for those inside Latin words and numbers.

    It is as long as before.

    >>> full_width("对标先进,用好(街)8,000元")
    '对标先进，用好（街）8,000元'
    """
    return _NARROW.sub(lambda match: match.group().translate(_WIDE), text)


def in_quotes(text: str) -> str:
    """Return a text in quotation marks, once; marks inside it become single ones.

    >>> in_quotes("当好“压舱石”"), in_quotes("“压舱石”"), in_quotes("“稳”和“治”")
    ('“当好‘压舱石’”', '“压舱石”', '“‘稳’和‘治’”')
    """
    if _QUOTED.fullmatch(text):
        return text
    return f"“{text.translate(_INNER)}”"


def quoted(text: str) -> str:
    """Return words of a speech in quotation marks, with full-width marks.

    >>> quoted("当好“压舱石”")
    '“当好‘压舱石’”'
    """
    return in_quotes(full_width(text))


def listed(texts: list[str] | tuple[str, ...]) -> str:
    """Return texts as a list in a sentence; between quotation marks no 、 is needed.

    >>> listed(["甲", "乙", "丙"]), listed(["“甲”", "“乙”", "“丙”"])
    ('甲、乙和丙', '“甲”“乙”和“丙”')
    """
    first = "、".join(texts[:-1]).replace("”、“", "”“")
    return "和".join(filter(None, (first, texts[-1])))


def sentence(text: str) -> str:
    """Return a text with a full stop, unless a sentence ends there already."""
    return text if text.endswith(_ENDS) else f"{text}。"


@lru_cache(maxsize=16)  # the speech's own text is folded for every quotation of a paper
def fold(text: str) -> tuple[str, tuple[int, ...]]:
    """Return a copy with width and quotation marks made alike and white space left out.

    Beside it stand the places in ``text`` that its characters come from.

    >>> fold("Ａ， “b”")
    ('A,"b"', (0, 1, 3, 4, 5))
    """
    folded: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        plain = unicodedata.normalize("NFKC", character).translate(_ALIKE)
        for part in plain:
            if not part.isspace():
                folded.append(part)
                offsets.append(offset)
    return "".join(folded), tuple(offsets)


def find_quote(
    speech: Speech, quote: str, within: Node | None = None
) -> tuple[tuple[int, int], ...]:
    """Return every place of a quotation, as spans of the speech's own text.

    Half- and full-width forms, kinds of quotation mark and white space make no difference. With
    ``within``, only places inside that node count. Places do not overlap. An empty quotation
    stands nowhere.
    """
    wanted, _ = fold(quote)
    if not wanted:
        return ()
    text, offsets = fold(speech.text)
    start, end = (within.start, within.end) if within else (0, len(speech.text))
    first, last = bisect.bisect_left(offsets, start), bisect.bisect_left(offsets, end)
    places: list[tuple[int, int]] = []
    at = text.find(wanted, first, last)
    while at >= 0:
        after = at + len(wanted)
        places.append((offsets[at], offsets[after - 1] + 1))
        at = text.find(wanted, after, last)
    return tuple(places)


def chinese_number(text: str) -> int:
    """Return the value of a Chinese numeral below a hundred million, or 0 if the text is none.

    >>> chinese_number("二十一"), chinese_number("两百零六"), chinese_number("一万零五")
    (21, 206, 10005)
    """
    high, myriad, low = text.partition("万")
    first, second = _below_myriad(high), _below_myriad(low)
    if not myriad:
        return first
    return first * 10_000 + second if first and (second or not low) else 0


def _below_myriad(text: str) -> int:
    match = _BELOW_MYRIAD.fullmatch(text)
    if not match:
        return 0
    thousands, hundreds, tens, ones = match.groups()
    if tens == "":
        tens = "一"  # 十六 is 一十六
    places = ((thousands, 1000), (hundreds, 100), (tens, 10), (ones, 1))
    return sum(_DIGITS[digit] * unit for digit, unit in places if digit)


def numeral(number: int) -> str:
    """Return a number from 0 to 99 in Chinese characters, as it is read.

    >>> numeral(6), numeral(16), numeral(40)
    ('六', '十六', '四十')
    """
    tens, ones = divmod(number, 10)
    if not tens:
        return "零一二三四五六七八九"[ones]
    return ("" if tens == 1 else numeral(tens)) + "十" + (numeral(ones) if ones else "")


_TO_NINE = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_COUNTED: dict[str, Sequence[str]] = {
    "一": [numeral(number) for number in range(1, 100)],
    "甲": _STEMS,
    "①": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "A": string.ascii_uppercase,
    "I": [ten + one for ten in ("", "X", "XX", "XXX") for one in _TO_NINE][1:],
}


def numbered(number: int, first: str) -> str:
    """Return a number in the way of counting that writes 1 as ``first``, in digits where it ends.

    >>> [numbered(4, first) for first in ("一", "甲", "①", "a", "I", "01", "1")]
    ['四', '丁', '④', 'd', 'IV', '04', '4']
    """
    signs = _COUNTED.get(first.upper(), "")
    if not 1 <= number <= len(signs):
        return str(number).zfill(len(first))
    return signs[number - 1].lower() if first.islower() else signs[number - 1]


def key_numbers(key: str) -> tuple[int, ...] | None:
    """Return the numbers of written markers, or None: ``二（二）三要`` → ``(2, 2, 3)``."""
    marks = key.translate(_BRACKETS)
    if not _MARKS.fullmatch(marks):
        return None
    pairs = _MARK.findall(marks)
    return tuple(int(digits) if digits else chinese_number(chinese) for digits, chinese in pairs)


def marker_number(marker: str) -> int | None:
    """Return the number that a marker of the text names, or None where it names none.

    >>> marker_number("（二）"), marker_number("⑴"), marker_number("2.1"), marker_number("——")
    (2, 1, 1, None)
    """
    plain = unicodedata.normalize("NFKC", marker)
    if numbers := _NUMBER.findall(plain):
        digits, chinese = numbers[-1]
        return int(digits) if digits else chinese_number(chinese)
    if sign := next((int(each) for each in map(_value, marker) if each), 0):
        return sign  # 壹、 Ⅱ. ❶
    if letter := _LETTER.match(plain):
        return ord(letter[1]) - ord("A") + 1
    if plain[:1] in _STEMS and plain:
        return _STEMS.index(plain[0]) + 1
    return _WORDS.get(marker.rstrip("，："))


def _value(sign: str) -> float:
    return unicodedata.numeric(sign, 0)
