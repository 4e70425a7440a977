"""Settings of the Jupyter server that `kit study` starts (a file, as Jupyter wants it)."""

from kit.lab.notebooks import strip_outputs

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter provides it
c.ContentsManager.pre_save_hook = strip_outputs
c.ServerApp.extra_services = ["kit.lab.jupyter.export_menu"]
