"""keyaccount as a Python caller has it: a frame goes in, one with new columns comes out, on all threads that it takes."""

from __future__ import annotations

from keyaccount import frames

from data import COSTS, CRITERIA, INDIFFERENCE, PREFERENCE, WEIGHTS, Table

NAMES = [f"c{index}" for index in range(CRITERIA)]
TABLE_CRITERIA = {
    name: {"better": "lower" if index in COSTS else "higher", "weight": WEIGHTS[index]} for index, name in enumerate(NAMES)
}


def weighted_sum(table: Table):
    """Fixed anchors 1 and 10."""
    model = _model({"min": 1, "max": 10}, [(1.0, 10.0)] * CRITERIA)
    return lambda: frames.score(table.frame, model=model).frame["score"].to_numpy()


def weighted_sum_min_max(table: Table):
    """Anchors taken from the data, as the peers have it; the library itself never does so."""

    def run():
        ends = zip(table.frame.min().row(0), table.frame.max().row(0))
        return frames.score(table.frame, model=_model({"min": 0, "max": 1}, ends)).frame["score"].to_numpy()

    return run


def topsis(table: Table):
    return _ranked(table, {"topsis": {}}, "closeness")


def vikor(table: Table):
    return _ranked(table, {"vikor": {}}, "q")


def entropy(table: Table):
    return _weighed(table, "entropy")


def critic(table: Table):
    return _weighed(table, "critic")


def promethee_ii(table: Table):
    function = {"linear": {"indifference": INDIFFERENCE, "preference": PREFERENCE}}
    preferences = [{"criterion_id": name, "function": function} for name in NAMES]
    return _ranked(table, {"promethee": {"preferences": preferences}}, "net_flow")


def _ranked(table: Table, method, column: str):
    def run():
        return frames.rank(table.frame, criteria=TABLE_CRITERIA, method=method, rank=False).frame[column].to_numpy()

    return run


def _weighed(table: Table, method):
    def run():
        shares = frames.weights(table.frame, criteria=TABLE_CRITERIA, method=method).shares
        return [shares[name] for name in NAMES]

    return run


def _model(scale, ends):
    criteria = [
        {
            "id": name,
            "name": "C",
            "meaning": "M",
            "unit": "U",
            "weight": WEIGHTS[index],
            "direction": "less_is_better" if index in COSTS else "more_is_better",
            "anchors": {"worst": high, "best": low} if index in COSTS else {"worst": low, "best": high},
            "when_absent": "refuse",
        }
        for index, (name, (low, high)) in enumerate(zip(NAMES, ends))
    ]
    return {
        "schema": "keyaccount/score-model/1",
        "id": "peers",
        "version": 1,
        "name": "Ten criteria",
        "scale": scale,
        "weights": "points",
        "criteria": criteria,
    }
