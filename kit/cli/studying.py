"""`kit study` and `kit check`: open a study set, and look it over."""

from __future__ import annotations

import click

from kit.cli.chinese import Command, chosen_set
from kit.lab import check_set, in_place, prepare, run, trust, update


@click.command(
    cls=Command,
    help="用 JupyterLab 打开学习集的目录课。课文是您自己的副本，写下的内容在更新后仍然保留。",
)
@click.argument("name", metavar="[学习集]", required=False)
@click.option("--edit", is_flag=True, help="打开学习集本身而不是副本，供修改课文的人用。")
@click.option("--no-browser", is_flag=True, help="只启动，不打开浏览器。")
@click.option("--port", type=int, metavar="数字", help="用哪个端口（默认找空闲的）。")
def study(name: str | None, edit: bool, no_browser: bool, port: int | None) -> None:
    """Open a study set in JupyterLab."""
    chosen = chosen_set(name)
    copy = in_place(chosen) if edit else update(chosen)
    for lesson in copy.merged:
        click.echo(f"{lesson.name}：课文有更新，您写下的内容已保留。")
    for lesson in copy.set_aside:
        click.echo(f"{lesson.name}：您的这份课文读不出来，已改名留存，并放入一份新的。")
    trust(copy.lessons)
    launch = prepare(chosen, copy, browser=not no_browser, port=port)
    click.echo(f"课文在：{copy.index.parent}")
    click.echo("JupyterLab 正在启动。如果浏览器没有自动打开，请把下面的地址复制到浏览器：")
    click.echo(f"  {launch.address}")
    click.echo("学完后，在这里按 Ctrl+C 结束。")
    run(launch)


@click.command(cls=Command, help="检查学习集：讲话、试卷和课文中的每一处错误，逐条列出位置和改法。")
@click.argument("name", metavar="[学习集]", required=False)
def check(name: str | None) -> int:
    """Name every fault of a study set; exit 1 where there is one."""
    chosen = chosen_set(name)
    found = check_set(chosen)
    for each in found:
        click.echo(str(each))
    faults = sum(1 for each in found if each.severity == "fault")
    warnings = len(found) - faults
    if not found:
        click.echo(f"{chosen.name}：没有发现问题。")
    else:
        click.echo(f"{chosen.name}：错误 {faults} 处，提醒 {warnings} 处。")
    return 1 if faults else 0
