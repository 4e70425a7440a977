"""What stands between the braces of a GIFT question; all texts still `escaped`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kit.decks.gift_text import marked, plain, untagged
from kit.decks.inline import one_line
from kit.decks.typed import blank_kind
from kit.quiz.question import Kind, Option

_WEIGHT = re.compile(r"%(-?[0-9]+(?:\.[0-9]*)?)%")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}
_EXACT = re.compile(r"([+-]?[0-9]*\.?[0-9]+)(?:[:\x07](0*\.?0*))?")
_WILD = re.compile(r"(?<!\\)\*")


class NotHeldError(Exception):
    """A paper cannot hold this; the message says what it is, in Chinese."""


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of one question, as `Question` has them.

    ``general`` is the general feedback, still escaped; ``explanation`` what may serve as one if
    there is no general feedback; ``lost`` what of the answers a paper has no place for.
    """

    kind: Kind
    options: tuple[Option, ...] = ()
    answers: tuple[tuple[str, ...], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    general: str = ""
    explanation: str = ""
    lost: str = ""


@dataclass(frozen=True, slots=True)
class _Answer:
    """One ``=`` or ``~``: its text and feedback, escaped, and its weight, None without one."""

    mark: str
    text: str
    feedback: str
    weight: float | None


def read_answers(braces: str | None, stem: str) -> Answers:
    """Read what is between the braces.

    Raises:
        NotHeldError: it is no question, or one that a paper cannot hold.
    """
    if braces is None:
        raise NotHeldError("没有答案的说明文字")
    body, _, general = braces.rpartition("####") if "####" in braces else (braces, "", "")
    return replace(_read(body.strip()), general=general.strip())


def _read(body: str) -> Answers:
    if not body:
        return Answers("recall")
    if body.startswith(">"):
        raise NotHeldError("排序题（Moodle 插件的写法）")
    if body.startswith("#"):
        return _numerical(body[1:])
    if "~" in body:
        return _choice(body)
    if "=" in body and "->" in body:
        return _match(body)
    word, *feedback = body.split("#", 2)
    if word.strip().upper() in _TRUE | _FALSE:
        return _judge(word.strip().upper() in _TRUE, feedback)
    return _short(body)


def _judge(true: bool, feedback: list[str]) -> Answers:
    wrong, right = ([marked(each) for each in feedback] + ["", ""])[:2]
    options = (
        Option("对", true, right if true else wrong),
        Option("错", not true, wrong if true else right),
    )
    return Answers("judge", options, explanation=right)


def _choice(body: str) -> Answers:
    found = _split(body, "~")
    equals = [each for each in found if each.mark == "="]
    if len(equals) > 1:
        raise NotHeldError("有几个正确项、只选其一的选择题")
    if equals:
        correct = [each.mark == "=" for each in found]
    else:
        correct = [(each.weight or 0) > 0 for each in found]
    if not any(correct):
        raise NotHeldError("没有正确答案的题目")
    options = tuple(
        Option(marked(each.text), right, marked(each.feedback))
        for each, right in zip(found, correct, strict=True)
    )
    lost = any(each.mark == "~" and (each.weight or 0) > 0 for each in found) and equals
    return Answers(
        "multiple" if sum(correct) > 1 else "single",
        options,
        explanation="".join(each.feedback for each in options if each.correct and equals),
        lost="选项的部分得分" if lost else "",
    )


def _match(body: str) -> Answers:
    pairs: list[tuple[str, str]] = []
    for each in _split(body, ""):
        left, arrow, right = each.text.partition("->")
        if not arrow:
            raise NotHeldError("看不懂的配对题")
        pairs.append((marked(left), one_line(plain(right))))
    real = tuple((left, right) for left, right in pairs if left)
    return Answers("match", pairs=real, lost="多余的右项" if len(real) < len(pairs) else "")


def _numerical(body: str) -> Answers:
    """Read ``6``, ``6:0`` and lists of them; a range or a margin is not held."""
    found = _split(body if body.lstrip().startswith(("=", "~")) else f"={body}")
    right = [each for each in found if each.mark == "=" and each.weight in {None, 100}]
    values: list[str] = []
    for each in right:
        match = _EXACT.fullmatch(one_line(each.text))
        if not match:
            raise NotHeldError("答案是一个范围的题目")
        values.append(match[1].removeprefix("+"))
    return _typed(tuple(values), right, found)


def _short(body: str) -> Answers:
    found = _split(body)
    right = [each for each in found if each.weight in {None, 100}]
    texts = [untagged(each.text) for each in right]
    if any(_WILD.search(each) for each in texts):
        raise NotHeldError("答案里有通配符的题目")
    return _typed(tuple(each.replace(r"\*", "*") for each in texts), right, found)


def _typed(accepted: tuple[str, ...], right: list[_Answer], found: list[_Answer]) -> Answers:
    if not accepted:
        raise NotHeldError("没有正确答案的题目")
    lost = len(found) > len(right)
    said = next((marked(each.feedback) for each in right if each.feedback), "")
    return Answers(
        blank_kind(accepted),
        answers=(accepted,),
        explanation=said,
        lost="不完全正确的答案" if lost else "",
    )


def _split(body: str, weighed: str = "=") -> list[_Answer]:
    """Cut the answers apart; text before the first ``=`` or ``~`` belongs to none.

    Only after a mark of ``weighed`` can there be a weight.
    """
    found: list[_Answer] = []
    for match in re.finditer(r"([=~])([^=~]*)", body):
        text, _, feedback = match[2].strip().partition("#")
        weight = _WEIGHT.match(text) if match[1] in weighed else None
        if weight:
            text = text[weight.end() :]
        value = float(weight[1]) if weight else None
        found.append(_Answer(match[1], text.strip(), feedback.strip(), value))
    if not found:
        raise NotHeldError("看不懂的答案")
    return found
