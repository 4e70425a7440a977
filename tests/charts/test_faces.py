"""The kit's face is lent to figures that a lesson draws itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LENT = """
import sys, warnings
from kit.charts.faces import lend_font
lend_font()
lend_font()
assert "matplotlib" not in sys.modules
warnings.simplefilter("error")
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
{before}
plt.bar(["一月", "喆堃镕珺㙍"], [3, -2])
plt.title("巡查次数 abc")
plt.xlabel(r"增长率 $\\mathrm{{月}}_i=\\frac{{本期}}{{上期}}\\times 100\\%$")
plt.gcf().canvas.draw()
assert "kit.charts.axes" not in sys.modules
assert not any(type(each).__module__.startswith("kit.") for each in sys.meta_path)
"""


@pytest.mark.parametrize(
    "before",
    [
        "",
        "matplotlib.rcdefaults(); matplotlib.use('Agg')",
        "plt.rcParams['font.sans-serif'] = ['SimHei']",
        "plt.rcParams['font.family'] = 'Microsoft YaHei'",
        "lend_font()",
        "plt.rcParams['font.family'] = 'monospace'",
        "from matplotlib import mathtext",
        *(f"plt.rcParams['mathtext.fontset'] = '{name}'" for name in ("cm", "stix")),
        "plt.text(0, 0, '湛', family='serif'); plt.text(0, 1, '江', fontname='DejaVu Sans')",
    ],
)
def test_a_figure_that_is_drawn_without_the_kit_has_chinese(before: str) -> None:
    code = _LENT.format(before=before)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
