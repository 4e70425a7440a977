"""The papers of a new set: questions made by rule, none of which the lint finds fault with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kit.exercises import Material, gather, generate
from kit.exercises.records import question
from kit.making.dividing import Lesson, Names, short
from kit.quiz import Evidence, Option, Paper, Question, check_papers, parse_paper
from kit.quiz.writing import write_paper
from kit.speech import Node, Passage, Speech

INTRO = "本卷题目由规则从原文生成，只问原文写了什么。"
_ROUNDS = 8
_SHORT = 150
_RECALLED = (3, 8)
_COUNTED = (2, 20)
_MOST_COUNTS = 6

Draft = dict[str, tuple[str, list[Question]]]
"""Papers by the names of their files: title and questions."""


def draft_papers(
    speech: Speech, lessons: Sequence[Lesson], distribution: str, others: Sequence[Paper] = ()
) -> dict[str, str]:
    """Return papers as text by name: one a lesson, and one on the numbers of tasks.

    A lesson that offers nothing to ask about has none. No question repeats or gives away one of
    another paper, those of ``others``, which a person wrote, included.
    """
    draft: Draft = {}
    material = gather(speech.whole())
    for lesson in lessons:
        draft[lesson.stem] = (" ".join(lesson.title.split()), list(_of_lesson(material, lesson)))
    draft[distribution] = ("任务怎样分布", list(_counts(speech)))
    for _ in range(_ROUNDS):
        faulty = _faulty(draft, speech, others)
        if not faulty:
            break
        draft = {
            name: (title, [each for each in asked if (name, each.id) not in faulty])
            for name, (title, asked) in draft.items()
        }
    return {
        name: write_paper(title, asked, speech=speech, intro=INTRO)
        for name, (title, asked) in draft.items()
        if asked
    }


def _of_lesson(material: Material, lesson: Lesson) -> Iterator[Question]:
    """Yield the questions of a lesson in the order of the text."""
    speech = material.speech
    start = min(each.passage.start for each in lesson.blocks)
    end = max(each.passage.end for each in lesson.blocks)
    stretches = [each.passage for each in lesson.blocks]
    if lesson.name != "opening":  # opening and closing do not stand together
        stretches = [Passage(speech, start, end)]
    found: dict[str, Question] = {}
    for stretch in stretches:
        leaves = [leaf for leaf in speech.leaves() if _within(leaf, stretch)]
        for leaf in leaves:
            passage = material.within(Passage(speech, leaf.start, leaf.end, leaf))
            number = 2 if leaf.end - leaf.start < _SHORT else 3
            for each in generate(passage, number=number, seed=leaf.id, kinds=("cloze", "list")):
                found[each.id] = each
        number = max(4, len(leaves)) if leaves else 6
        for each in generate(material.within(stretch), number=number, seed=lesson.name):
            found.setdefault(each.id, each)
        for each in (*_recalled(speech, stretch), *_judged(speech, leaves)):
            found[each.id] = each
    yield from sorted(found.values(), key=lambda each: min(e.start for e in each.evidence))


def _recalled(speech: Speech, stretch: Passage) -> Iterator[Question]:
    """Yield what asks for the titles under one part, written from memory."""
    for node in speech.nodes:
        children = speech.children(node) if _within(node, stretch) else ()
        if not _RECALLED[0] <= len(children) <= _RECALLED[1]:
            continue
        if not all(child.title for child in children):
            continue
        label = " ".join(speech.label(node).split())
        said = "；".join(" ".join((child.marker + child.title).split()) for child in children)
        made = question(
            "recall",
            f"请凭记忆依次写出“{label}”之下 {len(children)} 个部分的标题。",
            evidence=tuple(_heading(speech, child) for child in children),
            explanation="次序以原文为准；意思相符、文字略有出入的，自评时算部分答出。",
        )
        yield replace(made, model_answer=f"{said}。")


def _judged(speech: Speech, leaves: Sequence[Node]) -> Iterator[Question]:
    """Yield for every other leaf, in turn right and wrong, whether a task stands there."""
    tasks = {leaf.id: [task for task in speech.tasks if task.node == leaf.id] for leaf in leaves}
    held = [leaf for leaf in leaves if any(6 <= len(t.text) <= 40 for t in tasks[leaf.id])]
    for place in range(0, len(held) - 1, 2):
        leaf, other = held[place], held[place + 1]
        right = place % 4 == 0
        task = next(t for t in tasks[leaf.id] if 6 <= len(t.text) <= 40)
        here, there = (_called(speech, each) for each in (leaf, other))
        evidence = Evidence.at(speech, task.start, task.end)
        stem = f"原文把“{task.text.translate(_INNER)}”写在{here if right else there}。"
        told = f"这句话写在{here}。"
        options = (
            Option("对", right, "" if right else told),
            Option("错", not right, told if right else ""),
        )
        yield question("judge", stem, options=options, evidence=(evidence,), explanation=told)


_INNER = str.maketrans("“”", "‘’")


def _counts(speech: Speech) -> Iterator[Question]:
    """Yield how many tasks stand in a part, where they can be counted by hand."""
    names = Names(speech)
    asked = 0
    for node in sorted(speech.nodes, key=lambda each: each.kind == "point"):
        number = sum(node.start <= task.start < node.end for task in speech.tasks)
        if not _COUNTED[0] <= number <= _COUNTED[1] or not node.title:
            continue
        made = question(
            "numeric",
            f"按本课的计数规则，{_called(speech, node)}之下有____项任务。",
            answers=((str(number),),),
            evidence=(_heading(speech, node),),
            explanation=f"按规则数，这一部分有 {number} 项任务。",
        )
        yield replace(made, count=f"任务，{names.key(node)}")
        asked += 1
        if asked == _MOST_COUNTS:
            return


def _called(speech: Speech, node: Node) -> str:
    label = " ".join(speech.label(node).split())
    return f"“{label}”" if not node.marker else f"“{label}”（{short(node.title)}）"


def _heading(speech: Speech, node: Node) -> Evidence:
    ends = [each.end for each in speech.segments if each.node == node.id and each.kind == "title"]
    end = ends[0] if ends else node.start + len(node.marker)
    return Evidence(speech.text[node.start : end], node.start, end, node.id)


def _within(node: Node, stretch: Passage) -> bool:
    return stretch.start <= node.start and node.end <= stretch.end


def _faulty(
    draft: Mapping[str, tuple[str, list[Question]]], speech: Speech, others: Sequence[Paper]
) -> set[tuple[str, str]]:
    """Return the questions, by paper and id, without which the lint would have less to say."""
    faulty: set[tuple[str, str]] = set()
    papers = list(others)
    places: dict[tuple[str, int], tuple[str, str]] = {}
    stems: set[str] = {each.plain_stem for paper in others for each in paper.questions}
    for name, (title, asked) in draft.items():
        text = write_paper(title, asked, speech=speech, intro=INTRO)
        paper = parse_paper(text, speech, name=name, shown=name)
        read = {each.id for each in paper.questions}
        faulty |= {(name, each.id) for each in asked if each.id not in read}
        for each in paper.questions:
            if each.plain_stem in stems:
                faulty.add((name, each.id))
            stems.add(each.plain_stem)
            places[name, each.line] = (name, each.id)
        singles = [each.id for each in paper.questions if each.kind == "single"]
        if singles:
            places[name, 1] = (name, singles[-1])
        papers.append(replace(paper, faults=()))
    if faulty:
        return faulty
    for fault in check_papers(papers, speech):
        if not fault.part and (fault.path, fault.line) in places:
            faulty.add(places[fault.path, fault.line])
    return faulty
