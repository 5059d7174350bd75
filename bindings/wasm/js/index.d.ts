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
