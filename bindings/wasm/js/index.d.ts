import type { ScoreRunRequest } from "./types.js";

export * from "./operations.js";
export type * from "./types.js";

/**
 * Loads the module; needed once before the first operation in pages, workers and bundlers, and does nothing in node.
 *
 * `source` is where the module comes from, by default the file `module_bg.wasm` beside the script.
 */
export declare function init(source?: ModuleSource | Promise<ModuleSource>): Promise<void>;

/** Loads the module from its bytes or from a compiled `WebAssembly.Module`; does nothing in node. */
export declare function initSync(source: object): void;

/**
 * Where the module can come from: an address (text, `URL`, `Request`), a `Response`, bytes, or a compiled
 * `WebAssembly.Module`. Not spelled out, because programs for node know only some of these types.
 */
export type ModuleSource = string | object;

/**
 * Returns the reply text of the operation called `name`, such as `score.run`, for a request text.
 *
 * @throws {KeyAccountError}
 */
export declare function call(name: string, requestText: string): string;

/** Returns the name and the summary of every operation. */
export declare function operations(): { readonly name: string; readonly summary: string }[];

/**
 * Returns the score of every row of columns of numbers, equal to those of `score.run` to the last bit.
 *
 * `values` holds the columns one after the other, in the order of `criterion_ids`; `states` likewise, where not every
 * cell is a value: 0 value, 1 missing, 2 unknown, 3 not applicable. NaN in a cell that is a value is refused.
 *
 * @throws {KeyAccountError}
 */
export declare function scoreColumns(
  request: ScoreColumnsRequest,
  values: Float64Array,
  states?: Uint8Array,
): ScoredColumns;

/** A score model of one's own or a ready one, what the columns are, and what is wanted beside the scores. */
export interface ScoreColumnsRequest extends Pick<ScoreRunRequest, "model" | "ready_model"> {
  /** The criterion of each column; every criterion of the model has one. */
  criterion_ids: string[];
  /** Whether `known_shares` are wanted. */
  coverage?: boolean;
  /** Whether `lows` and `highs` are wanted. */
  interval?: boolean;
  /** Whether `contributions` are wanted. */
  contributions?: boolean;
}

/** New columns, one cell per row, and what was counted. */
export interface ScoredColumns {
  /** The scores before the caps of gates; NaN where no criterion counts. */
  readonly scores: Float64Array;
  /** The scores after the caps of gates, where the model has gates. */
  readonly final_scores: Float64Array | undefined;
  /** 1 where a gate excludes the row, else 0, where the model has gates. */
  readonly excluded: Uint8Array | undefined;
  /** The share of the weight with a known value. */
  readonly known_shares: Float64Array | undefined;
  /** The final scores with every open fact at its worst. */
  readonly lows: Float64Array | undefined;
  /** The final scores with every open fact at its best. */
  readonly highs: Float64Array | undefined;
  /** The points that each criterion gave, in the order of `criterion_ids`. */
  readonly contributions: Float64Array[] | undefined;
  /** The rows without a score. */
  readonly unscored_rows: number;
  /** The rows with an absent value. */
  readonly partial_rows: number;
  /** The values beyond an anchor that counted as the anchor. */
  readonly clipped_values: number;
}

/** A reply: `answer` and `provenance`, and the text that they were read from. */
export type Reply<R> = Readonly<R> & {
  /** The reply as the library wrote it; amounts of money are exact here. */
  readonly text: string;
};

/** Why an operation gave no answer. */
export declare class KeyAccountError extends Error {
  override readonly name: "KeyAccountError";
  /** The stable name of the kind of error, in snake_case. */
  readonly code: string;
  /** The JSON Pointer of the place in the request, empty for the whole request. */
  readonly path: string;
  /** The line in the request text, from 1, where the text could not be read. */
  readonly line: number | undefined;
  /** The column in that line, in characters from 1. */
  readonly column: number | undefined;
  /** The offending value as text. */
  readonly found: string | undefined;
  /** What would have been right. */
  readonly expected: string | undefined;
  /** The next step for the reader. */
  readonly help: string | undefined;
}
