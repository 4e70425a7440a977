"""How large the package is: lines of code a room, and what the run of a lesson loads of it.

Counted are lines of Python, JavaScript, templates and CSS that hold code: no blank lines, no
comments, no docstrings. Run it with ``python -m tests.benchmarks.size``.
"""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import sys
import tokenize
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "kit"
LESSON = ROOT / "notebooks" / "zhanjiang2021" / "04_livelihood_brand.ipynb"
KINDS = (".py", ".js", ".css", ".j2")
COMMENTS = {
    ".js": re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE),
    ".css": re.compile(r"/\*.*?\*/", re.DOTALL),
    ".j2": re.compile(r"\{#.*?#\}", re.DOTALL),
}
RUN = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
for source in json.load(sys.stdin):
    result = shell.run_cell(source, silent=True)
    result.raise_error()
    shell.display_formatter.format(result.result)
print(json.dumps([m.__file__ for n, m in sys.modules.items() if n.split(".")[0] == "kit"]))
"""


def code_lines(path: Path) -> int:
    """Return how many lines of a file hold code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return sum(1 for line in COMMENTS[path.suffix].sub("", text).splitlines() if line.strip())
    held: set[int] = set()
    layout = {tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.COMMENT}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in layout:
            held |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(text)):
        is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_text and isinstance(node.value.value, str):
            held -= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    return len(held)


def files() -> list[Path]:
    """Return the files of the package that hold code, the sets inside a wheel left out."""
    return sorted(
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in KINDS and "sets" not in path.relative_to(PACKAGE).parts
    )


def loaded() -> list[Path]:
    """Return the modules of the kit that a lesson has loaded once it has run."""
    cells = json.loads(LESSON.read_text(encoding="utf-8"))["cells"]
    sources = ["".join(each["source"]) for each in cells if each["cell_type"] == "code"]
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps(sources),
        capture_output=True,
        text=True,
        check=True,
        cwd=LESSON.parent,
        env={"PYTHONPATH": str(ROOT), "KIT_DATABASE_URL": "sqlite://", "HOME": "/nonexistent"},
    )
    return [Path(each) for each in json.loads(run.stdout.splitlines()[-1])]


def main() -> None:
    """Print the tables."""
    lines: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    largest: dict[str, tuple[int, str]] = {}
    for path in files():
        inside = path.relative_to(PACKAGE)
        room = inside.parts[0].removesuffix(".py")
        lines[room] += code_lines(path)
        modules[room] += path.suffix == ".py"
        length = len(path.read_text(encoding="utf-8").splitlines())
        largest[room] = max(largest.get(room, (0, "")), (length, inside.as_posix()))
    print(f"{'room':<14}{'modules':>8}{'code':>8}  largest file, lines in all")
    for room in sorted(lines):
        print(
            f"{room:<14}{modules[room]:>8}{lines[room]:>8}  {largest[room][1]} {largest[room][0]}"
        )
    print(f"{'in all':<14}{sum(modules.values()):>8}{sum(lines.values()):>8}")
    own = loaded()
    total = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in own)
    print(f"\n{LESSON.name} loads {len(own)} modules,")
    print(f"{sum(code_lines(path) for path in own)} lines of code ({total} lines in all).")


if __name__ == "__main__":
    main()
