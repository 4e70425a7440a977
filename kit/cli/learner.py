"""`kit progress`: what is known and what is due; answers and notes out, in, or deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from kit.cli.arguments import File, chosen_course, chosen_data, for_learner, one_set
from kit.cli.asking import is_sure
from kit.cli.chinese import Command, WrongUse
from kit.cli.screen import console, give, say, tell
from kit.course import Course
from kit.errors import KitError
from kit.files import write_whole
from kit.identity import key_of, keys_of_name, set_of
from kit.library import study_set
from kit.progress import Attempt, Store
from kit.progress.attempts import graded_anew
from kit.progress.exam_days import kept_exam
from kit.progress.mastery import Mastery, Overview, overview
from kit.progress.note_store import kept_notes, merge_notes
from kit.progress.record_file import from_text, to_text
from kit.progress.sitting_states import forget_states
from kit.quiz import Question

_NAMED = 10  # of the faulty records of a file, how many are named one by one


@click.command(
    cls=Command,
    short_help="掌握了什么，今天该复习什么。",
    examples=(
        ("kit progress", "看自己的进度。"),
        ("kit progress --exam 2027-03-01", "看到考试那天为止每天的安排。"),
        ("kit progress --export 我的记录.json", "把记录带走。"),
        ("kit progress --import 我的记录.json", "在另一台电脑上接着学。"),
        ("kit progress --learner 张三", "合用一个账号时，看张三的进度。"),
    ),
    help="学习进度：掌握了什么，今天该复习什么。记录只保存在本机，可以导出、导入和删除。",
)
@one_set
@for_learner
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="在屏幕上输出作答记录和笔记（不写学习集就是全部），格式为 JSON。",
)
@click.option(
    "--export",
    "target",
    type=File(folder=False, new=True),
    help="把作答记录和笔记导出到一个文件（不写学习集就导出全部）；已有的文件不会改动。",
)
@click.option(
    "--import",
    "source",
    type=File(folder=False),
    help="导入另一台电脑导出的记录，或在讲义网页上存成的作答记录；已有的不会重复。",
)
@click.option(
    "--forget", is_flag=True, help="永久删除作答记录和笔记（不写学习集就删除全部），先问一次。"
)
@click.option(
    "--exam",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="年-月-日",
    help="考试日期：列出到那天为止每天的安排；不写，就看在课文里选的日期。",
)
def progress(
    name: str | None,
    as_json: bool,
    target: Path | None,
    source: Path | None,
    forget: bool,
    exam: datetime | None,
) -> int:
    """Show, export, import or delete a learner's records."""
    if sum((as_json, target is not None, source is not None, forget, exam is not None)) > 1:
        raise WrongUse("--json、--export、--import、--forget、--exam 只能选一个。")
    if source is not None and name is not None:
        raise WrongUse("--import 导入文件中的全部记录，不必写学习集。")
    with Store() as store:
        if as_json or target is not None:
            _export(store, _key(store, name), target)
        elif source is not None:
            return _import(store, source)
        elif forget:
            _forget(store, name)
        else:
            _show(store, chosen_course(name), None if exam is None else exam.date())
        if store.unreadable is not None:
            tell(store.unreadable)
    return 0


def _export(store: Store, key: str | None, target: Path | None) -> None:
    """Write the records of a set, or of all, to a file; without one, to the screen."""
    unread: list[KitError] = []
    text = to_text(store.attempts(key), kept_notes(store, key, faults=unread))
    if target is None:
        give(f"{text}\n")
    else:
        write_whole(target, f"{text}\n")
        say(f"已导出：{target}")
    for fault in unread:
        tell(fault)


def _key(store: Store, name: str | None) -> str | None:
    """Return the key of a set's records; None for those of all sets.

    The set may be gone, as long as it was noted down here or its records are there.

    Raises:
        WrongUse: there is no such set, or several that are gone.
    """
    if name is None:
        return None
    try:
        return key_of(study_set(name))
    except KitError as error:
        keys = keys_of_name(name) or ((name,) if _has_records(store, name) else ())
        if len(keys) == 1:
            return keys[0]
        if not keys:
            raise WrongUse(str(error)) from None
    what = f"有几套学习集叫“{name}”，都不在眼前的文件夹里。"
    raise WrongUse(f"{what}请写编号：{'、'.join(keys)}。")


def _has_records(store: Store, key: str) -> bool:
    return bool(store.count(key) or store.count(key, of="note"))


def _import(store: Store, source: Path) -> int:
    """Take in the records of a file that are sound; return 1 where there are others."""
    given = from_text(chosen_data(source), str(source))
    attempts, faults = given.attempts, [*given.faults]
    if not given.graded:
        attempts = tuple(_graded_here(attempts, str(source), faults))
    merged = store.merge(attempts)
    say(f"导入 {merged.added} 条记录；另有 {merged.known} 条本机已有，没有重复导入。")
    if merged.added:
        say("一题一天只计第一次作答；同一天后来的作答也已保存，但不影响复习安排。")
    if given.notes:
        notes = merge_notes(store, given.notes)
        say(f"导入 {notes.added} 条笔记；另有 {notes.known} 条本机已有，没有重复导入。")
    if faults:
        tell(f"有 {len(faults)} 条记录不合格，没有导入：")
        for fault in faults[:_NAMED]:
            tell(fault)
        if len(faults) > _NAMED:
            tell("……")
    return 1 if faults else 0


def _graded_here(
    attempts: Iterable[Attempt], shown: str, faults: list[KitError]
) -> Iterator[Attempt]:
    """Yield attempts with the grade that they get here: what a page says of it is not believed.

    Those of a set, or of a question, that is not on this machine stay as they are.
    """
    known: dict[str, dict[str, Question]] = {}
    for attempt in attempts:
        if attempt.study_set not in known:
            known[attempt.study_set] = _questions_of(attempt.study_set)
        question = known[attempt.study_set].get(attempt.question)
        try:
            yield attempt if question is None else graded_anew(attempt, question)
        except KitError as error:
            faults.append(KitError(error.what, path=shown))


def _questions_of(key: str) -> dict[str, Question]:
    chosen = set_of(key)
    if chosen is None:
        return {}
    try:
        return {question.id: question for question in Course(chosen).questions}
    except KitError:  # told by whatever needs the set
        return {}


def _forget(store: Store, name: str | None) -> None:
    key = _key(store, name)
    counts = {"作答记录": store.count(key), "笔记": store.count(key, of="note")}
    found = "和".join(f" {count} 条{kind}" for kind, count in counts.items() if count)
    whose = "全部" if name is None else f"学习集“{name}”的"
    if not found:
        say(f"没有{whose}作答记录。" if name else "没有作答记录。")
        return
    say(f"将永久删除{whose}{found}，删除后无法恢复。")
    if is_sure():
        store.forget(key)
        forget_states(key)
        say(f"已删除{found}。")


def _show(store: Store, course: Course, exam: date | None) -> None:
    from rich.table import Table

    speech, questions = course.speech, course.questions
    attempts = store.attempts(course.key)
    day = kept_exam(store, course.key) if exam is None else exam
    state = overview(speech, questions, attempts, datetime.now(UTC), exam=day)
    if exam is not None and not state.plan:
        raise WrongUse("考试日期应在今天之后。")
    screen = console()
    asked = sum(card.answers > 0 for card in state.cards)
    besides = f"（另有 {state.close} 道细读题，想做才做）" if state.close else ""
    screen.print(f"{speech.source.title}：共 {len(state.cards)} 题{besides}，已做过 {asked} 题。")
    screen.print(f"今天待复习 {state.due} 题，新题 {state.new} 题。")
    if attempts:
        table = Table("部分", "题数", "做过", "最近一天首次答对", "掌握", title="各部分")
        for row in state.parts:
            table.add_row(_name(row), *map(str, (row.questions, row.asked, row.known)), row.word)
        screen.print(table)
        screen.print("一题一天只计第一次作答；同一天重做的，也保存，但不计入这张表和复习安排。")
        for line in _remarks(state):
            screen.print(line)
    plan = state.plan or state.forecast[:7]
    title = f"到 {day} 考试前的安排" if state.plan else "未来七天"
    days = Table("日期", "复习", "新题", "还没做过", title=f"{title}（按全部答对估计）")
    for each in plan:
        days.add_row(f"{each.day}", f"{each.due}", f"{each.new}", f"{each.unseen}")
    screen.print(days)


def _remarks(state: Overview) -> Iterable[str]:
    if state.weak:
        yield "薄弱处：" + "、".join(_name(row) for row in state.weak) + "。"
    wrong = [error.question.id for error in state.errors if not error.corrected]
    if wrong:
        yield "很有把握却答错、还没有改正的题：" + "、".join(wrong) + "。"
    if state.edited:
        changed = "、".join(question.id for question in state.edited)
        yield f"上次作答后有改动的题：{changed}。以前的记录仍然算数。"
    if state.gone:
        yield f"另有 {state.gone} 题做过，现已停用：记录仍然保存，不再安排复习。"


def _name(row: Mastery) -> str:
    return f"{row.label}　{row.title}" if row.title and row.node else row.label
