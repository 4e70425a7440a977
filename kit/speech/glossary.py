"""The glossary of a study set, ``terms.toml``: what is explained, and where it stands in the text.

One table a term::

    [[term]]
    name = "一号检察建议"      # as the text writes it
    aliases = []               # other ways in which it does
    pinyin = "yī hào jiǎnchá jiànyì"
    gloss = "the “No. 1 Procuratorial Recommendation”"
    explanation = "2018年10月最高人民检察院发给教育部的检察建议。"
    source = "最高人民检察院《检察建议书》高检建〔2018〕1号，2018-10-19"
    origin = "background"      # speech, background, editor or unexplained
    sure = true                # false: the usual meaning, not proved
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, get_args

from kit.errors import KitError
from kit.files import read_saved
from kit.library import StudySet
from kit.speech.records import Passage, Speech
from kit.speech.source import Origin, Term
from kit.speech.wording import find_quote
from kit.toml_files import key_line, numbered_tables, read_toml, toml_text

_HAN = re.compile("[\u3400-\u9fff]")

TermPlace = tuple[int, int, Term]
"""Where a term stands in a speech: a span, and the term."""


def read_terms(study_set: StudySet) -> tuple[Term, ...]:
    """Return the terms of a set's glossary; a set may do without one.

    Raises:
        KitError: one of them is faulty; path and line are named.
    """
    terms = []
    for term in _each_term(study_set):
        if isinstance(term, KitError):
            raise term
        terms.append(term)
    return tuple(terms)


def term_errors(study_set: StudySet) -> tuple[KitError, ...]:
    """Return what is wrong with a set's glossary, each term's first fault."""
    errors: list[KitError] = []
    try:
        for term in _each_term(study_set):
            if isinstance(term, KitError):
                errors.append(term)
    except KitError as error:
        errors.append(error)
    return tuple(errors)


def terms_in(passage: Passage) -> tuple[Term, ...]:
    """Return the terms that stand in a passage, in the order in which it first uses them."""
    places = sorted(_inside(passage), key=lambda place: place[0])
    return tuple({id(term): term for _, _, term in places}.values())


def term_places(passage: Passage) -> tuple[TermPlace, ...]:
    """Return where each term first stands in a passage, in text order.

    Places do not overlap: of two terms that do, the one that begins first is taken, and of those
    that begin together the longest.
    """
    first: dict[int, TermPlace] = {}
    at = passage.start
    for start, end, term in sorted(_inside(passage), key=lambda place: (place[0], -place[1])):
        if at <= start:
            first.setdefault(id(term), (start, end, term))
            at = end
    return tuple(first.values())


def _inside(passage: Passage) -> list[TermPlace]:
    return [
        place
        for place in _all_places(passage.speech)
        if passage.start <= place[0] and place[1] <= passage.end
    ]


@lru_cache(maxsize=2)
def _all_places(speech: Speech) -> tuple[TermPlace, ...]:
    return tuple(
        (start, end, term)
        for term in speech.terms
        for form in term.forms
        for start, end in find_quote(speech, form)
    )


def _each_term(study_set: StudySet) -> Iterator[Term | KitError]:
    """Yield every term of a glossary, or what is wrong with it."""
    path = study_set.terms_file
    if not path.exists():
        return
    shown = study_set.shown(path)
    tables = numbered_tables(path, read_toml(path, shown), "term", shown)
    for number, (begin, row) in enumerate(tables, start=1):
        try:
            yield _term(row, number, shown)
        except _TermError as fault:
            line = begin and key_line(read_saved(path, shown), begin, fault.key)
            yield KitError(fault.what, remedy=fault.remedy, path=shown, line=line)


class _TermError(Exception):
    """What is wrong with a term, and the key that it is about."""

    def __init__(self, key: str, what: str, remedy: str) -> None:
        self.key, self.what, self.remedy = key, what, remedy
        super().__init__(what)


def _term(row: dict[str, Any], number: int, shown: str) -> Term:
    name = _needed(row, "name", f"第 {number} 个 [[term]] ", shown)
    which = f"术语“{name}”"
    origin: Origin | None = row.get("origin")
    if origin is None or origin not in get_args(Origin):
        what = f"{which}的 origin 写成了“{origin}”。" if origin else f"{which}缺少“origin”。"
        raise _TermError("origin", what, f"应为 {'、'.join(get_args(Origin))} 之一。")
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list) or not all(_is_text(alias) for alias in aliases):
        raise _TermError(
            "aliases", f"{which}的 aliases 不是一列文字。", '请写成 aliases = ["…", "…"]。'
        )
    sure = row.get("sure", True)
    if not isinstance(sure, bool):
        raise _TermError(
            "sure", f"{which}的 sure 写成了“{sure}”。", "应为 true 或 false，不加引号。"
        )
    pinyin = _optional(row, "pinyin", which)
    if _HAN.search(pinyin):
        what = f"{which}的 pinyin 里有汉字。"
        raise _TermError("pinyin", what, '请只写带声调的拼音，例如 pinyin = "jiǎnchá"。')
    return Term(
        name=name,
        explanation=_needed(row, "explanation", which, shown),
        gloss=_optional(row, "gloss", which),
        origin=origin,
        sure=sure,
        aliases=tuple(aliases),
        pinyin=pinyin,
        source=_optional(row, "source", which),
    )


def _needed(row: dict[str, Any], key: str, which: str, shown: str) -> str:
    try:
        return toml_text(row, key, shown, which)
    except KitError as error:
        raise _TermError(key, error.what, error.remedy) from None


def _optional(row: dict[str, Any], key: str, which: str) -> str:
    text = row.get(key, "")
    if not isinstance(text, str):
        raise _TermError(key, f"{which}的 {key} 不是文字。", f'请写成 {key} = "…"。')
    return text.strip()


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
