"""Ways to spoil a good paper: what a hasty hand, an editor or a bad copy does to a file.

A mutation takes the lines of a paper and dice, and returns the spoilt lines with the lines (from 1,
both included) of which one must be told; None where the paper has nothing for it to spoil. What
would leave a paper that is just another good paper is not done: an option less, a distractor put
first, a cut at the end of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Spoilt = tuple[list[str], int, int]
Mutation = Callable[[list[str], Random], Spoilt | None]

FOREIGN = "鹦鹉"
"""Characters that stand nowhere in the speech."""

_HAN = re.compile(r"[\u4e00-\u9fff]")
_ENDS = "。！？…”）"


def questions(lines: list[str]) -> list[range]:
    """Return the lines (from 0) of each question, its heading first."""
    heads = [number for number, line in enumerate(lines) if line.startswith("## ")]
    return [range(a, b) for a, b in zip(heads, [*heads[1:], len(lines)], strict=True)]


def pick(
    lines: list[str], dice: Random, fits: Callable[[list[str]], bool]
) -> tuple[list[str], range] | None:
    """Return the lines of some question that fits, and where they stand."""
    fitting = [each for each in questions(lines) if fits([lines[number] for number in each])]
    if not fitting:
        return None
    chosen = dice.choice(fitting)
    return [lines[number] for number in chosen], chosen


def in_question(
    fits: Callable[[list[str]], bool], spoil: Callable[[list[str], Random], list[str] | None]
) -> Mutation:
    """Make a mutation of one question out of what it does to the question's own lines."""

    def mutation(lines: list[str], dice: Random) -> Spoilt | None:
        found = pick(lines, dice, fits)
        if found is None:
            return None
        own, where = found
        spoilt = spoil(list(own), dice)
        if spoilt is None or spoilt == own:
            return None
        after = [*lines[: where.start], *spoilt, *lines[where.stop :]]
        return after, where.start + 1, where.start + max(len(spoilt), len(own))

    return mutation


def has(*heads: str) -> Callable[[list[str]], bool]:
    """Fit the questions that have a line with each of these beginnings."""
    return lambda own: all(any(line.startswith(head) for line in own) for head in heads)


def at(own: list[str], dice: Random, head: str) -> int:
    """Return the number of some line with this beginning."""
    return dice.choice([number for number, line in enumerate(own) if line.startswith(head)])


def replace(head: str, *others: str) -> Mutation:
    """Put another beginning in the place of one line's own."""

    def spoil(own: list[str], dice: Random) -> list[str]:
        number = at(own, dice, head)
        text = dice.choice(others) + own[number].removeprefix(head)
        return [*own[:number], text, *own[number + 1 :]]

    return in_question(has(head), spoil)


def drop(*heads: str) -> Mutation:
    """Leave out all lines with these beginnings of a question that has the first of them."""
    return in_question(
        has(heads[0]), lambda own, dice: [line for line in own if not line.startswith(heads)]
    )


def untick(own: list[str], dice: Random) -> list[str]:
    return [line.replace("- [x]", "- [ ]") for line in own]


def tick_another(own: list[str], dice: Random) -> list[str]:
    number = at(own, dice, "- [ ]")
    return [*own[:number], own[number].replace("[ ]", "[x]"), *own[number + 1 :]]


def tick_all(own: list[str], dice: Random) -> list[str]:
    return [line.replace("- [ ]", "- [x]") for line in own]


def equal_options(own: list[str], dice: Random) -> list[str]:
    first, second = dice.sample([n for n, line in enumerate(own) if line.startswith("- [")], 2)
    own[second] = own[second][:6] + own[first][6:].replace("，", ",")
    return own


def alter_evidence(own: list[str], dice: Random) -> list[str]:
    number = at(own, dice, "> 依据")
    head, colon, quote = own[number].partition("：")
    places = [match.start() for match in _HAN.finditer(quote)]
    place = dice.choice(places)
    own[number] = head + colon + quote[:place] + dice.choice(FOREIGN) + quote[place + 1 :]
    return own


def add_to_evidence(own: list[str], dice: Random) -> list[str]:
    number = at(own, dice, "> 依据")
    place = dice.randint(own[number].index("：") + 1, len(own[number]))
    own[number] = own[number][:place] + dice.choice(FOREIGN) + own[number][place:]
    return own


def move_evidence(own: list[str], dice: Random) -> list[str]:
    number = at(own, dice, "> 依据：")
    own[number] = own[number].replace("> 依据：", "> 依据（九）：")
    return own


def alter_answer(own: list[str], dice: Random) -> list[str]:
    number = at(own, dice, "= ")
    own[number] = f"= {dice.choice(FOREIGN)}{own[number][2:].partition('|')[0].strip()}"
    return own


def alter_count(own: list[str], dice: Random) -> list[str]:
    number = at(own, dice, "= ")
    return [*own[:number], "= 97", *own[number + 1 :]]


def drop_feedback(own: list[str], dice: Random) -> list[str] | None:
    wrong = [
        number + 1
        for number, line in enumerate(own[:-1])
        if line.startswith("- [ ]") and own[number + 1].startswith("  > ")
    ]
    number = dice.choice(wrong)
    return [*own[:number], *own[number + 1 :]]


def half_bold(own: list[str], dice: Random) -> list[str]:
    own[0] = own[0].replace("**", "", 1)
    return own


def no_blank(own: list[str], dice: Random) -> list[str]:
    own[0] = own[0].replace("____", dice.choice(["", "_", "……"]), 1)
    return own


def swap_numbers(own: list[str], dice: Random) -> list[str]:
    items = [number for number, line in enumerate(own) if re.match(r"\d\. ", line)]
    first, second = dice.sample(items, 2)
    own[first], own[second] = own[second], own[first]
    return own


def two_items(own: list[str], dice: Random) -> list[str]:
    return [line for line in own if not re.match(r"[3-9]\. ", line)]


def pair_without_sign(own: list[str], dice: Random) -> list[str]:
    number = dice.choice([n for n, line in enumerate(own) if re.match(r"- [^\[].* = ", line)])
    own[number] = own[number].replace(" = ", " ")
    return own


def equal_rights(own: list[str], dice: Random) -> list[str]:
    pairs = [n for n, line in enumerate(own) if re.match(r"- [^\[].* = ", line)]
    first, second = dice.sample(pairs, 2)
    left = own[second].partition(" = ")[0]
    own[second] = f"{left} = {own[first].partition(' = ')[2]}"
    return own


def add_below(head: str, *texts: str) -> Mutation:
    """Add a line below one that has this beginning; ``{}`` is what that line says."""

    def spoil(own: list[str], dice: Random) -> list[str]:
        number = at(own, dice, head)
        said = own[number].removeprefix(head).partition(" | ")[0]
        return [*own[: number + 1], dice.choice(texts).format(said), *own[number + 1 :]]

    return in_question(has(head), spoil)


def swap_feedback(own: list[str], dice: Random) -> list[str] | None:
    """Swap a wrong option's feedback with the option above or below it that is none of its own."""
    pairs = [
        (number, number + 1)
        for number in range(len(own) - 1)
        if own[number].startswith("  > ") and own[number + 1].startswith("- [")
    ]
    if not pairs:
        return None
    first, second = dice.choice(pairs)
    own[first], own[second] = own[second], own[first]
    return own


def join_lines(own: list[str], dice: Random) -> list[str] | None:
    """Lose the line break between two lines that both say something."""
    pairs = [n for n in range(1, len(own) - 1) if own[n].strip() and own[n + 1].strip()]
    pairs = [n for n in pairs if not own[n + 1].startswith("  > ") or own[n].startswith("- [ ]")]
    if not pairs:
        return None
    number = dice.choice(pairs)
    return [*own[:number], own[number] + own[number + 1], *own[number + 2 :]]


def broken_character(own: list[str], dice: Random) -> list[str]:
    number = dice.choice([n for n, line in enumerate(own) if _HAN.search(line)])
    place = dice.choice([match.start() for match in _HAN.finditer(own[number])])
    own[number] = own[number][:place] + "\ufffd" + own[number][place + 1 :]
    return own


def doubled_id(lines: list[str], dice: Random) -> Spoilt | None:
    first, second = sorted(each.start for each in dice.sample(questions(lines), 2))
    name = lines[first].split()[1]
    own = lines[second].split()[1]
    after = list(lines)
    after[second] = lines[second].replace(own, dice.choice([name, name.upper()]), 1)
    return after, second + 1, second + 1


def doubled_question(lines: list[str], dice: Random) -> Spoilt | None:
    """Copy a question to the end; now and then under a new id, so that the stem alone repeats."""
    chosen = dice.choice(questions(lines))
    copy = [lines[number] for number in chosen]
    if dice.random() < 0.5:
        copy[0] = copy[0].replace(copy[0].split()[1], "zz9999", 1)
    after = [*lines, "", *copy]
    return after, len(lines) + 2, len(lines) + 2


def cut_short(lines: list[str], dice: Random) -> Spoilt | None:
    """End the file within a question, before the end of its explanation, within a sentence."""
    chosen = dice.choice(questions(lines))
    last = next(number for number in chosen if lines[number].startswith("> 解析"))
    text = "\n".join(lines[: last + 1])
    start = len("\n".join(lines[: chosen.start])) + 2
    end = dice.randrange(start, len(text))
    if text[end - 1] in _ENDS and text.rindex("\n", 0, end) == text.rindex("\n> 解析"):
        return None
    after = text[:end].split("\n")
    return after, min(chosen.start + 1, len(after)), len(after)


def no_beginning(lines: list[str], dice: Random) -> Spoilt | None:
    after = lines[dice.randint(1, questions(lines)[0].stop) :]
    return after, 1, 1


def retired_id(lines: list[str], dice: Random) -> Spoilt | None:
    """Say of an id that is in use that it is used no more."""
    chosen = dice.choice(questions(lines))
    name = lines[chosen.start].split()[1]
    return [*lines, "", f"<!-- 停用题号：zz01 {name} -->"], chosen.start + 1, chosen.start + 1


def heading_lost(lines: list[str], dice: Random) -> Spoilt | None:
    """Leave out a heading, so that two questions become one."""
    chosen = questions(lines)
    place = dice.randrange(1, len(chosen))
    number = chosen[place].start
    return [*lines[:number], *lines[number + 1 :]], chosen[place - 1].start + 1, chosen[place].stop


def swap_heading(lines: list[str], dice: Random) -> Spoilt | None:
    """Swap a heading with a line below it; the question above then gets what it did not have."""
    chosen = questions(lines)
    place = dice.randrange(len(chosen))
    own = chosen[place]
    other = dice.choice([number for number in own[1:] if lines[number].strip()])
    after = list(lines)
    after[own.start], after[other] = lines[other], lines[own.start]
    return after, chosen[place - 1].start + 1 if place else 1, own.stop


JUDGE_OR_SINGLE = has("- [x]", "- [ ]", "  > ")

MUTATIONS: dict[str, Mutation] = {
    "a missing key": in_question(has("- [x]"), untick),
    "two keys": in_question(JUDGE_OR_SINGLE, tick_another),
    "every option a key": in_question(has("- [x]"), tick_all),
    "two equal options": in_question(has("- [x]"), equal_options),
    "an option without its box": replace("- [", "- "),
    "a box without its end": replace("- [x]", "- [x", "- x]", "- [×]", "- (x)"),
    "feedback left out": in_question(JUDGE_OR_SINGLE, drop_feedback),
    "feedback not indented": replace("  > ", "> ", ""),
    "a doubled id": doubled_id,
    "a retired id": retired_id,
    "a tier or a level that there is not": add_below("> 依据", "> 层次：必修", "> 能力：分析"),
    "a tier twice": in_question(has("> 解析"), lambda own, dice: [*own, *["> 层次：进阶"] * 2]),
    "a wrong answer that is right, or says nothing": add_below("= ", "! {} > 反馈。", "! 鹦鹉"),
    "a doubled question": doubled_question,
    "a heading of another level": replace("## ", "# ", "### ", "", "#"),
    "a heading without id": in_question(
        has("## "), lambda own, dice: [re.sub(r"^## \S+ ", "## ", own[0]), *own[1:]]
    ),
    "a heading without stem": in_question(
        has("## "), lambda own, dice: [" ".join(own[0].split()[:2]), *own[1:]]
    ),
    "a heading lost": heading_lost,
    "evidence altered by one character": in_question(has("> 依据"), alter_evidence),
    "evidence longer by one character": in_question(has("> 依据"), add_to_evidence),
    "evidence in a part that is not there": in_question(has("> 依据："), move_evidence),
    "no evidence": drop("> 依据", "> 出处"),
    "no explanation": drop("> 解析"),
    "an explanation twice": in_question(has("> 解析"), lambda own, dice: [*own, "> 解析：说明。"]),
    "a label misspelt": replace("> 解析：", "> 解折：", "> 解析", "解析：", "> "),
    # Not "> " alone: a line without a label continues the one above, and two quotations that stand
    # one after the other in the speech are one quotation then.
    "evidence that lost its label": replace("> 依据：", "> 依椐：", "> 依据", "依据："),
    "an answer that the speech does not give": in_question(has("= "), alter_answer),
    "a count that does not come out": in_question(has("= ", "> 计数"), alter_count),
    "an answer left out": in_question(
        has("= "), lambda own, dice: [line for line in own if not line.startswith("= ")]
    ),
    "an empty answer": in_question(
        has("= "), lambda own, dice: ["= |" if line.startswith("= ") else line for line in own]
    ),
    "a blank left out": in_question(lambda own: "____" in own[0], no_blank),
    "numbers out of order": in_question(has("1. ", "2. "), swap_numbers),
    "too few items": in_question(has("1. ", "3. "), two_items),
    "a pair without its sign": in_question(lambda own: " = " in "".join(own), pair_without_sign),
    "two equal rights": in_question(lambda own: " = " in "".join(own), equal_rights),
    "no model answer": replace("答：", "", "答"),
    "an empty model answer": in_question(
        has("答："), lambda own, dice: ["答：" if line.startswith("答：") else line for line in own]
    ),
    "half of a bold word": in_question(lambda own: "**" in own[0], half_bold),
    "a heading swapped with another line": swap_heading,
    "feedback swapped with an option": in_question(JUDGE_OR_SINGLE, swap_feedback),
    "two lines run together": in_question(has("> 解析"), join_lines),
    "a broken character": in_question(has("> 解析"), broken_character),
    "an end cut off": cut_short,
    "a beginning cut off": no_beginning,
}
"""Every way to spoil a paper's text, by what is then wrong with it."""
