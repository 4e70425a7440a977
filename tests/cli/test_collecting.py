"""`kit library` with a Dask cluster that is not there."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from kit.cli import main


@pytest.mark.parametrize("error", [OSError("Timed out"), ValueError("unknown address scheme")])
def test_a_cluster_that_cannot_be_reached_is_told(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: Exception,
) -> None:
    def client(_address: str) -> None:
        raise error

    distributed = ModuleType("dask.distributed")
    distributed.Client = client  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "dask", ModuleType("dask"))
    monkeypatch.setitem(sys.modules, "dask.distributed", distributed)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["library", "lib", "--address", "tcp://127.0.0.1:1"])
    assert stopped.value.code == 1
    assert "tcp://127.0.0.1:1：连不上这个地址。请检查地址" in capsys.readouterr().err
