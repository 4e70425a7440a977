"""`kit new`: a study set from any speech."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.chinese import Command
from kit.library import working_root


@click.command(
    "new",
    cls=Command,
    help="用一篇讲话做一套学习集：课文、试卷和待补清单。文件可以是 .txt、.md、.docx 或保存的网页。"
    "原文改了，再运行一遍，程序生成的部分随之更新，您写的都保留。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--name", metavar="名字", help="学习集的名字（字母、数字、“_”“-”；默认用文件名）。")
@click.option(
    "--to",
    "root",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="文件夹",
    help="放到哪个文件夹（默认当前文件夹，或它上面已有学习集的文件夹）。",
)
def new(file: Path, name: str | None, root: Path | None) -> int:
    """Make a set, or bring it up to date; exit 1 where something in it is at fault."""
    from kit.making import make_set

    made = make_set(file, root=root or working_root(), name=name)
    chosen = made.study_set
    if not made.written and not made.removed:
        click.echo(f"{chosen.name}：没有要更新的。")
    else:
        removed = f"，移走 {len(made.removed)} 个" if made.removed else ""
        click.echo(f"{chosen.name}：写好 {len(made.written)} 个文件{removed}，在 {chosen.root}")
    if made.kept:
        click.echo("下面几处您改过，原文也变了，已保留您写的，请核对：")
        for each in made.kept:
            click.echo(f"  {each}")
    if made.todo:
        click.echo("还需要人写的：")
        for number, each in enumerate(made.todo, start=1):
            click.echo(f"  {number}. {each}")
    faults = [each for each in made.faults if each.severity == "fault"]
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"打开学习：kit study {chosen.name}；做讲义：kit handout {chosen.name}")
    return 1 if faults else 0
