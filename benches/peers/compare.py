#!/usr/bin/env python3
"""Installs the peers, builds keyaccount, and prints time and memory of every method of every library in one run."""

from __future__ import annotations

import argparse
import json
import math
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
WORK = ROOT / "target" / "peers"
PYTHON = WORK / "venv" / "bin" / "python"

LIBRARIES = ("keyaccount (Rust)", "keyaccount (Python)", "numpy", "polars", "pymcdm", "skcriteria")
METHODS = ("weighted_sum", "weighted_sum_min_max", "topsis", "vikor", "entropy", "critic", "promethee_ii")
ROWS = (1_000, 100_000, 1_000_000)
PAIR_BY_PAIR = ("pymcdm", "skcriteria")
QUADRATIC_ROWS = 1_000
"""The most rows for those whose PROMETHEE II goes pair by pair; 5,000 take pymcdm 2.5 GB."""
BYTES_READ_AND_WRITTEN = {
    "weighted_sum": (80, 8),
    "weighted_sum_min_max": (160, 8),
    "topsis": (160, 8),
    "vikor": (176, 24),
    "entropy": (80, 0),
    "critic": (80, 0),
}
"""What must be read and written per row of ten doubles: the table once or twice, the result, and for VIKOR the two
columns between its passes."""
OTHER_DEFINITION = {("pymcdm", "critic")}
"""pymcdm's CRITIC ignores the directions of the criteria, so that its weights differ."""
SECONDS_AT_MOST = 600


def main() -> None:
    """Prints the comparison."""
    arguments = _arguments()
    sys.dont_write_bytecode = True
    _install(arguments.wheel)
    floor = _run([PYTHON, HERE / "floor.py"])
    print(
        f"memory on one thread: copies {floor['copy_bytes_per_second'] / 1e9:.1f} GB/s (read plus write), "
        f"reads {floor['read_bytes_per_second'] / 1e9:.1f} GB/s\n"
    )
    for rows in arguments.rows:
        _run([PYTHON, "-c", f"from data import *; Table.make(Path({str(WORK)!r}), {rows}); print('null')"])
        for method in arguments.methods:
            results = {library: _case(library, method, rows) for library in LIBRARIES}
            _print_method(method, rows, results, _floor_seconds(method, rows, floor))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=ROWS, help="the numbers of rows")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=METHODS, help="the methods")
    parser.add_argument("--wheel", type=Path, help="a wheel of keyaccount; built from this tree unless given")
    return parser.parse_args()


def _install(wheel: Path | None) -> None:
    """Makes the environment with the peers, the wheel of this tree and the program of this tree."""
    if not PYTHON.exists():
        venv.create(WORK / "venv", with_pip=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _do([*pip, "--requirement", HERE / "requirements.txt"])
    if wheel is None:
        _do([*pip, "maturin"])
        folder = WORK / "wheel"
        build = [PYTHON.parent / "maturin", "build", "--release", "--quiet", "--out", folder]
        _do([*build, "--manifest-path", ROOT / "bindings/python/Cargo.toml"])
        wheel = max(folder.glob("*.whl"), key=lambda path: path.stat().st_mtime)
    # First what it needs, where that is absent, then the wheel itself, even where its version has not changed.
    _do([*pip, wheel])
    _do([*pip, "--force-reinstall", "--no-deps", wheel])
    _do(["cargo", "build", "--quiet", "--release", "--package", "keyaccount-benches", "--bin", "peer"], cwd=ROOT)


def _case(library: str, method: str, rows: int) -> dict | None:
    """Returns what one library took, nothing where it has no such method or would run out of memory."""
    if library == "keyaccount (Rust)":
        return _run([_target() / "release" / "peer", method, str(rows), WORK / f"table-{rows}.f64"])
    module = "keyaccount" if library == "keyaccount (Python)" else library
    if method == "promethee_ii" and library in PAIR_BY_PAIR and rows > QUADRATIC_ROWS:
        return None
    if f"def {method}(" not in (HERE / "libraries" / f"with_{module}.py").read_text():
        return None
    return _run([PYTHON, HERE / "case.py", module, method, str(rows), WORK])


def _target() -> Path:
    return Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))


def _floor_seconds(method: str, rows: int, floor: dict[str, float]) -> float:
    """Returns what memory alone takes: nothing is read faster than by reading only, and nothing moved faster than by copying."""
    if method not in BYTES_READ_AND_WRITTEN:
        return math.nan
    read, written = (count * rows for count in BYTES_READ_AND_WRITTEN[method])
    return max(read / floor["read_bytes_per_second"], (read + written) / floor["copy_bytes_per_second"])


def _print_method(method: str, rows: int, results: dict[str, dict | None], floor_seconds: float) -> None:
    ours = results["keyaccount (Rust)"]
    assert ours is not None
    floor = "" if math.isnan(floor_seconds) else f", floor {_time(floor_seconds)}"
    print(f"{method}, {rows:,} rows x 10{floor}")
    for library, result in results.items():
        if result is None:
            continue
        ratio = result["seconds"] / ours["seconds"]
        beside = "" if library == "keyaccount (Rust)" else f"{ratio:8.1f} x"
        of_floor = "" if math.isnan(floor_seconds) else f"{result['seconds'] / floor_seconds:8.1f} x floor"
        peak = f"{result['peak_bytes'] / 1e6:9.1f} MB"
        print(f"  {library:20} {_time(result['seconds']):>10} {beside:>10} {of_floor:>16} {peak} {_agreement(library, method, ours, result)}")
    print(flush=True)


def _agreement(library: str, method: str, ours: dict, theirs: dict) -> str:
    """Returns a remark where the first results differ in the first nine digits."""
    pairs = zip(ours["first"], theirs["first"], strict=True)
    if all(math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9) for one, other in pairs):
        return ""
    return "another definition" if (library, method) in OTHER_DEFINITION else "DIFFERS"


def _time(seconds: float) -> str:
    return f"{seconds * 1e6:.1f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.2f} ms" if seconds < 1.0 else f"{seconds:.2f} s"


def _do(command: list[object], cwd: Path | None = None) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=cwd)


def _run(command: list[object]) -> dict:
    """Returns what a command printed as JSON."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(HERE)}
    parts = [str(part) for part in command]
    done = subprocess.run(parts, capture_output=True, text=True, env=environment, timeout=SECONDS_AT_MOST)
    if done.returncode != 0:
        sys.exit(f"{' '.join(parts)}\n{done.stderr}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
