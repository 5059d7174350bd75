"""What a careful analyst writes with polars expressions, on all threads that polars takes."""

from __future__ import annotations

import polars as pl

from data import CRITERIA, COSTS, Table

NAMES = [f"c{index}" for index in range(CRITERIA)]


def weighted_sum(table: Table):
    """Fixed anchors 1 and 10."""
    terms = [
        (10.0 - value if index in COSTS else value - 1.0) * (share / 9.0)
        for index, (share, value) in enumerate(zip(table.shares, [pl.col(name).clip(1.0, 10.0) for name in NAMES]))
    ]
    return _selected(table, 1.0 + 9.0 * pl.sum_horizontal(terms))


def weighted_sum_min_max(table: Table):
    terms = [
        share * (column.max() - column if index in COSTS else column - column.min()) / (column.max() - column.min())
        for index, (share, column) in enumerate(zip(table.shares, map(pl.col, NAMES)))
    ]
    return _selected(table, pl.sum_horizontal(terms))


def topsis(table: Table):
    def distance(toward_best: bool) -> pl.Expr:
        terms = []
        for index, (share, column) in enumerate(zip(table.shares, map(pl.col, NAMES))):
            end = column.max() if toward_best == (index not in COSTS) else column.min()
            terms.append((share * (column - end) / column.pow(2).sum().sqrt()).pow(2))
        return pl.sum_horizontal(terms).sqrt()

    return _selected(table, distance(False) / (distance(True) + distance(False)))


def vikor(table: Table):
    regrets = [
        share * (column - column.min() if index in COSTS else column.max() - column) / (column.max() - column.min())
        for index, (share, column) in enumerate(zip(table.shares, map(pl.col, NAMES)))
    ]
    lazy = table.frame.lazy().select(group=pl.sum_horizontal(regrets), most=pl.max_horizontal(regrets))
    scaled = [(pl.col(name) - pl.col(name).min()) / (pl.col(name).max() - pl.col(name).min()) for name in ("group", "most")]
    query = lazy.select(result=0.5 * scaled[0] + 0.5 * scaled[1])
    return lambda: query.collect()["result"].to_numpy()


def entropy(table: Table):
    spreads = [1.0 - pl.col(name).entropy(normalize=True) / pl.len().log() for name in NAMES]
    query = table.frame.lazy().select(pl.concat_list(spreads).explode().alias("spread"))
    query = query.select(result=pl.col("spread") / pl.col("spread").sum())
    return lambda: query.collect()["result"].to_numpy()


def _selected(table: Table, expression: pl.Expr):
    query = table.frame.lazy().select(result=expression)
    return lambda: query.collect()["result"].to_numpy()
