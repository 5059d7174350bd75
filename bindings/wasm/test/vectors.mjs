// The conformance vectors that all hosts replay (crates/keyaccount-wire/vectors/README.md).

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

const folder = new URL("../../../crates/keyaccount-wire/vectors/", import.meta.url);

/** Every vector, with its operation, its name and the request text to send. */
export const vectors = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name: operation }) =>
    readdirSync(new URL(`${operation}/`, folder))
      .filter((file) => file.endsWith(".json"))
      .map((file) => {
        const vector = JSON.parse(readFileSync(new URL(`${operation}/${file}`, folder), "utf8"));
        return {
          ...vector,
          operation,
          name: `${operation}/${file}`,
          text: vector.request_text ?? JSON.stringify(vector.request),
        };
      }),
  );
assert(vectors.length > 0, "there is no conformance vector");

/** Returns the function of the package that runs `operation`. */
export function functionOf(keyaccount, operation) {
  const [area, name] = operation.split(".").map((words) => words.replace(/_(.)/g, (_, letter) => letter.toUpperCase()));
  return keyaccount[area]?.[name];
}

/** Returns the text of the answer in a reply text. */
export function answerText(reply) {
  assert(reply.startsWith('{"answer":'));
  return reply.slice(10, reply.lastIndexOf(',"provenance":'));
}
