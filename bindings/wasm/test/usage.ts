// A program that uses the package: compiled, never run.

import { KeyAccountError, call, init, initSync, operations, score, scoreColumns } from "keyaccount";
import type { Operations, Reply, ScoreRunReply, ScoreRunRequest, ScoredColumns } from "keyaccount";

await init();
await init(new URL("https://example.com/module_bg.wasm"));
initSync(new Uint8Array());

const text: string = call("score.run", "{}");
const names: string[] = operations().map((operation) => operation.name);

export function fromText(request: string): Reply<ScoreRunReply> {
  return score.run(request);
}

export function fromObject(request: ScoreRunRequest): ScoreRunReply["answer"] {
  const { answer, provenance, text } = score.run(request);
  const version: string = provenance.version;
  return text.includes(version) ? answer : score.run(text).answer;
}

export function ofColumns(values: Float64Array): Float64Array {
  const found: ScoredColumns = scoreColumns({ ready_model: "ranking-1-to-10", criterion_ids: ["alignment"] }, values);
  return found.final_scores ?? found.scores;
}

export function reasonOf(error: unknown): string | undefined {
  if (error instanceof KeyAccountError) {
    return `${error.code} at ${error.path}: ${error.message}; ${error.help ?? ""}${error.expected ?? ""}`;
  }
  return undefined;
}

// Every operation has a typed request and a typed reply: `any` and `unknown` would accept null.
type Requests = Operations["requests"][keyof Operations["requests"]];
type Answers = Operations["replies"][keyof Operations["replies"]]["answer"];
// @ts-expect-error null is no request
export const request: Requests = null;
// @ts-expect-error null is no answer
export const answer: Answers = null;
// @ts-expect-error neither an object nor a text
score.run(1);
// @ts-expect-error a reply cannot be changed
score.run(text).text = names.join();
