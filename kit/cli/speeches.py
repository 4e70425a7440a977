"""`kit outline`, `kit tasks`, `kit library`: what the reader finds in a speech, or in many."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
from pathlib import Path

import click

from kit.cli.arguments import File, chosen_course, expect
from kit.cli.chinese import Command, WrongUse
from kit.cli.screen import console, give, progress_bar, say, tell
from kit.course import Course
from kit.errors import RequestError
from kit.files import plain_cell, replaced_file, resolved
from kit.library import study_sets
from kit.speech import Node, Speech
from kit.speech.attributes import task_cells
from kit.speech.documents import read_speech
from kit.speech.work_lines import TASK_COLUMNS, WorkLines, lines_of_parts, task_keys, task_rows

_TARGET = click.argument("target", metavar="学习集|文件")
_SHOWN = 20
_BYTE_ORDER_MARK = "\ufeff"
"""What tells a spreadsheet that a file is UTF-8."""

_AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON。")


@click.command(
    cls=Command,
    short_help="一篇讲话的结构。",
    examples=(
        ("kit outline zhanjiang2021", "自带讲话的结构。"),
        ("kit outline 讲话.docx --unsure", "看程序拿不准的地方。"),
    ),
    help="讲话的结构：以树的样子显示各部分。",
)
@_TARGET
@_AS_JSON
@click.option("--unsure", is_flag=True, help="列出没有把握的地方，以便在 source.toml 里订正。")
def outline(target: str, as_json: bool, unsure: bool) -> None:
    """Show the structure of a speech."""
    if as_json and unsure:
        raise WrongUse("--json 和 --unsure 只能选一个。")
    speech, _ = _speech(target)
    for sentence in speech.left_out:
        tell(sentence)
    if unsure:
        _echo_doubts(speech)
        return
    if as_json:
        from kit.reading_apart import node_records

        _echo_json(
            {
                "source": dataclasses.asdict(speech.source),
                "characters": len(speech.text),
                "nodes": node_records(speech),
            }
        )
        return
    from rich.text import Text
    from rich.tree import Tree

    trees = {None: Tree(Text(speech.source.title, style="bold"))}
    for node in speech.nodes:
        name = _heading(speech, node) or speech.label(node)
        count = len(speech[node.id].tasks)
        line = Text(name).append(f"  {count} 项任务" if count else "", style="dim")
        trees[node.id] = trees[node.parent].add(line)  # type: ignore[index]  # ids and None
    console().print(trees[None])


@click.command(
    cls=Command,
    short_help="一篇讲话提出的任务。",
    examples=(
        ("kit tasks 讲话.docx", "列出一篇讲话的任务。"),
        ("kit tasks zhanjiang2021 --csv > 任务清单.csv", "做成可以填写的清单，用电子表格打开。"),
    ),
    help="讲话中的任务：原文、位置、领起动词和动作类别；原文写明的，还有责任单位和时限。"
    "位置后面的数字表示它是那里的第几项。",
)
@_TARGET
@_AS_JSON
@click.option(
    "--csv",
    "as_csv",
    is_flag=True,
    help="输出 CSV，可用电子表格打开：按条线分组，“责任人”“时限”“进展”三栏留给人填。",
)
def tasks(target: str, as_json: bool, as_csv: bool) -> None:
    """Show the tasks of a speech."""
    if as_json and as_csv:
        raise WrongUse("--json 和 --csv 只能选一个。")
    speech, course = _speech(target)
    if as_json:
        _echo_json({"tasks": [dataclasses.asdict(task) for task in speech.tasks]})
        return
    if as_csv:
        work = course.work_lines if course else lines_of_parts(speech)
        give(_csv(work))
        for fault in work.faults:
            tell(fault)
        return
    from rich.table import Table

    header, rows = task_cells(speech, speech.tasks, verbs=True)
    table = Table(*header, title=f"{speech.source.title}：任务")
    for key, row in zip(task_keys(speech), rows, strict=True):
        table.add_row(key, *row[1:])
    console().print(table)


@click.command(
    "library",
    cls=Command,
    short_help="读一个文件夹里的所有讲话。",
    examples=(("kit library 讲话集 --out 结构.jsonl", "每篇一行：结构和任务。"),),
    help="读一个文件夹里的所有讲话，把每篇的结构和任务写成一行 JSON。"
    "中途停下，再运行一遍会接着做；有一篇太费时间或内存，就略过它，写明原因。",
)
@click.argument("folder", metavar="文件夹", type=File("文件夹", file=False))
@click.option("--out", type=File(folder=False), help="写到哪个文件（默认 文件夹名.jsonl）。")
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="数字", help="用几个进程（默认每核一个）。"
)
@click.option("--dask", "use_dask", is_flag=True, help="用 Dask 读，结果相同。")
@click.option("--address", metavar="地址", help="Dask 集群的地址，例如 tcp://10.0.0.1:8786。")
def library(
    folder: Path, out: Path | None, jobs: int | None, use_dask: bool, address: str | None
) -> int:
    """Read a folder of speeches; exit 1 where some could not be read."""
    expect(folder)
    if jobs and (use_dask or address):
        raise WrongUse("--jobs 是本机的进程数，不能和 --dask、--address 一起写。")
    from rich.progress import TimeRemainingColumn

    from kit.collection import cluster, on_cores, on_dask, read_many

    out = out or Path(f"{resolved(folder).name}.jsonl")
    run = on_dask if use_dask or address else on_cores(jobs)
    with progress_bar(TimeRemainingColumn()) as bar, cluster(address):
        job = bar.add_task("讲话", total=None)
        result = read_many(
            folder,
            out,
            run=run,
            progress=lambda done, total: bar.update(job, completed=done, total=total),
        )
    again = f"，其中 {result.kept} 篇此前已读过" if result.kept else ""
    report = say if replaced_file(out) else tell  # standard output may be what was written
    report(f"{result.path}：{result.files} 篇{again}。")
    if result.failed:
        report(f"有 {result.failed} 篇读不了，原因写在各自那一行的 error 里。")
    for name in result.stopped[:_SHOWN]:
        report(f"  {name}：太费时间或内存，没有读完。")
    if len(result.stopped) > _SHOWN:
        report(f"  这样的共有 {len(result.stopped)} 篇。")
    return 1 if result.failed else 0


def _speech(target: str) -> tuple[Speech, Course | None]:
    """Return the speech of a study set, and the set; or of a file. A set's name goes first."""
    known = [chosen.name for chosen in study_sets()]
    if target not in known:
        if os.path.isfile(target):
            return read_speech(Path(target)), None
        what = f"没有名为“{target}”的学习集，也没有这个文件。"
        raise RequestError(what, remedy=f"现有学习集：{'、'.join(known) or '无'}。")
    course = chosen_course(target)
    return course.speech, course


def _echo_doubts(speech: Speech) -> None:
    """Print what the reader is unsure of, one place a line, and how to put it right."""
    if not speech.unsure:
        say("没有拿不准的地方。")
        return
    for doubt in speech.unsure:
        if doubt.correction is not None:
            say(f"source.toml 里 [[outline]] 的 line = {doubt.correction}：{doubt.reason}")
            continue
        words = speech.text[doubt.start : doubt.end].split("\n", 1)[0].strip()
        shown = words if len(words) <= _SHOWN else words[:_SHOWN] + "……"
        say(f"第 {speech.line(doubt.start)} 行“{shown}”：{doubt.reason}")
    say("要订正，请在 source.toml 里写 [[outline]]：line 是行号，再加 kind、level 或 text = true。")


def _heading(speech: Speech, node: Node) -> str:
    """Return a part's number and title as the text has them, on one line."""
    start, end = speech.heading(node)
    said = " ".join(speech.text[start:end].split())
    return f"{said}】" if said.startswith("【") and "】" not in said else said


def _csv(work: WorkLines) -> str:
    """Return the tasks by line of work as a table to fill in; a spreadsheet opens it in Chinese."""
    out = io.StringIO(_BYTE_ORDER_MARK)
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(TASK_COLUMNS)
    writer.writerows(map(plain_cell, row) for row in task_rows(work))
    return out.getvalue()


def _echo_json(value: object) -> None:
    give(f"{json.dumps(value, ensure_ascii=False, indent=1)}\n")
