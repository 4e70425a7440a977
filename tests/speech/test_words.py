"""Key terms, cut with the set's own dictionary."""

from __future__ import annotations

import jieba
import pytest

from kit.speech import Lexicon, Speech, parse
from kit.speech.words import cut, key_terms


def test_words_joined_are_the_text(speech: Speech) -> None:
    assert "".join(cut(speech.text, speech.lexicon)) == speech.text


def test_the_sets_own_terms_are_kept_whole(speech: Speech) -> None:
    words = set(cut(speech.text, speech.lexicon))
    assert {"认罪认罚从宽", "审前羁押率", "公益诉讼", "第一方阵"} <= words


def test_a_remark_behind_a_word_of_the_dictionary_does_no_harm() -> None:
    lexicon = Lexicon(words=("低空经济 专有名词", "# 注释", "飞行营地 5 n"))
    assert cut("低空经济和飞行营地", lexicon) == ("低空经济", "和", "飞行营地")


def test_stop_words_numbers_and_single_characters_are_left_out(speech: Speech) -> None:
    terms = [term for term, _ in key_terms(speech)]
    assert terms
    assert not set(terms) & speech.lexicon.stopwords
    assert all(len(term) > 1 and not term.isnumeric() for term in terms)


def test_the_most_frequent_come_first_and_are_counted_right(speech: Speech) -> None:
    counts = [count for _, count in key_terms(speech)]
    assert counts == sorted(counts, reverse=True)
    words = cut(speech.text, speech.lexicon)
    assert all(words.count(term) == count for term, count in key_terms(speech))


def test_our_words_do_not_leak_into_jieba(speech: Speech) -> None:
    key_terms(speech)
    assert "认罪认罚从宽" not in jieba.lcut("认罪认罚从宽")


def test_words_of_one_set_do_not_leak_into_another() -> None:
    text = "认罪认罚从宽"
    assert text not in cut(text, Lexicon())
    assert cut(text, Lexicon(words=(text,))) == (text,)
    assert text not in cut(text, Lexicon())


@pytest.mark.parametrize("text", ["", " \n"])
def test_a_blank_text_has_no_terms(text: str) -> None:
    assert key_terms(parse(text, lexicon=Lexicon())) == ()
