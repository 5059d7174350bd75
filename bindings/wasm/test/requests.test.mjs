// Random requests with the outcomes of the Rust build (crates/keyaccount-wire/vectors/README.md, "Random requests").

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { KeyAccountError, call } from "keyaccount";

import { answerText } from "./vectors.mjs";

const file = process.env.KEYACCOUNT_REQUESTS;
const members = ["code", "path", "line", "column", "message", "found", "expected", "help"];

/** Returns what the package says, as a line of the file says it. */
function outcome(operation, request) {
  try {
    return answerText(call(operation, request));
  } catch (thrown) {
    if (!(thrown instanceof KeyAccountError)) throw thrown;
    return Object.fromEntries(members.map((member) => [member, thrown[member]]));
  }
}

/** Returns the expected error with every member, the absent ones undefined. */
function wholeError(text) {
  const error = JSON.parse(text);
  return Object.fromEntries(members.map((member) => [member, error[member]]));
}

test("random requests", { skip: file === undefined && "KEYACCOUNT_REQUESTS names no file" }, (context) => {
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
  assert(lines.length > 0);
  for (const line of lines) {
    const { operation, request_text: request, answer_text: answer, error_text: error } = JSON.parse(line);
    assert.deepEqual(outcome(operation, request), answer ?? wholeError(error), `${operation} ${request}`);
  }
  context.diagnostic(`note: ${lines.length} random requests`);
});
