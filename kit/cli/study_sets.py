"""`kit new`, `kit check`, `kit study`: make a study set, look it over, open it."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path

import click

from kit.cli.arguments import File, chosen_set, expect, for_learner, one_set
from kit.cli.asking import PROGRAM, may_run
from kit.cli.chinese import Command
from kit.cli.screen import say, tell
from kit.errors import KitError, RequestError
from kit.identity import holder, stored_id
from kit.library import (
    LEARNER_VARIABLE,
    StudySet,
    came_with_the_kit,
    farther_sets,
    working_root,
)


@click.command(
    "new",
    cls=Command,
    short_help="用一篇讲话做一套学习集。",
    examples=(
        ("kit new 讲话.docx --name huiyi2024", "做一套名为 huiyi2024 的学习集。"),
        ("kit new 讲话.docx --name huiyi2024", "原文改了，再运行一遍：您写的都保留。"),
    ),
    help="用一篇讲话做一套学习集：课文、试卷、学习会的幻灯片和待补清单。"
    "文件可以是 .txt、.md、.docx 或保存的网页；没有读入的（图片、菜单等）逐类说明。"
    "原文改了，再运行一遍，程序生成的部分随之更新，您写的都保留。"
    f"{PROGRAM}把做好的学习集交给别人时，请告诉对方它从哪里来。",
)
@click.argument("file", metavar="文件", type=File(folder=False))
@click.option("--name", metavar="名字", help="学习集的名字（字母、数字、“_”“-”；默认用文件名）。")
@click.option(
    "--to",
    "root",
    type=File("文件夹", file=False),
    help="放到哪个文件夹（默认当前文件夹，或它上面已有学习集的文件夹）。",
)
def new(file: Path, name: str | None, root: Path | None) -> int:
    """Make a set, or bring it up to date; exit 1 where something in it is at fault."""
    expect(file)
    from kit.making import make_set

    result = make_set(file, root=root or working_root(), name=name)
    chosen = result.study_set
    if not result.written and not result.removed:
        say(f"{chosen.name}：没有要更新的。")
    else:
        removed = f"，移走 {len(result.removed)} 个" if result.removed else ""
        say(f"{chosen.name}：写好 {len(result.written)} 个文件{removed}，在 {chosen.root}")
    for sentence in result.left_out:
        say(sentence)
    if result.kept:
        say("下面几处您改过，原文也变了，已保留您写的，请核对：")
        for piece in result.kept:
            say(f"  {piece}")
    if result.todo:
        say("还需要人写的：")
        for number, sentence in enumerate(result.todo, start=1):
            say(f"  {number}. {sentence}")
    faults = [fault for fault in result.faults if fault.severity == "fault"]
    for fault in faults:
        say(str(fault))
    say(f"打开学习：kit study {chosen.name}；做讲义：kit handout {chosen.name}")
    return 1 if faults else 0


@click.command(
    cls=Command,
    short_help="检查学习集，列出每处错误和改法。",
    examples=(("kit check zhanjiang2021", "改过题目或课文以后，查一遍。"),),
    help="检查学习集：讲话、试卷和课文中的每一处错误，逐条列出位置和改法。",
)
@one_set
def check(name: str | None) -> int:
    """Name every fault of a study set; exit 1 where there is one."""
    from kit.lab import check_set

    chosen = chosen_set(name)
    listed = check_set(chosen)
    for fault in listed:
        say(str(fault))
    faults = sum(fault.severity == "fault" for fault in listed)
    warnings = len(listed) - faults
    if not listed:
        say(f"{chosen.name}：没有发现问题。")
    else:
        say(f"{chosen.name}：错误 {faults} 处，提醒 {warnings} 处。")
    return 1 if faults else 0


@click.command(
    cls=Command,
    short_help="打开课文，开始学习。",
    examples=(
        ("kit study", "打开自带的学习集。"),
        ("kit study huiyi2024", "打开自己做的一套。"),
        ("kit study zhanjiang2021 --edit", "修改课文。"),
        ("kit study --restore 06", "把第 06 课恢复成原来的样子。"),
    ),
    help="用 JupyterLab 打开学习集的目录课。课文是您自己的副本，写下的内容在更新后仍然保留。"
    f"{PROGRAM}别人给的学习集，打开前会问一次；不同意，课文照样打开，但不会自己运行。",
)
@one_set
@click.option("--edit", is_flag=True, help="打开学习集本身而不是副本，供修改课文的人用。")
@click.option("--no-browser", is_flag=True, help="只启动，不打开浏览器。")
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    metavar="数字",
    help="用哪个端口，1 到 65535（默认找空闲的）。",
)
@click.option("--restore", metavar="课", help="先把一课恢复成原来的样子，如 06；您写的保留。")
@for_learner
@click.option(
    "--shortcut",
    is_flag=True,
    help="只在桌面放一个图标，以后双击它打开（在 Linux 上试过，Windows 和 macOS 上没有试过）。",
)
def study(
    name: str | None,
    edit: bool,
    no_browser: bool,
    port: int | None,
    restore: str | None,
    shortcut: bool,
) -> None:
    """Open a study set in JupyterLab."""
    from kit import lab
    from kit.lab import in_place, lessons_with_outputs, prepare, run, trust_place, update

    learner = os.environ.get(LEARNER_VARIABLE, "")
    chosen = chosen_set(name)
    if shortcut:
        say(f"图标在：{lab.write_shortcut(chosen, learner=learner)}")
        return
    if edit and restore is not None:
        raise RequestError("--edit 和 --restore 不能一起用。", remedy="请去掉一个。")
    if farther_sets(chosen):
        say(f"不止一套学习集叫“{chosen.name}”，打开的是最近的一套：{chosen.root}")
    if other := holder(chosen):
        say(_beside(chosen, other))
    trusted = may_run(chosen)
    if not trusted and edit and (brought := lessons_with_outputs(chosen)):
        raise KitError(
            "课文存有别人的运行结果，没有打开。",
            remedy="请清除输出后再打开，或者不加 --edit，打开不带运行结果的副本。",
            path=chosen.shown(brought[0]),
        )
    if trusted and edit:
        trust_place(chosen)
    copy = in_place(chosen) if edit else update(chosen, trusted=trusted)
    if restore is not None:
        say(f"{lab.restore(chosen, restore).name}：已恢复成原来的样子，您写的保留在原处。")
    for lesson in copy.merged:
        say(f"{lesson.name}：课文有更新，您写下的内容已保留。")
    for lesson in copy.faulty:
        say(f"{lesson.name}：学习集里的这一课读不出来，先跳过；请运行 kit check {chosen.name}。")
    for lesson in copy.set_aside:
        say(f"{lesson.name}：您原来的这份课文接不上新的一份，已用这个名字留存。")
    for lesson in copy.gone:
        say(f"{lesson.name}：学习集里已经没有这一课，您写过的那一份还在课文的文件夹里。")
    if not trusted:
        tell("没有信任这个学习集：课文已打开，但不会自己运行。")
    if not edit and port is None and (address := lab.open_address(chosen)):
        say("这套学习集已经打开着，不必再启动。地址是：")
        say(f"  {address}")
        if not no_browser:
            webbrowser.open(address)
        return
    launch = prepare(chosen, copy, trusted=trusted, browser=not no_browser, port=port)
    say(f"课文在：{copy.index.parent}")
    say("JupyterLab 正在启动，请等几秒钟。")

    def answers(address: str) -> None:
        say("已经启动。如果浏览器没有自动打开，请把下面的地址复制到浏览器：")
        say(f"  {address}")
        say("学完后，在这里按 Ctrl+C 结束。")

    run(launch, answers=answers)


def _beside(chosen: StudySet, other: StudySet) -> str:
    """Return what to say of a set whose id another one has, and how to have both as one."""
    if came_with_the_kit(other):
        return (
            f"这不是随程序带来的“{other.name}”，副本和学习记录已分开保存。"
            f"要打开随程序带来的那一套，请换一个文件夹运行 kit study {other.name}。"
        )
    if not other.speech_file.is_file():
        return (
            f"这套学习集的编号与以前在 {other.root} 里的“{other.name}”相同，内容却改过，"
            "分不清是不是同一套，副本和学习记录已分开保存。"
            "如果就是那一套，请放回原处再打开，原来的副本和记录都还在。"
        )
    if not stored_id(chosen):
        return (
            f"{other.root} 里也有“{other.name}”，这一套没有自己的编号：以前的副本和学习记录"
            "归先打开的那一套，这一套的分开保存。"
        )
    return (
        f"这套学习集的编号与 {other.root} 里的“{other.name}”相同，副本和学习记录已分开保存。"
        "如果这是它的新版，请用它替换那里的文件。"
    )
