"""pymcdm, with its checks switched off (they take most of the time of a call)."""

from __future__ import annotations

import numpy as np
from pymcdm import methods, normalizations, weights

from data import CRITERIA, INDIFFERENCE, PREFERENCE, Table


def weighted_sum_min_max(table: Table):
    return _call(table, methods.WSM(normalizations.minmax_normalization))


def topsis(table: Table):
    return _call(table, methods.TOPSIS(normalizations.vector_normalization))


def vikor(table: Table):
    return _call(table, methods.VIKOR())


def entropy(table: Table):
    return lambda: weights.entropy_weights(table.matrix)


def critic(table: Table):
    """Ignores the directions of the criteria."""
    return lambda: weights.critic_weights(table.matrix)


def promethee_ii(table: Table):
    p, q = np.full(CRITERIA, PREFERENCE), np.full(CRITERIA, INDIFFERENCE)
    # A method object with thresholds works once, so that each call makes a new one.
    return lambda: _call(table, methods.PROMETHEE_II("vshape_2", p=p, q=q))()


def _call(table: Table, method):
    return lambda: method(table.matrix, table.shares, table.signs, validation=False)
