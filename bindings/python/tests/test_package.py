"""What is promised of the package as a whole."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import metadata, resources

import pytest
from vector import ROOT

import keyaccount

MEASURE = """
import time
start = time.process_time()
import keyaccount
took = time.process_time() - start
import sys
assert "pydantic" not in sys.modules, "pydantic is imported when an answer is first looked at"
assert "narwhals" not in sys.modules, "narwhals is imported when a table first comes"
areas = {name.split(".")[0] for name, _ in keyaccount.operations()}
assert not areas & {name.removeprefix("keyaccount.") for name in sys.modules}, "areas are imported when first used"
print(took)
"""


def test_one_version() -> None:
    assert keyaccount.__version__ == metadata.version("keyaccount")


def test_types_are_published() -> None:
    files = resources.files("keyaccount")
    assert files.joinpath("py.typed").is_file()
    assert files.joinpath("_core.pyi").is_file()


def test_import_is_quick() -> None:
    # Processor time, and the best of five: what else the machine does is not measured.
    took = min(float(run(MEASURE)) for _ in range(5))
    assert took < 0.050, f"import took {took * 1000:.0f} ms"


@pytest.mark.parametrize("name", ["README.md", "bindings/python/README.md"])
def test_the_examples_in_the_readme_run(name: str) -> None:
    file = ROOT / name
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    blocks = re.findall(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    if not blocks:
        pytest.skip(f"{name} shows no Python")
    for block in blocks:
        run(block)


def run(source: str) -> str:
    """Returns what a new interpreter prints for the source, in the root of the repository."""
    command = [sys.executable, "-W", "error", "-c", source]
    finished = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout
