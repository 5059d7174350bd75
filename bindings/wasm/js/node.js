// In node the module is read and started on import.

import { readFileSync } from "node:fs";

import { initSync as startModule } from "./module.js";
import { markStarted } from "./run.js";

export { scoreColumns } from "./columns.js";
export * from "./operations.js";
export { KeyAccountError, call, operations } from "./run.js";

startModule({ module: readFileSync(new URL("./module_bg.wasm", import.meta.url)) });
markStarted();

/** Does nothing: the same code runs in a page and in node. */
export async function init() {}

/** Does nothing: the same code runs in a page and in node. */
export function initSync() {}
