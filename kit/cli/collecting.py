"""`kit library`: outline and tasks of a whole folder of speeches."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from kit.cli.chinese import Command
from kit.collection import on_cores, on_dask, read_many
from kit.errors import KitError


@click.command(
    "library",
    cls=Command,
    help="读一个文件夹里的所有讲话，把每篇的结构和任务写成一行 JSON。"
    "中途停下，再运行一遍会接着做。",
)
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="文件",
    help="写到哪个文件（默认 文件夹名.jsonl）。",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), metavar="数字", help="用几个进程（默认每核一个）。"
)
@click.option("--dask", "use_dask", is_flag=True, help="用 Dask 读，结果相同。")
@click.option("--address", metavar="地址", help="Dask 集群的地址，例如 tcp://10.0.0.1:8786。")
def library(
    folder: Path, out: Path | None, jobs: int | None, use_dask: bool, address: str | None
) -> int:
    """Read a folder of speeches; exit 1 where some could not be read."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining

    out = out or Path(f"{folder.resolve().name}.jsonl")
    columns = (TextColumn("讲话"), BarColumn(), MofNCompleteColumn(), Remaining())
    run = on_dask if use_dask or address else on_cores(jobs)
    with Progress(*columns, transient=True) as bar, _client(address):
        job = bar.add_task("讲话", total=None)
        made = read_many(
            folder,
            out,
            run=run,
            progress=lambda done, total: bar.update(job, completed=done, total=total),
        )
    again = f"，其中 {made.kept} 篇此前已读过" if made.kept else ""
    click.echo(f"{made.path}：{made.files} 篇{again}。")
    if made.failed:
        click.echo(f"有 {made.failed} 篇读不了，原因写在各自那一行的 error 里。")
    return 1 if made.failed else 0


def _client(address: str | None) -> AbstractContextManager[object]:
    """Return the client of a Dask cluster, or what does nothing."""
    if address is None:
        return nullcontext()
    try:
        from dask.distributed import Client  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        what = "连接 Dask 集群要装一个还没有安装的组件。"
        remedy = '请运行 pip install "speech-study-kit[dask]"。'
        raise KitError(what, remedy=remedy) from None
    try:
        client: AbstractContextManager[object] = Client(address)  # type: ignore[no-untyped-call,unused-ignore]
    except (OSError, ValueError):
        raise KitError(
            f"{address}：连不上这个地址。",
            remedy="请检查地址，以及 Dask 集群是否已经启动。",
        ) from None
    return client
