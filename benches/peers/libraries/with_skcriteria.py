"""scikit-criteria; the decision matrix is built before the clock starts, the ranking belongs to every call."""

from __future__ import annotations

from skcriteria import mkdm
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.agg.topsis import TOPSIS
from skcriteria.agg.vikor import VIKOR
from skcriteria.preprocessing import invert_objectives, scalers, weighters

from data import Table


def weighted_sum_min_max(table: Table):
    decision, scaler = _decision(table), invert_objectives.MinMaxInverter()
    return lambda: WeightedSumModel().evaluate(scaler.transform(decision)).e_.score


def topsis(table: Table):
    decision, scaler = _decision(table), scalers.VectorScaler(target="matrix")
    return lambda: TOPSIS().evaluate(scaler.transform(decision)).e_.similarity


def vikor(table: Table):
    decision = _decision(table)
    return lambda: VIKOR(use_compromise_set=False).evaluate(decision).e_.q_k


def entropy(table: Table):
    decision = _decision(table)
    return lambda: weighters.EntropyWeighter().transform(decision).weights.to_numpy()


def critic(table: Table):
    decision = _decision(table)
    return lambda: weighters.CRITIC().transform(decision).weights.to_numpy()


def _decision(table: Table):
    return mkdm(table.matrix, table.signs, weights=table.shares)
