"""Second opinions and weights over tables of every kind, with the numbers of the documents."""

from __future__ import annotations

import math
import subprocess
import sys
from typing import Any

import narwhals as nw
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from test_frames import KINDS, LARGE, POLARS, cells, place

import keyaccount
from keyaccount import _core, frames

ANCHORS = {"growth": {"worst": 0, "best": 10}, "effort": {"worst": 10, "best": 0}, "reach": {"worst": 0, "best": 9}}
CRITERIA: dict[str, dict[str, Any]] = {
    "growth": {"better": "higher", "weight": 3, "anchors": ANCHORS["growth"]},
    "effort": {"better": "lower", "weight": 7, "anchors": ANCHORS["effort"]},
    "reach": {"better": "higher", "weight": 1.1, "anchors": ANCHORS["reach"]},
}
LINEAR = {"linear": {"indifference": 0.5, "preference": 3}}
METHODS: dict[str, Any] = {
    "worst of": "worst_of",
    "product of ratios": {"weighted_product": {}},
    "product on anchors": {"weighted_product": {"scaling": "anchors"}},
    "waspas": {"waspas": {"lambda": 0.3}},
    "waspas on anchors": {"waspas": {"scaling": "anchors"}},
    "topsis": {"topsis": {}},
    "topsis by ranges": {"topsis": {"scaling": "min_max"}},
    "topsis on anchors": {"topsis": {"scaling": "anchors"}},
    "vikor": {"vikor": {"majority_weight": 0.6}},
    "spotis": {"spotis": {"expected_point": [{"criterion_id": "reach", "value": 6}]}},
    "promethee": {"promethee": {"preferences": [{"criterion_id": "growth", "function": LINEAR}]}},
}
MEASURES = {
    "worst_of": ["worst_value"],
    "weighted_product": ["product"],
    "waspas": ["joint"],
    "topsis": ["closeness"],
    "vikor": ["s", "r", "q"],
    "spotis": ["distance"],
    "promethee": ["positive_flow", "negative_flow", "net_flow"],
}
WEIGHT_METHODS: list[Any] = [
    "entropy",
    "critic",
    "merec",
    {"standard_deviation": "raw"},
    {"standard_deviation": "normalised"},
    {"standard_deviation": "coefficient_of_variation"},
]

#: Thirty rows in the order of their ids, some of them with a hole.
WHOLE = pl.DataFrame(
    {
        "id": [f"a{row:02}" for row in range(30)],
        "growth": [0.1 + (row * 7 % 31) / 3.3 for row in range(30)],
        "effort": [0.2 + (row * 11 % 29) / 3.1 for row in range(30)],
        "reach": [0.3 + (row * 5 % 23) / 2.9 for row in range(30)],
    }
)
HOLED = WHOLE.with_columns(
    growth=pl.when(pl.col("id") == "a04").then(None).otherwise(pl.col("growth")),
    reach=pl.when(pl.col("id") == "a11").then(None).when(pl.col("id") == "a04").then(None).otherwise(pl.col("reach")),
)
PLAIN = {"growth": {"better": "higher", "weight": 3}, "effort": {"better": "lower", "weight": 1}}


def documents(table: pl.DataFrame) -> dict[str, Any]:
    """Returns criteria and rows as the operations of `keyaccount.score` take them."""
    listed = [
        {
            "id": name,
            "name": name,
            "meaning": "Something",
            "unit": "points",
            "weight": criterion["weight"],
            "direction": {"higher": "more_is_better", "lower": "less_is_better"}[criterion["better"]],
            "anchors": criterion["anchors"],
            "when_absent": "exclude_and_rescale",
        }
        for name, criterion in CRITERIA.items()
    ]
    model = {"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points"}
    accounts = [
        {"id": row["id"], "facts": {name: row[name] for name in CRITERIA if row[name] is not None}}
        for row in table.iter_rows(named=True)
    ]
    return {"model": model | {"criteria": listed}, "accounts": accounts}


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("table", [WHOLE, HOLED], ids=["whole", "with holes"])
def test_every_method_has_the_numbers_of_the_documents(table: pl.DataFrame, method: Any) -> None:
    ranked = frames.rank(table, criteria=CRITERIA, method=method, missing="leave_out")
    answer = keyaccount.score.rank(method=method, **documents(table)).to_dict()["answer"]
    name = method if isinstance(method, str) else next(iter(method))
    assert ranked.frame.columns == [*table.columns, *MEASURES[name], "rank"]
    found = {row["id"]: row for row in ranked.frame.iter_rows(named=True)}
    for account in answer["accounts"]:
        row = found[account["account_id"]]
        assert (row["rank"], row[MEASURES[name][-1]]) == (account["rank"], account["measure"])
    for line in answer["method"][name]["rows"]:
        # WASPAS and the others explain more than they rank by; what both have is the same.
        row = found[line["account_id"]]
        assert {measure: row[measure] for measure in MEASURES[name]} == {
            measure: line[measure] for measure in MEASURES[name]
        }
    left_out = [entry["account_id"] for entry in answer["left_out"]]
    assert left_out == (["a04", "a11"] if table is HOLED else [])
    assert all(found[account][column] is None for account in left_out for column in [*MEASURES[name], "rank"])
    summary, ids = ranked.summary, table["id"].to_list()
    assert (summary.rows, summary.left_out_rows) == (30, len(left_out))
    assert (summary.better, summary.resolution) == (answer["better"], answer["resolution"])
    assert summary.shares == {weight["criterion_id"]: weight["share"] for weight in answer["weights"]}
    assert list(summary.constant_criterion_ids) == answer["constant_criterion_ids"]
    explained = answer["method"][name]
    assert summary.undecided_rows == explained.get("undecided_rows")
    if name == "vikor":
        assert summary.compromise is not None and list(summary.dropped_halves or ()) == explained["dropped_halves"]
        assert [ids[row] for row in summary.compromise.rows] == explained["compromise"]["account_ids"]
        for field in ("outcome", "advantage", "required_advantage", "advantage_holds"):
            assert getattr(summary.compromise, field) == explained["compromise"].get(field)
        assert list(summary.compromise.also_leads_by) == explained["compromise"]["also_leads_by"]
    if name == "promethee":
        pairs = [(pair["account_id"], pair["other_account_id"]) for pair in explained["incomparable"]]
        assert [(ids[row], ids[other]) for row, other in summary.incomparable or ()] == pairs
        assert pairs
    if name == "spotis":
        assert summary.clipped_cells == 0


@pytest.mark.parametrize("method", WEIGHT_METHODS, ids=str)
@pytest.mark.parametrize("table", [WHOLE, HOLED], ids=["whole", "with holes"])
def test_every_weighting_has_the_numbers_of_the_documents(table: pl.DataFrame, method: Any) -> None:
    found = frames.weights(table, criteria=CRITERIA, method=method, missing="leave_out")
    reply = keyaccount.score.data_weights(method=method, **documents(table))
    assert found.answer == reply.answer.weights
    assert found.shares == {entry.criterion_id: entry.data_share for entry in found.answer.criteria}
    assert sum(found.shares.values()) == pytest.approx(1, abs=1e-15)
    assert (found.rows, found.left_out_rows, found.undefined) == (30, len(reply.answer.left_out), None)
    assert (found.nulls, found.nans) == (({}, {}) if table is WHOLE else ({"growth": 1, "reach": 2}, {}))
    assert found.provenance.version == keyaccount.__version__


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_back_with_ranks(kind: str) -> None:
    frame = KINDS[kind]()
    ranked = frames.rank(frame, criteria=PLAIN, method={"vikor": {}}, missing="leave_out")
    assert type(ranked.frame) is type(frame)
    expected = frames.rank(POLARS, criteria=PLAIN, method={"vikor": {}}, missing="leave_out").frame
    assert cells(ranked.frame) == cells(expected)
    absent = {name: ranked.summary.nulls.get(name, 0) + ranked.summary.nans.get(name, 0) for name in PLAIN}
    assert (absent, ranked.summary.left_out_rows) == ({"growth": 2, "effort": 2}, 3)
    assert ranked.summary.compromise is not None
    # The rows are those of the table, those left out counted as well.
    assert all(expected["rank"][row] is not None for row in ranked.summary.compromise.rows)
    shares = frames.weights(frame, criteria=PLAIN, method="critic", missing="leave_out").shares
    assert shares == frames.weights(POLARS, criteria=PLAIN, method="critic", missing="leave_out").shares


def test_the_index_of_pandas_is_kept() -> None:
    frame = KINDS["pandas"]()
    ranked = frames.rank(frame, criteria=PLAIN, method={"topsis": {}}, missing="leave_out").frame
    assert ranked.index.equals(frame.index)


def test_chunks_do_not_show() -> None:
    pieces = [LARGE[:1], LARGE[1:1], LARGE[1:70_000], LARGE[70_000:]]
    chunked = pl.concat(pieces, rechunk=False)
    crossed = chunked.with_columns(LARGE["effort"])
    arrow = pa.concat_tables([piece.to_arrow() for piece in pieces])
    methods: list[dict[str, Any]] = [{"topsis": {}}, {"vikor": {}}, {"promethee": {}}]
    for method in methods:
        whole = frames.rank(LARGE, criteria=PLAIN, method=method)
        for frame in (chunked, crossed):
            found = frames.rank(frame, criteria=PLAIN, method=method)
            assert found.frame.equals(whole.frame)
            assert found.summary == whole.summary
        assert pl.DataFrame(frames.rank(arrow, criteria=PLAIN, method=method).frame).equals(whole.frame)
    shares = frames.weights(LARGE, criteria=PLAIN, method="entropy").shares
    assert frames.weights(chunked, criteria=PLAIN, method="entropy").shares == shares


class Watched:
    """The compiled criteria, which remember what they were given."""

    def __init__(self, text: str) -> None:
        self.criteria = _core.Criteria(text)
        self.addresses: list[list[list[int]]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.criteria, name)

    def rank(self, parts: list[_core.Numbers], *arguments: Any, **named: Any) -> Any:
        self.addresses = [part.addresses for part in parts]
        return self.criteria.rank(parts, *arguments, **named)


def test_a_column_in_one_piece_is_not_cut_where_another_is(monkeypatch: pytest.MonkeyPatch) -> None:
    watched: list[Watched] = []
    monkeypatch.setattr("keyaccount._across_rows._criteria", lambda _: watched[-1])
    text = '{"effort": {"better": "lower"}, "growth": {"better": "higher"}}'
    whole = LARGE.to_arrow()
    growth = pa.chunked_array([whole["growth"].chunk(0)[:70_000], whole["growth"].chunk(0)[70_000:]])
    crossed = pa.table({"effort": whole["effort"], "growth": growth})
    for frame, expected in ((whole, [1]), (crossed, [1, 2])):
        watched.append(Watched(text))
        frames.rank(frame, criteria={}, method={"topsis": {}}, rank=False)
        assert [len(chunks) for chunks in watched[-1].addresses] == expected
        # The effort is read where it lies, whatever the other column does.
        assert watched[-1].addresses[0][0][0] == place(whole["effort"].chunk(0))


MEMORY = """
import sys
import polars as pl
from keyaccount import frames

rows, pieces = 2_000_000, int(sys.argv[1])
column = pl.select((pl.int_range(rows) * 7919 % 9_000).cast(pl.Float64) / 900 + 1).to_series()
piece = rows // pieces
def made(name):
    parts = [(column[start : start + piece] + 0).rename(name) for start in range(0, rows, piece)]
    return pl.concat(parts, rechunk=False)
frame = pl.DataFrame([made(f"c{index}") for index in range(10)])
criteria = {name: {"better": "higher"} for name in frame.columns}
def peak():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1]) * 1024
def resident():
    return int(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1]) * 1024
frames.rank(frame[:1000], criteria=criteria, method={"topsis": {}}, rank=False)
frames.weights(frame[:1000], criteria=criteria, method="entropy")
open("/proc/self/clear_refs", "w").write("5")
before = resident()
if sys.argv[2] == "rank":
    frames.rank(frame, criteria=criteria, method={"topsis": {}}, rank=False)
else:
    frames.weights(frame, criteria=criteria, method="entropy")
print((peak() - before) / (8 * rows))
"""


def columns_of_memory(pieces: int, function: str) -> float:
    """Returns the memory that a call takes beside the table, in columns of the table."""
    command = [sys.executable, "-c", MEMORY, str(pieces), function]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    return float(finished.stdout)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads the peak of memory from /proc")
def test_ten_columns_are_read_where_they_lie() -> None:
    # One column is the answer; a copy would take ten more.
    assert columns_of_memory(1, "rank") < 2.5
    assert columns_of_memory(1, "weights") < 1.5
    # The same measure sees the one copy of every column in pieces.
    assert 9.5 < columns_of_memory(4, "rank") < 13


def failure(frame: Any, **arguments: Any) -> keyaccount.InputError:
    """Returns why a table cannot be ranked."""
    given: Any = {"criteria": PLAIN, "method": {"topsis": {}}} | arguments
    with pytest.raises(keyaccount.InputError) as caught:
        frames.rank(frame, **given)
    return caught.value


def test_a_missing_cell_is_refused_with_criterion_and_row() -> None:
    for growth in (None, math.nan):
        frame = pl.DataFrame({"Wachstum": [1.0, 2.0, growth], "effort": [1.0, math.nan, 3.0]}, strict=False)
        error = failure(frame, columns={"growth": "Wachstum"})
        assert error.message == "`effort` must have a value (got a missing fact, row 1)"
        assert (error.code, error.path) == ("value_refused", "/frame/effort/1")
        assert error.help == '`missing="leave_out"` compares the other rows'
        error = failure(frame.with_columns(effort=1.0), columns={"growth": "Wachstum"})
        assert error.message == "`growth` must have a value (got a missing fact, row 2)"
        assert error.help == (
            '`missing="leave_out"` compares the other rows; `growth` is read from the column `Wachstum`'
        )
    with pytest.raises(keyaccount.InputError, match=r"`effort` must have a value \(got a missing fact, row 1\)"):
        frames.weights(pl.DataFrame({"growth": [1.0, 2.0], "effort": [1.0, math.nan]}), criteria=PLAIN, method="critic")


@pytest.mark.parametrize("method", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("rows", [1, 2, 20_000])
def test_no_method_overlooks_a_nan(method: Any, rows: int) -> None:
    """Also in a criterion without weight, which no method looks at."""
    for holed in CRITERIA:
        columns = {name: [1.0 + row % 7 for row in range(rows)] for name in CRITERIA}
        columns[holed][-1] = math.nan
        for weight in (0, 1):
            criteria = {name: CRITERIA[name] | {"weight": weight if name == holed else 1} for name in CRITERIA}
            error = failure(pl.DataFrame(columns), criteria=criteria, method=method)
            assert error.message == f"`{holed}` must have a value (got a missing fact, row {rows - 1})"
            if rows == 20_000:
                continue
            left = frames.rank(pl.DataFrame(columns), criteria=criteria, method=method, missing="leave_out")
            assert (left.summary.left_out_rows, left.summary.nans) == (1, {holed: 1})


@pytest.mark.parametrize("method", WEIGHT_METHODS, ids=str)
@pytest.mark.parametrize("rows", [1, 2, 20_000])
def test_no_weighting_overlooks_a_nan(method: Any, rows: int) -> None:
    frame = pl.DataFrame({name: [1.0 + row % 7 for row in range(rows - 1)] + [math.nan] for name in PLAIN})
    with pytest.raises(keyaccount.InputError, match=f"`effort` must have a value .got a missing fact, row {rows - 1}."):
        frames.weights(frame, criteria=PLAIN, method=method)


def test_a_fault_names_the_row_of_the_whole_table() -> None:
    frame = pl.DataFrame({"growth": [None, 1.0, 2.0, None, 0.0], "effort": [-5.0, 1.0, 1.0, 1.0, 1.0]})
    error = failure(frame, method={"weighted_product": {}}, missing="leave_out")
    assert error.message == "`growth` must be above 0 to be compared as a ratio (got 0, row 4)"
    assert error.path == "/frame/growth/4"
    error = failure(frame.with_columns(growth=pl.Series([1.0, 1.0, 1.0, 1.0, math.inf])))
    assert error.message == "`growth` must be a finite number (got inf, row 4)"
    error = failure(WHOLE, criteria=CRITERIA | {"reach": CRITERIA["reach"] | {"anchors": {"worst": 0, "best": 1}}},
                    method="worst_of")
    assert error.message.startswith("`reach` must be between 0 and 1 (got")
    with pytest.raises(keyaccount.InputError) as caught:
        frames.weights(frame, criteria=PLAIN, method="merec", missing="leave_out")
    assert caught.value.message == "`growth` must be above 0 for MEREC weights (got 0, row 4)"
    assert caught.value.path == "/frame/growth/4"


def test_a_cell_beyond_an_anchor_may_count_as_the_anchor() -> None:
    criteria = {"growth": {"better": "higher", "anchors": {"worst": 0, "best": 10}, "outside": "clip"}}
    found = frames.rank(pl.DataFrame({"growth": [12.0, 5.0]}), criteria=criteria, method={"spotis": {}})
    assert found.frame["distance"].to_list() == [0.0, 0.5]
    assert found.summary.clipped_cells == 1


def test_what_does_not_fit_is_refused() -> None:
    def told(frame: Any, **arguments: Any) -> tuple[str, str, str]:
        error = failure(frame, **arguments)
        return error.code, error.path, error.message

    assert told([1, 2])[0] == "frame_kind"
    assert told(WHOLE.drop("growth")) == (
        "column_missing",
        "/frame",
        "the criterion `growth` must have a column (there is no `growth`)",
    )
    assert told(WHOLE, columns={"growth": "id"})[0] == "column_type"
    assert told(WHOLE, columns={"grow": "growth"}) == ("unknown_criterion", "/columns", "there is no criterion `grow`")
    assert told(WHOLE, columns={"growth": None})[2] == "every criterion must have a column (got `None`)"
    assert told(WHOLE, missing="skip") == ("missing", "/missing", "missing must be `refuse` or `leave_out` (got `skip`)")
    taken = "a new column must not be called like one of the frame (got `closeness`)"
    assert told(WHOLE.with_columns(closeness=1)) == ("column_exists", "/frame", taken)
    assert told(WHOLE.with_columns(rank=1))[0] == "column_exists"
    assert told(WHOLE, criteria={}) == ("model_value", "/criteria", "the number of criteria must be at least 1 (got 0)")
    assert told(WHOLE, criteria={"growth": {"better": "up"}})[1] == "/criteria/growth/better"
    assert told(WHOLE, criteria={"growth": {"better": "higher", "wait": 1}})[1] == "/criteria/growth/wait"
    assert told(WHOLE, criteria={"growth": {"better": "higher"}, "effort": {"better": "lower", "weight": 1}}) == (
        "model_value",
        "/criteria/growth/weight",
        "the weight of `growth` must be given where another criterion has one (got none)",
    )
    assert told(WHOLE, criteria='{"\ud800"')[0] == "not_unicode"
    assert told(WHOLE, method="best_of")[1] == "/method"
    assert told(WHOLE, method={"topsis": {"scale": 1}})[1] == "/method/topsis/scale"
    assert told(WHOLE, method={"spotis": {}}) == (
        "anchors_missing",
        "/method",
        "`effort` must have anchors to be measured between them (got none)",
    )
    unknown = {"promethee": {"preferences": [{"criterion_id": "grow", "function": "usual"}]}}
    assert told(WHOLE, method=unknown)[:2] == ("unknown_criterion", "/method/promethee/preferences/0/criterion_id")


def test_a_prefix_keeps_two_opinions_apart() -> None:
    once = frames.rank(WHOLE, criteria=PLAIN, method={"topsis": {}}, rank=False).frame
    twice = frames.rank(once, criteria=PLAIN, method={"topsis": {"scaling": "min_max"}}, prefix="ranges_").frame
    assert twice.columns == [*WHOLE.columns, "closeness", "ranges_closeness", "ranges_rank"]


def test_one_row_none_and_none_left() -> None:
    for kind in KINDS:
        empty: Any = nw.from_native(KINDS[kind]()).head(0).to_native()
        ranked = frames.rank(empty, criteria=PLAIN, method={"vikor": {}})
        assert (cells(ranked.frame)["q"], cells(ranked.frame)["rank"]) == ([], [])
        assert (ranked.summary.rows, ranked.summary.compromise) == (0, None)
        weights = frames.weights(empty, criteria=PLAIN, method="critic")
        assert (weights.shares, weights.undefined, weights.rows) == ({}, "too_few_rows", 0)
    for method in METHODS.values():
        one = frames.rank(WHOLE[:1], criteria=CRITERIA, method=method)
        assert one.frame["rank"].to_list() == [1]
        nothing = WHOLE[:2].with_columns(reach=pl.lit(None, pl.Float64))
        left = frames.rank(nothing, criteria=CRITERIA, method=method, missing="leave_out")
        assert (left.frame["rank"].to_list(), left.summary.left_out_rows) == ([None, None], 2)
    assert frames.weights(WHOLE[:1], criteria=CRITERIA, method="entropy").undefined == "too_few_rows"


def test_two_criteria_may_share_a_column_and_numbers_of_every_type_are_read() -> None:
    frame = pa.table({"n": pa.array([1, 2, 4], pa.int16())})
    criteria = {"a": {"better": "higher"}, "b": {"better": "higher"}}
    found = frames.rank(frame, criteria=criteria, method={"topsis": {"scaling": "min_max"}}, columns={"a": "n", "b": "n"})
    assert found.frame["rank"].to_pylist() == [3, 2, 1]
    assert found.frame["closeness"].to_pylist() == pytest.approx([0, 1 / 3, 1])


def test_criteria_may_be_json_text_and_weights_may_be_left_out() -> None:
    text = '{"growth": {"better": "higher"}, "effort": {"better": "lower"}}'
    found = frames.rank(WHOLE, criteria=text, method={"topsis": {}})
    assert found.summary.shares == {"effort": 0.5, "growth": 0.5}
    assert found.provenance.version == keyaccount.__version__
    assert "<table" in (found._repr_html_() or "")
    assert isinstance(frames.rank(WHOLE.to_pandas(), criteria=text, method={"topsis": {}}).frame, pd.DataFrame)
