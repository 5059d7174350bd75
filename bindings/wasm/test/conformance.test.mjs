// The vectors that Rust and Python replay too, byte for byte.

import assert from "node:assert/strict";
import test from "node:test";

import * as keyaccount from "keyaccount";

import { answerText, functionOf, vectors } from "./vectors.mjs";

const members = ["code", "path", "line", "column", "message", "found", "expected", "help"];

for (const { operation, name, text, request, answer_text: answer, error_text: error } of vectors) {
  test(name, () => {
    const run = functionOf(keyaccount, operation);
    if (answer !== undefined) {
      assert.equal(answerText(keyaccount.call(operation, text)), answer);
      assert.equal(answerText(run(text).text), answer);
      if (request !== undefined) {
        assert.equal(answerText(run(request).text), answer);
      }
    } else {
      const expected = JSON.parse(error);
      assert.throws(
        () => run(text),
        (thrown) => {
          assert(thrown instanceof keyaccount.KeyAccountError);
          for (const member of members) {
            assert.equal(thrown[member], expected[member], member);
          }
          return true;
        },
      );
    }
  });
}

test("the vectors were replayed", (context) => {
  assert(vectors.length > 0);
  context.diagnostic(`note: ${vectors.length} vectors`);
});
