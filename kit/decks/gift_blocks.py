r"""A GIFT file cut into questions, and a question into its texts and its braces.

Moodle asks for a blank line between questions and for none inside; people forget the one and type
the other. So a question ends at a blank line outside braces, or at a line that begins another one:
with a name, or with braces after those of the question are closed. Braces that never close take
nothing of the next question with them.

``\~ \= \# \{ \} \: \\ \n`` stand for a character without its meaning. While a question is taken
apart such a character is one of `_STAND_INS`, so that it is found by nobody who looks for the
character itself; texts of which that is still true are called escaped (`shown` ends it).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kit.decks.html_text import clean
from kit.quiz.kinds import TRUE_AND_FALSE

CATEGORY = "$CATEGORY:"
TRUE, FALSE = (frozenset(pair[side].upper() for pair in TRUE_AND_FALSE) for side in (0, 1))

_STAND_INS = "\x01\x02\x03\x04\x05\x06\x07\x08"  # `clean` leaves none of them in a text
_ESCAPE = re.compile(r"\\([\\~=#{}:n])")
_HIDE = dict(zip("\\~=#{}:n", _STAND_INS, strict=True))
_SHOW = str.maketrans(dict(zip(_STAND_INS, "\\~=#{}:\n", strict=True)))

_NAMED = re.compile(r"(?<=[}｝])\s*(?=::[^:]+::)")
"""Where, behind the braces of a question, another one begins in the same line."""

_WORDS = "|".join(sorted(TRUE | FALSE, key=len, reverse=True))
_WIDE = re.compile(rf"｛(?=\s*(?:[=＝~～#＃}}｝]|$|(?:{_WORDS})\s*[}}｝#＃]))", re.IGNORECASE)
"""A full-width brace that answers stand behind; others are text."""

_ENDS = tuple("。？！：）?!:)…")
_WIDE_MARKS = str.maketrans("＝～＃％", "=~#%")
_FIGURES = str.maketrans("０１２３４５６７８９．－＋：", "0123456789.-+:")
_WIDE_MARK = re.compile(r"(?:(?<=\s)|^)[＝～＃]")
_WIDE_WEIGHT = re.compile(r"(?<=[=~])\s*[％%]([-－]?[0-9０-９.．]+)[％%]")
_WIDE_NAME = re.compile("^[:：]{2}([^:：]+)[:：]{2}")
_ORDINAL = r"\s*[.．、)）](?![0-9])\s*"
_WIDE_ARROW = re.compile("[-－—]＞")


@dataclass(frozen=True, slots=True)
class GiftBlock:
    """One question as the file has it; all but its comments and its name escaped.

    ``texts`` are the pieces of its stem, one more than there are ``braces`` between them; ``line``
    is the 1-based line that it begins in, ``whole`` tells whether all braces have their partner.
    """

    comments: tuple[str, ...]
    name: str
    texts: tuple[str, ...]
    braces: tuple[str, ...]
    line: int
    whole: bool


@dataclass(slots=True)
class _Draft:
    """The question that is being read; ``depth`` counts the braces that are open."""

    comments: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    line: int = 0
    depth: int = 0
    whole: bool = True
    answered: bool = False
    asked: bool = False  # what stands before the braces is a whole sentence

    def add(self, line: str, number: int) -> None:
        self.line = self.line or number
        self.body.append(line)
        for match in re.finditer("[{}]", line):
            if match.group() == "{" and not self.depth:
                self.asked = line[: match.start()].rstrip().endswith(_ENDS)
            self.depth += 1 if match.group() == "{" else -1
            if self.depth < 0:
                self.depth, self.whole = 0, False
        self.answered = not self.depth and (self.answered or "}" in line)

    def block(self) -> GiftBlock:
        body = "\n".join(self.body).strip()
        name = ""
        if body.startswith("::"):
            before, colons, after = body[2:].partition("::")
            if colons:
                name, body = " ".join(shown(before).split()), after
        texts, braces = _pieces(body)
        whole = self.whole and not self.depth
        return GiftBlock(tuple(self.comments), name, texts, braces, self.line, whole)


def shown(text: str) -> str:
    """Return the text that an escaped one stands for."""
    return text.translate(_SHOW)


def read_blocks(text: str) -> Iterator[GiftBlock]:
    """Yield the questions of a file, and what else stands in it as if it were one."""
    lines = [each.strip() for each in text.split("\n")]
    draft = _Draft()
    closing = 0  # the line up to which the open braces are known to go on
    for number, whole_line in enumerate(lines, start=1):
        if whole_line.startswith("//"):
            if draft.answered:
                yield draft.block()
                draft = _Draft()
            draft.comments.append(whole_line[2:].strip())
            continue
        for line in _NAMED.split(_hidden(whole_line)):
            if draft.depth:
                line = _narrow_end(line, draft.depth)
                if line or number <= closing:
                    ended = _begins_another(line)
                else:
                    closing = _closing(lines, number)
                    ended = not closing
            else:
                line = _narrow_end(_narrow(line))
                another = line.startswith("::") or (
                    draft.answered
                    and ("{" in line or (draft.asked and draft.body[-1].endswith("}")))
                )
                ended = not line or line.startswith(CATEGORY) or (another and bool(draft.body))
            if ended:
                if draft.body:
                    yield draft.block()
                draft = _Draft()
                line = _narrow_end(_narrow(line))
            if line and not line.startswith(CATEGORY):
                draft.add(line, number)
    if draft.body:
        yield draft.block()


def without_numbers(blocks: Sequence[GiftBlock]) -> Iterator[GiftBlock]:
    """Yield the questions without the numbers that count them, if all of them have theirs.

    What stands above the number of a question, such as a title, is none of it.
    """
    at = 0
    cut: list[tuple[str, str]] = []
    for block in blocks:
        if not block.braces:
            cut.append(("", block.texts[0]))
            continue
        for number in (at + 1, 1):
            found = re.search(rf"^{number}{_ORDINAL}", block.texts[0], re.MULTILINE)
            if found:
                break
        else:
            yield from blocks
            return
        at = number
        cut.append((block.texts[0][: found.start()].strip(), block.texts[0][found.end() :]))
    for block, (above, stem) in zip(blocks, cut, strict=True):
        if above:
            yield GiftBlock((), "", (above,), (), block.line, True)
        yield replace(block, texts=(stem, *block.texts[1:]))


def narrow_figures(text: str) -> str:
    """Return a text with its full-width figures and the marks in numbers half-width."""
    return text.translate(_FIGURES)


def narrow_marks(answers: str) -> str:
    """Return what stands in braces with its full-width marks made those that GIFT knows.

    Where no other marks are, each of them is one; otherwise only where a mark would stand, at the
    beginning or behind white space.
    """
    if not re.search("[=~#]", answers):
        answers = answers.translate(_WIDE_MARKS)
    else:
        answers = _WIDE_MARK.sub(lambda match: match.group().translate(_WIDE_MARKS), answers)
    return _WIDE_ARROW.sub("->", _WIDE_WEIGHT.sub(_weight, answers))


def _weight(match: re.Match[str]) -> str:
    return f"%{narrow_figures(match[1])}%"


def _hidden(line: str) -> str:
    return _ESCAPE.sub(lambda match: _HIDE[match[1]], clean(line))


def _narrow(line: str) -> str:
    """Return a line outside braces with the full-width braces that answers stand in half-width."""
    first, *rest = _WIDE.split(_WIDE_NAME.sub(r"::\1::", line))
    return first + "".join("{" + piece.replace("｝", "}", 1) for piece in rest)


def _narrow_end(line: str, depth: int = 0) -> str:
    """Return a line in which braces stay open with the full-width one that ends them."""
    ends = line.count("}") < depth + line.count("{") and "｝" in line and "｛" not in line
    return line.replace("｝", "}", 1) if ends else line


def _begins_another(line: str) -> bool:
    """Tell whether a line inside braces shows that their end was forgotten above it."""
    if line.startswith(("::", CATEGORY)):
        return True
    opening, closing = line.find("{"), line.find("}")
    before = opening >= 0 and not 0 <= closing < opening
    return before and not line.startswith(("=", "~", "#", "%"))


def _closing(lines: Sequence[str], number: int) -> int:
    """Return the line below a blank one in which open braces end, 0 if they do not."""
    for below, line in enumerate(map(_hidden, lines[number:]), start=number + 1):
        if not line.startswith("//"):
            if _begins_another(line):
                return 0
            if "}" in line or "｝" in line:
                return below
    return 0


def _pieces(body: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Cut a question at its outermost braces: the texts around them, and what is in each."""
    texts: list[str] = []
    braces: list[str] = []
    depth = done = 0
    for match in re.finditer("[{}]", body):
        if match.group() == "{":
            depth += 1
            if depth == 1:
                texts.append(body[done : match.start()])
                done = match.end()
        elif depth:
            depth -= 1
            if not depth:
                braces.append(body[done : match.start()].strip())
                done = match.end()
    if depth:
        braces.append(body[done:].strip())
        done = len(body)
    return (*texts, body[done:]), tuple(braces)
