"""Which words of a passage are worth a blank: terms, words of the set's dictionary, numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from kit.exercises.material import Span
from kit.speech import Lexicon, Speech, Term
from kit.speech.wording import CHINESE_NUMERAL, chinese_number, numeral
from kit.speech.words import cut

MOST = 16
"""Characters of the longest word that a learner is asked to fill in."""

HAN = re.compile(r"[\u4e00-\u9fff]+")
"""Chinese characters alone."""

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.．,，:：（(])[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z.．:：）)])(?!,[0-9])"
    r"|(?<![第之〇零一二两三四五六七八九十百千万亿几])(?:[二三四五六七八九]|[一二三四五六七八九]?十[一二三四五六七八九]?)"
    r"(?=[个大项号届])"
)
_QUOTED = re.compile("“([^“”，,。；;：:、！？\r\n]{2,12})”")
_COUNTED = re.compile(rf"(第?)({CHINESE_NUMERAL})(?=[个项号次届条])")


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch worth a blank: its span, what is accepted for it, its term if it has one.

    ``rank`` is 0 for terms, words of the dictionary, quoted words and numbers, 1 for other words.
    """

    start: int
    end: int
    accepted: tuple[str, ...]
    rank: int
    term: Term | None = None


@lru_cache(maxsize=1)
def trivial() -> frozenset[str]:
    """Return the words that every official text has and that no text is known by."""
    file = files("kit.exercises") / "trivial.txt"
    return frozenset(file.read_text(encoding="utf-8").split())


def words(speech: Speech, start: int, end: int) -> tuple[Word, ...]:
    """Return the words of a stretch that are worth a blank, in text order.

    Of terms and words that overlap the longest is taken; a number may stand within one.
    """
    found = [*_terms(speech, start, end), *_quoted(speech, start, end)]
    found += _words(speech, start, end)
    taken: list[Word] = []
    occupied: set[int] = set()
    for word in sorted(found, key=lambda each: (each.rank, each.start - each.end, each.start)):
        places = range(word.start, word.end)
        if occupied.isdisjoint(places):
            taken.append(word)
            occupied.update(places)
    taken += _numbers(speech, start, end)
    return tuple(sorted(taken, key=lambda each: (each.start, each.end)))


def _terms(speech: Speech, start: int, end: int) -> Iterator[Word]:
    for term in speech.terms:
        for form in term.forms:
            place = speech.text.find(form, start, end)
            while place >= 0 and len(form) <= MOST:
                others = (each for each in term.forms if each not in form and form not in each)
                accepted = (*_spellings(form), *others)
                yield Word(place, place + len(form), accepted, 0, term)
                place = speech.text.find(form, place + 1, end)


def _quoted(speech: Speech, start: int, end: int) -> Iterator[Word]:
    for match in _QUOTED.finditer(speech.text, start, end):
        if match.group(1) not in trivial():
            yield Word(match.start(1), match.end(1), _spellings(match.group(1)), 0)


def _words(speech: Speech, start: int, end: int) -> Iterator[Word]:
    own = {line.split()[0] for line in speech.lexicon.words if line.strip()}
    stop = trivial() | speech.lexicon.stopwords
    shortest = 2 if speech.lexicon.stopwords else 3  # without a stop list, short words are doubtful
    spans = _cut(speech.text, speech.lexicon)
    for left, right in spans[bisect_left(spans, (start, 0)) : bisect_left(spans, (end, 0))]:
        word = speech.text[left:right]
        if right <= end and word not in stop and len(word) <= MOST:
            if speech.source.speaker.startswith(word):  # whose name is no knowledge
                continue
            if word in own and len(word) > 1:
                yield Word(left, right, _spellings(word), 0)
            elif len(word) >= shortest and HAN.fullmatch(word):
                yield Word(left, right, _spellings(word), 1)


def _numbers(speech: Speech, start: int, end: int) -> Iterator[Word]:
    for match in _NUMBER.finditer(speech.text, start, end):
        digits = match.group()
        other = ""
        if not digits.isascii():
            other = str(chinese_number(digits))
        elif digits.isdecimal() and 0 < int(digits) < 100 and not digits.startswith("0"):
            other = numeral(int(digits))
        yield Word(match.start(), match.end(), tuple(filter(None, (digits, other))), 0)


def _spellings(word: str) -> tuple[str, ...]:
    """Return a word, and the word with a number of its own in digits: 六个必须, 6个必须."""
    other = _COUNTED.sub(lambda match: match[1] + str(chinese_number(match[2])), word)
    return (word,) if other == word else (word, other)


@lru_cache(maxsize=2)  # cutting begins with half a second for jieba's dictionary
def _cut(text: str, lexicon: Lexicon) -> tuple[Span, ...]:
    """Return the words of a text as spans."""
    spans: list[Span] = []
    place = 0
    for word in cut(text, lexicon):
        spans.append((place, place + len(word)))
        place += len(word)
    return tuple(spans)
