"""Settings of the Jupyter server that `kit study` starts (a file, as Jupyter wants it)."""

from pathlib import Path

from kit.lab.jupyter.page_config import page_config
from kit.lab.jupyter.quiet_kernels import QuietKernels
from kit.lab.notebooks import strip_outputs

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - Jupyter provides it
c.ContentsManager.pre_save_hook = strip_outputs
c.ServerApp.kernel_spec_manager_class = QuietKernels
c.ServerApp.extra_services = ["kit.lab.jupyter.export_menu", "kit.lab.jupyter.lessons_service"]
# Where custom.css is looked for; the server has no setting of its own for it.
c.ServerApp.tornado_settings = {
    "static_custom_path": [str(Path(__file__).with_name("custom"))],
    "page_config_hook": page_config,
}
