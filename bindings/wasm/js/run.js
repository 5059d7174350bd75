// Runs one operation: a request in, an answer out, errors as `KeyAccountError`.

import { call as callModule, operations as listModule } from "./module.js";

/** Why an operation gave no answer. */
export class KeyAccountError extends Error {
  constructor({ code, path, line, column, message, found, expected, help }, options) {
    super(message, options);
    this.name = "KeyAccountError";
    this.code = code;
    this.path = path;
    this.line = line;
    this.column = column;
    this.found = found;
    this.expected = expected;
    this.help = help;
  }
}

let started = false;

/** Says that the compiled module may be called from now on. */
export function markStarted() {
  started = true;
}

/** Returns the reply text of the operation called `name`. */
export function call(name, requestText) {
  return attempt(() => callModule(name, requestText));
}

/** Returns what `work` returns, which calls the module. */
export function attempt(work) {
  requireStart();
  try {
    return work();
  } catch (thrown) {
    // The module throws the text of its error; anything else is not its own.
    throw typeof thrown === "string" ? new KeyAccountError(JSON.parse(thrown)) : thrown;
  }
}

/** Returns the name and the summary of every operation. */
export function operations() {
  requireStart();
  return JSON.parse(listModule());
}

/** Returns the reply of the operation called `name` with the text it was read from. */
export function run(name, request) {
  const text = call(name, typeof request === "string" ? request : requestText(request));
  return Object.freeze({ text, ...JSON.parse(text) });
}

function requireStart() {
  if (!started) {
    throw new KeyAccountError({
      code: "not_initialised",
      path: "",
      message: "the module has not been loaded yet",
      help: "call `await init()` once before the first operation",
    });
  }
}

/** Returns the JSON text of a request that is an object. */
export function requestText(request) {
  let text;
  try {
    text = JSON.stringify(request);
  } catch (cause) {
    throw new KeyAccountError({ code: "request_unwritable", path: "", message: cause.message }, { cause });
  }
  if (text === undefined) {
    throw new KeyAccountError({
      code: "request_unwritable",
      path: "",
      message: "a request must be an object or a JSON text",
      found: String(request),
      expected: "an object or a JSON text",
    });
  }
  // JSON.stringify writes NaN and the infinities as null, which some fields would read as absent.
  if (text.includes("null")) {
    refuseNonFinite(request, "");
  }
  return text;
}

function refuseNonFinite(value, path) {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new KeyAccountError({
      code: "not_finite",
      path,
      message: `a number must be finite (got ${value})`,
      found: String(value),
      expected: "a finite number",
    });
  }
  if (typeof value === "object" && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      refuseNonFinite(member, `${path}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
    }
  }
}
