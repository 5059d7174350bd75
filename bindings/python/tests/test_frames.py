"""Tables of every kind go in and come out, with the numbers of the documents."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import duckdb
import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import keyaccount
from keyaccount import _core, frames
from keyaccount._table import Table

ROWS_PER_SLICE = 65_536


def criterion(name: str, **changes: object) -> dict[str, object]:
    return {
        "id": name,
        "name": name,
        "meaning": "Something",
        "unit": "points",
        "weight": 1,
        "direction": "more_is_better",
        "anchors": {"worst": 0, "best": 10},
        "when_absent": "exclude_and_rescale",
    } | changes


def model(*criteria: dict[str, object], **changes: object) -> dict[str, object]:
    return {
        "schema": "keyaccount/score-model/1",
        "id": "m",
        "version": 1,
        "name": "M",
        "weights": "points",
        "criteria": list(criteria),
    } | changes


TWO = model(criterion("growth", weight=3), criterion("effort", direction="less_is_better", anchors={"worst": 10, "best": 0}))
GATED = TWO | {
    "gates": [
        {
            "id": "floor",
            "criterion_id": "growth",
            "passes": {"at_least": 2},
            "outcome": "exclude",
            "when_absent": "pass",
            "reason": "R",
        },
        {
            "id": "lid",
            "criterion_id": "effort",
            "passes": {"at_most": 9},
            "outcome": {"cap": {"score": 5}},
            "when_absent": "fail",
            "reason": "R",
        },
    ]
}
GROWTH: list[float | None] = [7.0, None, 1.0, 10.0, None, 10.0, 7.0]
EFFORT: list[float | None] = [3.0, 2.5, 0.0, 9.5, None, None, 3.0]
POLARS = pl.DataFrame({"id": list("abcdefg"), "growth": GROWTH, "effort": EFFORT, "note": [1, 2, 3, 4, 5, 6, 7]})

KINDS: dict[str, Callable[[], Any]] = {
    "polars": lambda: POLARS,
    "polars lazy": lambda: POLARS.lazy(),
    "pandas": lambda: POLARS.to_pandas().set_index(pd.Index([5, 5, 4, 3, 2, 1, 0], name="key")),
    "pandas nullable": lambda: POLARS.to_pandas().convert_dtypes(),
    "pandas of pyarrow": lambda: POLARS.to_pandas().convert_dtypes(dtype_backend="pyarrow"),
    "pyarrow": lambda: POLARS.to_arrow(),
    "duckdb": lambda: duckdb.from_arrow(POLARS.to_arrow()),
    "narwhals": lambda: nw.from_native(POLARS),
    "narwhals lazy": lambda: nw.from_native(POLARS.lazy()),
}


def cells(frame: Any) -> dict[str, list[Any]]:
    """Returns a table of any kind as lists; NaN, as pandas writes what is absent, becomes `None`."""
    frame = frame.reset_index(drop=True) if isinstance(frame, pd.DataFrame) else frame
    columns = nw.from_native(frame).lazy().collect("pyarrow").to_dict(as_series=False)
    return {
        name: [None if isinstance(cell, float) and math.isnan(cell) else cell for cell in column]
        for name, column in columns.items()
    }


def accounts(table: pl.DataFrame = POLARS) -> list[dict[str, Any]]:
    """Returns the rows as documents."""
    return [
        {"id": row["id"], "facts": {name: row[name] for name in ("growth", "effort") if row[name] is not None}}
        for row in table.iter_rows(named=True)
    ]


def documents(of_model: dict[str, object]) -> dict[str, dict[str, Any]]:
    """Returns what the documents say, by account."""
    answer = keyaccount.score.run(accounts=accounts(), model=of_model).to_dict()["answer"]
    return {account["account_id"]: account for account in answer["accounts"]}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("of_model", [TWO, GATED], ids=["plain", "gated"])
def test_every_kind_comes_back_with_the_numbers_of_the_documents(kind: str, of_model: dict[str, object]) -> None:
    frame = KINDS[kind]()
    scored = frames.score(frame, model=of_model, coverage=True, interval=True, contributions=True, rank=True)
    assert type(scored.frame) is type(frame)
    found = cells(scored.frame)
    assert [found["id"], found["growth"], found["effort"], found["note"]] == list(cells(POLARS).values())
    expected = documents(of_model)
    for row, account in enumerate(found["id"]):
        document = expected[account]
        assert found["score"][row] == document.get("score")
        if of_model is GATED:
            assert found["final_score"][row] == document.get("final_score")
            assert found["excluded"][row] is document["excluded"]
        assert found["known_share"][row] == document["coverage"]["known_share"]
        assert (found["low"][row], found["high"][row]) == (document["interval"]["low"], document["interval"]["high"])
        assert found["rank"][row] == document.get("rank")
        points = {part["criterion_id"]: part["points"] for part in document["contributions"]}
        assert {name: found[f"points_{name}"][row] for name in points} == points
    absent = {name: scored.summary.nulls.get(name, 0) + scored.summary.nans.get(name, 0) for name in ("growth", "effort")}
    assert absent == {"growth": 2, "effort": 2}
    assert (scored.summary.rows, scored.summary.unscored_rows, scored.summary.partial_rows) == (7, 1, 3)


@pytest.mark.parametrize("kind", KINDS)
def test_the_top_is_the_head_of_the_ranking(kind: str) -> None:
    frame = KINDS[kind]()
    for places in range(9):
        found = frames.top(frame, places, model=GATED, contributions=True)
        assert type(found.frame) is type(frame)
        ranked = frames.score(POLARS, model=GATED, rank=True, contributions=True).frame
        expected = ranked.filter(pl.col("rank") <= places).sort("final_score", descending=True, maintain_order=True)
        columns = cells(found.frame)
        assert columns == {name: expected[name].to_list() for name in columns}
        assert found.summary.rows == 7
        crosses = len(columns["rank"]) > places
        assert found.tied_at_line == (columns["rank"].count(columns["rank"][-1]) if crosses else 0)


def test_the_index_of_pandas_is_kept() -> None:
    frame = KINDS["pandas"]()
    scored = frames.score(frame, model=TWO).frame
    assert scored.index.equals(frame.index)
    assert list(frame.columns) == ["id", "growth", "effort", "note"], "the caller's table is not changed"
    assert list(frames.top(frame, 1, model=TWO).frame.index) == [1]


LARGE = pl.DataFrame(
    {
        name: pl.select(((pl.int_range(150_000) * factor + 17) % 9_000).cast(pl.Float64) / 900).to_series()
        for name, factor in (("growth", 7919), ("effort", 104_729))
    }
)


def place(column: Any) -> int:
    """Returns the address of the first number of an Arrow array."""
    return int(column.buffers()[1].address) + 8 * int(column.offset)


@pytest.mark.parametrize("kind", ["polars", "pyarrow", "pandas"])
def test_columns_of_floats_are_not_copied(kind: str) -> None:
    frame: Any = {"polars": LARGE, "pyarrow": LARGE.to_arrow(), "pandas": LARGE.to_pandas()}[kind]

    def address(name: str) -> int:
        if isinstance(frame, pd.DataFrame):
            return int(frame[name].to_numpy().ctypes.data)
        column = frame[name].to_arrow() if isinstance(frame, pl.DataFrame) else frame[name].chunk(0)
        return place(column)

    numbers = Table(frame).numbers(["growth", "effort"])
    assert numbers.addresses == [[address("growth"), address("effort")]]
    assert numbers.rows == 150_000


def test_chunks_and_slices_do_not_show() -> None:
    whole = frames.score(LARGE, model=TWO, rank=True, interval=True).frame
    pieces = [LARGE[:1], LARGE[1:1], LARGE[1:70_000], LARGE[70_000:70_001], LARGE[70_001:]]
    chunked = pl.concat(pieces, rechunk=False)
    addresses = [[place(chunk.to_arrow())] for chunk in chunked["growth"].get_chunks()]
    assert len(addresses) > 2
    # Polars itself would join the chunks by a copy.
    assert Table(chunked).numbers(["growth"]).addresses == addresses
    crossed = chunked.with_columns(LARGE["effort"])
    assert frames.score(crossed, model=TWO, rank=True, interval=True).frame.equals(whole)
    assert frames.score(chunked, model=TWO, rank=True, interval=True).frame.equals(whole)
    arrow = pa.concat_tables([piece.to_arrow() for piece in pieces])
    assert pl.DataFrame(frames.score(arrow, model=TWO, rank=True, interval=True).frame).equals(whole)
    assert frames.top(chunked, 20, model=TWO).frame.equals(frames.top(LARGE, 20, model=TWO).frame)


def test_nan_and_null_are_missing_and_counted_apart() -> None:
    growth = LARGE["growth"].to_list()
    growth[3], growth[100_000], growth[100_001] = None, math.nan, math.nan
    frame = LARGE.with_columns(growth=pl.Series(growth, dtype=pl.Float64, strict=False))
    scored = frames.score(frame, model=TWO, coverage=True)
    assert (scored.summary.nulls, scored.summary.nans) == ({"growth": 1}, {"growth": 2})
    assert scored.summary.partial_rows == 3
    shares = scored.frame["known_share"]
    assert [shares[row] for row in (2, 3, 100_000, 100_001, 100_002)] == [1.0, 0.25, 0.25, 0.25, 1.0]
    nothing = scored.frame.filter(~pl.col("score").is_finite())
    assert nothing.is_empty()


def test_a_criterion_may_have_another_column_or_none() -> None:
    frame = POLARS.rename({"growth": "Wachstum"})
    named = frames.score(frame, model=TWO, columns={"growth": "Wachstum"}).frame
    assert named["score"].equals(frames.score(POLARS, model=TWO).frame["score"])
    without = frames.score(frame, model=TWO, columns={"growth": None}, coverage=True).frame
    assert without["known_share"].to_list() == [0.25, 0.25, 0.25, 0.25, 0.0, 0.0, 0.25]
    both = frames.score(POLARS, model=TWO, columns={"effort": "growth"}).frame
    assert both["score"][0] == pytest.approx(1 + 9 * (0.7 * 0.75 + 0.3 * 0.25), abs=1e-11)


@pytest.mark.parametrize(
    "growth",
    [
        pa.array([7, 8], pa.int16()),
        pa.array([7, 8], pa.uint64()),
        pa.array([7, 8], pa.float32()),
        pa.array([Decimal("7.00"), Decimal("8.00")], pa.decimal128(6, 2)),
    ],
    ids=lambda column: str(column.type),
)
def test_numbers_of_every_type_are_read(growth: Any) -> None:
    frame = pa.table({"growth": growth, "effort": pa.array([10.0, 10.0])})
    scored = frames.score(frame, model=TWO).frame
    assert scored["score"].to_pylist() == pytest.approx([1 + 9 * 0.525, 1 + 9 * 0.6])


def test_an_empty_table_has_an_empty_answer() -> None:
    for kind in KINDS:
        frame: Any = nw.from_native(KINDS[kind]()).head(0).to_native()
        scored = frames.score(frame, model=GATED, rank=True)
        assert cells(scored.frame)["final_score"] == []
        assert scored.summary == frames.Summary(0, 0, 0, 0, {}, {})
        assert cells(frames.top(frame, 3, model=GATED).frame)["rank"] == []


def failure(frame: Any, **arguments: Any) -> keyaccount.InputError:
    with pytest.raises(keyaccount.InputError) as caught:
        frames.score(frame, **({"model": TWO} | arguments))
    return caught.value


def test_a_fault_names_column_and_row() -> None:
    growth = LARGE["growth"].to_list()
    growth[140_000] = 11.0
    frame = LARGE.with_columns(Wachstum=pl.Series(growth))
    error = failure(frame, columns={"growth": "Wachstum"})
    assert error.message == "`growth` must be between 0 and 10 (got 11, row 140000)"
    assert (error.code, error.path) == ("outside_anchors", "/frame/growth/140000")
    chunked = pl.concat([frame[:70_000], frame[70_000:]], rechunk=False)
    assert failure(chunked, columns={"growth": "Wachstum"}).path == "/frame/growth/140000"

    growth[140_000] = math.inf
    error = failure(LARGE.with_columns(Wachstum=pl.Series(growth)), columns={"growth": "Wachstum"})
    assert error.message == "`growth` must be a finite number (got inf, row 140000)"
    assert error.help == "`growth` is read from the column `Wachstum`"

    refusing = model(criterion("growth", when_absent="refuse"))
    growth[140_000] = math.nan
    error = failure(LARGE.with_columns(growth=pl.Series(growth)), model=refusing)
    assert error.message == "`growth` must have a value (got a missing fact, row 140000)"


def test_what_does_not_fit_is_refused() -> None:
    def told(frame: Any, **arguments: Any) -> tuple[str, str]:
        error = failure(frame, **arguments)
        return error.code, error.message

    assert told([1, 2]) == ("frame_kind", "a frame must be a table of pandas, polars, pyarrow or DuckDB (got a list)")
    assert told(POLARS.drop("growth")) == (
        "column_missing",
        "the criterion `growth` must have a column (there is no `growth`)",
    )
    assert told(POLARS, columns={"growth": "id"}) == ("column_type", "the column `id` must hold numbers (got String)")
    assert told(POLARS, columns={"grow": "growth"}) == ("unknown_criterion", "there is no criterion `grow`")
    assert told(POLARS, columns={"growth": None, "effort": None}) == (
        "column_missing",
        "at least one criterion must have a column",
    )
    assert told(POLARS.with_columns(score=1)) == (
        "column_exists",
        "a new column must not be called like one of the frame (got `score`)",
    )
    assert told(POLARS, model=None) == ("model_missing", "there must be either a `model` or the name of a `ready_model`")
    assert failure(POLARS, model=TWO | {"version": 0}).path == "/model/version"
    assert failure(POLARS, model="{").path == "/model"
    with pytest.raises(keyaccount.InputError, match="places must be at least 0"):
        frames.top(POLARS, -1, model=TWO)


def test_a_prefix_keeps_two_scorings_apart() -> None:
    once = frames.score(POLARS, model=TWO).frame
    twice = frames.score(once, model=GATED, prefix="gated_").frame
    assert twice.columns == [*POLARS.columns, "score", "gated_score", "gated_final_score", "gated_excluded"]


def test_progress_is_told_and_may_stop() -> None:
    done: list[int] = []
    frames.score(LARGE, model=TWO, progress=done.append)
    assert done == [ROWS_PER_SLICE, 2 * ROWS_PER_SLICE, 150_000]
    with pytest.raises(keyaccount.StoppedError) as caught:
        frames.score(LARGE, model=TWO, progress=lambda rows: rows < 100_000)
    assert (caught.value.code, caught.value.message) == ("stopped", "scoring was stopped after 131072 rows")

    def fails(_: int) -> None:
        raise RuntimeError("from within")

    with pytest.raises(RuntimeError, match="from within"):
        frames.top(LARGE, 3, model=TWO, progress=fails)


def test_what_it_takes_to_compute_it_again() -> None:
    scored = frames.score(POLARS, model=json.dumps(TWO))
    run = keyaccount.score.run(accounts=[], model=TWO)
    assert scored.provenance == run.provenance
    assert "<table" in (scored._repr_html_() or "")


def test_a_stream_of_numbers_can_be_read_twice() -> None:
    scorer = _core.Scorer(None, "ranking-1-to-10")
    numbers = _core.Numbers([pl.DataFrame({"a": [1.0, 10.0]})])
    wanted: Any = {"coverage": False, "interval": False, "contributions": False, "rank": False}
    batches, _ = scorer.score(numbers, [0] * len(scorer.criterion_ids), progress=None, **wanted)
    assert [pl.DataFrame(batches)["score"].to_list() for _ in range(2)] == [[1.0, 10.0]] * 2
    with pytest.raises(keyaccount.InputError, match="the column `a` must hold 64-bit floats") as caught:
        _core.Numbers([pl.DataFrame({"a": [1]})])
    assert (caught.value.code, caught.value.path) == ("column_type", "/frame")
