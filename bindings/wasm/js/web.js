// In pages, workers and bundlers the module is fetched by `init()`.

import startModule, { initSync as startModuleSync } from "./module.js";
import { markStarted } from "./run.js";

export { scoreColumns } from "./columns.js";
export * from "./operations.js";
export { KeyAccountError, call, operations } from "./run.js";

/** Fetches and starts the module, by default the file beside this one. */
export async function init(source) {
  await startModule(source === undefined ? undefined : { module_or_path: source });
  markStarted();
}

/** Starts the module from bytes or from a compiled module. */
export function initSync(source) {
  startModuleSync({ module: source });
  markStarted();
}
