"""Key terms of a passage, cut by jieba with the set's own dictionary."""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from kit.speech.records import Passage, Speech, as_passage
from kit.speech.source import Lexicon

CUT_AT = re.compile(r"[^\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]")
"""What jieba 0.42 takes as the end of a run of characters before it looks into a dictionary."""

_WEIGHED = re.compile(r"\s+(?:\d+(?:\s+[a-z]+)?|[a-z]+)$")
"""Frequency and part of speech behind a word."""


def cut(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of a text; joined, they are the text again."""
    return tuple(_tokenizer(lexicon.words).lcut(text))


def key_terms(passage: Speech | Passage) -> tuple[tuple[str, int], ...]:
    """Return the words that carry content with how often they occur, the most frequent first.

    Counted are words of two characters and more that are neither numbers nor on the stop list;
    words with equal counts stand in the order of the text.
    """
    whole = as_passage(passage)
    lexicon = whole.speech.lexicon
    if not whole.text.strip():
        return ()
    words = (word for word in cut(whole.text, lexicon) if _carries_content(word, lexicon))
    return tuple(Counter(words).most_common())


def without_effect(speech: Speech) -> Iterator[tuple[int, str, str]]:
    """Yield place in the dictionary (from 0), word and reason of each word that is never cut out.

    A line has no effect where the speech does not hold its word, or where jieba cuts the word all
    the same: between Chinese characters and other signs it always does.
    """
    found = set(cut(speech.text, speech.lexicon))
    for place, line in enumerate(speech.lexicon.words):
        word, _, rest = _WEIGHED.sub("", line).partition(" ")
        signs = " ".join(dict.fromkeys(CUT_AT.findall(word)))
        if rest:
            yield place, word, f"空格后面的“{rest}”不起作用"
        elif signs:
            yield place, word, f"分词总在 {signs} 处断开，不能整个保留"
        elif word not in speech.text:
            yield place, word, "讲话中没有这个词"
        elif word not in found:
            yield place, word, "讲话中的这个词总被拆开，或者在更长的词里"


def _carries_content(word: str, lexicon: Lexicon) -> bool:
    return (
        len(word) > 1
        and word not in lexicon.stopwords
        and any(map(str.isalpha, word))
        and not word.isnumeric()
    )


@lru_cache(maxsize=2)
def _tokenizer(words: tuple[str, ...]) -> Any:
    """Return a tokenizer of our own: words added to jieba's shared one would leak to everything.

    It is kept for the next passage of the same set.
    """
    plain = _plain_tokenizer()
    tokenizer = type(plain)()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(plain.FREQ), plain.total, True
    for line in words:
        word, *rest = line.split()[:3]  # jieba's form: word, frequency, part of speech
        tokenizer.add_word(word, *(rest if rest and rest[0].isdecimal() else ()))
    return tokenizer


@cache
def _plain_tokenizer() -> Any:
    """Return a tokenizer with jieba's dictionary alone, which takes half a second to read.

    It is read anew in a private folder, because jieba takes any file that lies at its usual cache
    path for its own.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        tokenizer.tmp_dir = folder
        tokenizer.initialize()
    return tokenizer
