// Scores of accounts that come as columns of numbers.

import { scoreColumns as scoreModule } from "./module.js";
import { attempt, requestText } from "./run.js";

const nothing = new Uint8Array();

/** Returns the scores of columns, and whatever else the request wants. */
export function scoreColumns(request, values, states = nothing) {
  const found = attempt(() => scoreModule(requestText(request), values, states));
  const columns = request.criterion_ids.length;
  const rows = values.length / columns;
  const [unscored_rows, partial_rows, clipped_values, gated] = found;
  let start = 4;
  const next = (wanted = true) => (wanted ? found.subarray(start, (start += rows)) : undefined);
  return Object.freeze({
    scores: next(),
    final_scores: next(gated),
    excluded: gated ? Uint8Array.from(next()) : undefined,
    known_shares: next(request.coverage),
    lows: next(request.interval),
    highs: next(request.interval),
    contributions: request.contributions ? Array.from({ length: columns }, () => next()) : undefined,
    unscored_rows,
    partial_rows,
    clipped_values,
  });
}
