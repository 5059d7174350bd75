// Writes the vectors as a TypeScript program: the types accept what the library reads, and describe what it writes.

import { writeFileSync } from "node:fs";

import { vectors } from "./vectors.mjs";

// A plan may be a draft: these findings say that it is not what its type asks for.
const draft = /"code":"KA-00[12]"/;
const lines = ['import type { Operations } from "keyaccount";', ""];
let count = 0;
for (const { operation, request, answer_text: answer } of vectors) {
  if (answer === undefined) continue;
  if (request !== undefined && !draft.test(answer)) {
    lines.push(`export const request${count}: Operations["requests"]["${operation}"] = ${JSON.stringify(request)};`);
  }
  lines.push(`export const answer${count}: Operations["replies"]["${operation}"]["answer"] = ${answer};`);
  count += 1;
}
writeFileSync(new URL("vectors.ts", import.meta.url), lines.join("\n") + "\n");
console.log(`${count} vectors`);
