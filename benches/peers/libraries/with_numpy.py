"""What a careful analyst writes with numpy alone."""

from __future__ import annotations

import numpy as np

from data import COSTS, INDIFFERENCE, PREFERENCE, Table


def weighted_sum(table: Table):
    """Fixed anchors 1 and 10."""
    worst = np.where(table.signs > 0, 1.0, 10.0)
    factor = table.shares / np.where(table.signs > 0, 9.0, -9.0)
    return lambda: 1.0 + 9.0 * ((np.clip(table.matrix, 1.0, 10.0) - worst) @ factor)


def weighted_sum_min_max(table: Table):
    def run():
        low, high = table.matrix.min(axis=0), table.matrix.max(axis=0)
        scaled = (table.matrix - low) / (high - low)
        scaled[:, list(COSTS)] = 1.0 - scaled[:, list(COSTS)]
        return scaled @ table.shares

    return run


def topsis(table: Table):
    def run():
        scaled = table.matrix / np.sqrt((table.matrix**2).sum(axis=0)) * table.shares
        high, low = scaled.max(axis=0), scaled.min(axis=0)
        best, worst = np.where(table.signs > 0, high, low), np.where(table.signs > 0, low, high)
        to_best = np.sqrt(((scaled - best) ** 2).sum(axis=1))
        to_worst = np.sqrt(((scaled - worst) ** 2).sum(axis=1))
        return to_worst / (to_best + to_worst)

    return run


def vikor(table: Table):
    def run():
        high, low = table.matrix.max(axis=0), table.matrix.min(axis=0)
        best, worst = np.where(table.signs > 0, high, low), np.where(table.signs > 0, low, high)
        regret = table.shares * (best - table.matrix) / (best - worst)
        group, most = regret.sum(axis=1), regret.max(axis=1)
        return 0.5 * (group - group.min()) / np.ptp(group) + 0.5 * (most - most.min()) / np.ptp(most)

    return run


def entropy(table: Table):
    def run():
        part = table.matrix / table.matrix.sum(axis=0)
        spread = 1.0 + (part * np.log(part)).sum(axis=0) / np.log(table.rows)
        return spread / spread.sum()

    return run


def critic(table: Table):
    def run():
        low, high = table.matrix.min(axis=0), table.matrix.max(axis=0)
        scaled = (table.matrix - low) / (high - low)
        scaled[:, list(COSTS)] = 1.0 - scaled[:, list(COSTS)]
        information = scaled.std(axis=0) * (1.0 - np.corrcoef(scaled.T)).sum(axis=0)
        return information / information.sum()

    return run


def promethee_ii(table: Table):
    """Sorts each criterion: the pairs beyond a threshold are a part of the sorted column, and their sum a running total."""

    def run():
        net = np.zeros(table.rows)
        for column, sign, share in zip(table.columns, table.signs, table.shares):
            values = sign * column
            ordered = np.sort(values)
            totals = np.concatenate(([0.0], np.cumsum(ordered)))

            def beyond(threshold, ordered=ordered, values=values, totals=totals):
                below = np.searchsorted(ordered, values - threshold)
                above = np.searchsorted(ordered, values + threshold)
                ahead = below * (values - threshold) - totals[below]
                behind = totals[-1] - totals[above] - (table.rows - above) * (values + threshold)
                return ahead - behind

            net += share * (beyond(INDIFFERENCE) - beyond(PREFERENCE)) / (PREFERENCE - INDIFFERENCE)
        return net / (table.rows - 1)

    return run
