// Columns of numbers give the scores of the documents, bit for bit.

import assert from "node:assert/strict";
import test from "node:test";

import { KeyAccountError, score, scoreColumns } from "keyaccount";

const criterion = (id, changes) => ({
  id,
  name: id,
  meaning: "Something",
  unit: "points",
  weight: 1,
  direction: "more_is_better",
  anchors: { worst: 0, best: 7 },
  when_absent: "exclude_and_rescale",
  ...changes,
});
const model = {
  schema: "keyaccount/score-model/1",
  id: "m",
  version: 1,
  name: "M",
  weights: "points",
  criteria: [
    criterion("growth", { weight: 3 }),
    criterion("effort", { direction: "less_is_better", anchors: { worst: 11, best: 0 }, outside: "clip" }),
  ],
};
const gates = [
  {
    id: "floor",
    criterion_id: "growth",
    passes: { at_least: 2 },
    outcome: { cap: { score: 4 } },
    when_absent: "fail",
    reason: "R",
  },
];
const rows = 3000;
const ids = ["effort", "growth"];
const state = (row, column) => ((row * 31 + column * 7) % 11 === 0 ? 1 + (row % 3) : 0);
const value = (row, column) => ((row * 7919 + column * 104729) % 9000) / (column === 0 ? 800 : 1300);
const fill = (array, cell) => array.map((_, index) => cell(index % rows, Math.floor(index / rows)));
const values = fill(new Float64Array(2 * rows), value);
const states = fill(new Uint8Array(2 * rows), state);
const absent = [undefined, undefined, { state: "unknown" }, { state: "not_applicable" }];
const accounts = Array.from({ length: rows }, (_, row) => ({
  id: `a${String(row).padStart(4, "0")}`,
  facts: Object.fromEntries(
    ids
      .map((id, column) => [id, state(row, column) ? absent[state(row, column)] : value(row, column)])
      .filter(([, fact]) => fact !== undefined),
  ),
}));

for (const [name, changes] of Object.entries({ plain: {}, gated: { gates } })) {
  test(`columns equal documents: ${name}`, () => {
    const request = { model: { ...model, ...changes }, criterion_ids: ids, coverage: true, interval: true, contributions: true };
    const found = scoreColumns(request, values, states);
    const { answer } = score.run({ model: request.model, accounts });
    assert.equal(answer.accounts.length, rows);
    let clipped = 0;
    for (const account of answer.accounts) {
      const row = Number(account.account_id.slice(1));
      const cell = (column) => (Number.isNaN(column[row]) ? undefined : column[row]);
      assert.equal(cell(found.scores), account.score);
      if (found.final_scores !== undefined) {
        assert.equal(cell(found.final_scores), account.final_score);
        assert.equal(found.excluded[row], Number(account.excluded));
      }
      assert.equal(found.known_shares[row], account.coverage.known_share);
      assert.equal(cell(found.lows), account.interval?.low);
      assert.equal(cell(found.highs), account.interval?.high);
      for (const part of account.contributions) {
        assert.equal(found.contributions[ids.indexOf(part.criterion_id)][row], part.points);
        clipped += Number(part.clipped);
      }
    }
    assert.equal(found.final_scores !== undefined, name === "gated");
    assert.equal(found.clipped_values, clipped);
    assert.equal(found.unscored_rows, answer.accounts.filter((account) => account.score === undefined).length);
    assert.deepEqual([...scoreColumns({ model: request.model, criterion_ids: ids }, values, states).scores], [...found.scores]);
  });
}

test("a fault names criterion and row", () => {
  const wrong = Float64Array.from(values);
  wrong[rows + 2500] = NaN;
  assert.throws(
    () => scoreColumns({ model, criterion_ids: ids }, wrong),
    (thrown) => thrown instanceof KeyAccountError && thrown.code === "not_finite" && thrown.path === "/values/growth/2500",
  );
});
