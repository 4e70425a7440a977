"""填空: a term, a word of the dictionary or a number left out of its clause."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from operator import itemgetter
from random import Random

from kit.exercises.material import Material, Span, balanced, enumeration
from kit.exercises.vocabulary import HAN, Word, words
from kit.quiz.answers import strip, typed_kind
from kit.quiz.question import BLANK, Question
from kit.speech import Term
from kit.speech.wording import full_width, numeral, quoted, sentence

CONTEXT = 6
"""Characters that are left beside a blank, where the sentence has so many."""

LONGEST = 60
"""Characters of the longest text around a blank."""


def clozes(material: Material, dice: Random) -> Iterator[Question]:
    """Yield clauses with one blank; terms, quoted words and numbers come before other words."""
    passage = material.passage
    candidates = words(material.speech, passage.start, passage.end) if material.sentences else ()
    drawn = sorted(((word.rank + dice.random(), word) for word in candidates), key=itemgetter(0))
    for _, word in drawn:
        frame = _frame(material, word)
        if frame is not None and _tells_enough(material, frame, word):
            numeric = typed_kind([word.accepted]) == "numeric"
            hint = "填一个数。" if numeric else _hint(word.accepted[0])
            blanks = {(word.start, word.end): word.accepted}
            yield _fill(material, "填空", frame, blanks, hint, _gloss(word.term))


def completions(material: Material, dice: Random) -> Iterator[Question]:
    """Yield lists (甲、乙、丙和丁) with one or two of their inner members left out."""
    text = material.speech.text
    frames = [span for each in material.sentences for span in each if span[1] - span[0] <= LONGEST]
    dice.shuffle(frames)
    for frame in frames:
        members = [each for each in enumeration(text, *frame) if _is_member(text, frame, each)]
        if members:
            spans = sorted(dice.sample(members, min(len(members), dice.choice((1, 2)))))
            blanks = {span: (text[slice(*span)].strip(),) for span in spans}
            hint = _hint(blanks[spans[0]][0]) if len(spans) == 1 else ""
            yield _fill(material, "补全并列的各项", frame, blanks, hint)


def _fill(
    material: Material,
    what: str,
    frame: Span,
    blanks: Mapping[Span, tuple[str, ...]],
    hint: str,
    gloss: str = "",
) -> Question:
    """Return the question for a stretch of the speech and the blanks in it, in text order."""
    quote = material.speech.text[slice(*frame)]
    shown = full_width(quote)
    for start, end in reversed(tuple(blanks)):
        shown = shown[: start - frame[0]] + BLANK + shown[end - frame[0] :]
    answers = tuple(blanks.values())
    return Question(
        "",
        typed_kind(answers),
        f"按{material.place(*frame)}的原文{what}：{sentence(shown)}",
        answers=answers,
        evidence=material.evidence(frame),
        explanation=f"原文是{quoted(quote)}。{gloss}",
        hint=hint,
    )


def _frame(material: Material, word: Word) -> Span | None:
    """Return the clause of a word, with its neighbours where it alone says too little."""
    begun = bisect_right(material.sentences, word.start, key=lambda each: each[0][0])
    sentence_ = material.sentences[begun - 1] if begun else ()
    holding = (
        n for n, (start, end) in enumerate(sentence_) if start <= word.start < word.end <= end
    )
    first = last = next(holding, len(sentence_))
    size = word.end - word.start

    def fits(left: int, right: int) -> bool:
        inside = left >= 0 and right < len(sentence_)
        return inside and sentence_[right][1] - sentence_[left][0] <= LONGEST

    while fits(first, last) and sentence_[last][1] - sentence_[first][0] - size < CONTEXT:
        if fits(first, last + 1):
            last += 1
        elif fits(first - 1, last):
            first -= 1
        else:
            break
    return (sentence_[first][0], sentence_[last][1]) if fits(first, last) else None


def _tells_enough(material: Material, frame: Span, word: Word) -> bool:
    """Tell whether one word alone fills the blank, in the part that the question names.

    What is left must be a few characters at least, must not say the word, and must stand around
    nothing else in that part.
    """
    text = material.speech.text
    before, after = text[frame[0] : word.start], text[word.end : frame[1]]
    rest = full_width(before + after)
    if len(strip(rest)) < CONTEXT - 1 or not balanced(text[frame[0] : frame[1]]):
        return False
    place = material.place(*frame)
    if any(strip(each) in strip(rest) or each in place for each in word.accepted):
        return False
    node = material.speech.deepest(*frame)
    part = text[node.start : node.end] if node else text
    around = re.compile(f"{re.escape(before)}[^，,。；;\r\n]{{1,20}}?{re.escape(after)}")
    return len(around.findall(part)) == 1


def _is_member(text: str, frame: Span, member: Span) -> bool:
    inner = text[slice(*member)]
    rest = text[frame[0] : member[0]] + text[member[1] : frame[1]]
    return 2 <= len(inner) <= 16 and balanced(inner) and strip(inner) not in strip(rest)


def _hint(answer: str) -> str:
    first = f"第一个字是“{answer[0]}”。"
    count = "两" if len(answer) == 2 else numeral(len(answer))
    return f"共{count}个字，{first}" if HAN.fullmatch(answer) else first


def _gloss(term: Term | None) -> str:
    """Return what the glossary says for certain about a term, and whose words these are."""
    if term is None or not term.sure or term.origin == "unexplained":
        return ""
    aside = "" if term.origin == "speech" else "（背景知识，讲话未作解释）"
    return f"“{term.name}”{aside}：{sentence(term.explanation)}"
