"""Tests mirror the package; `tests.browser` drives JupyterLab, `tests.benchmarks` measures."""
