"""Kernels that say on the terminal what is wrong, and no more (a setting of `kit study`)."""

from __future__ import annotations

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager


class QuietKernels(KernelSpecManager):
    """The kernels that are installed; Python's own do not warn, in English, of this machine."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return how a kernel is started."""
        spec: KernelSpec = super().get_kernel_spec(kernel_name)
        if "ipykernel_launcher" in spec.argv:
            spec.argv = [*spec.argv, "--log-level=ERROR"]
        return spec
