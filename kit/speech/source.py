"""What a set says of its speech beside the text: where it is from, its terms, its words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Origin = Literal["speech", "background", "editor", "unexplained"]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the glossary.

    ``origin`` tells where the explanation comes from: the speech itself, general knowledge, the
    editors' own summary, or nowhere (the speech leaves it unexplained). ``sure`` is false for a
    usual but unproved meaning. ``source`` is who says so (issuer, title, date); ``pinyin`` and
    ``gloss`` (English) are for those who learn the language; "" where there is none.
    """

    name: str
    explanation: str
    gloss: str
    origin: Origin
    sure: bool = True
    aliases: tuple[str, ...] = ()
    pinyin: str = ""
    source: str = ""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every string of the text that means this term."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Source:
    """What is known of a text: its title, who spoke, when, and how the file can be told."""

    title: str
    path: str
    sha256: str = ""
    speaker: str = ""
    date: str = ""
    rights: str = ""

    @property
    def day(self) -> str:
        """The date as it is said (2021年2月25日); what is no date stands as it is."""
        try:
            day = dt.date.fromisoformat(self.date)
        except ValueError:
            return self.date
        return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The set's own words for jieba (lines of its user dictionary) and the words to leave out."""

    words: tuple[str, ...] = ()
    stopwords: frozenset[str] = frozenset()
