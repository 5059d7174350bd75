// The package beside its operations: names, errors, exactness, loading.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { Worker } from "node:worker_threads";

import * as keyaccount from "keyaccount";

import { functionOf, vectors } from "./vectors.mjs";

const { KeyAccountError, call, init, operations } = keyaccount;
const answered = vectors.find((vector) => vector.answer_text !== undefined && vector.request !== undefined);
const run = functionOf(keyaccount, answered.operation);

function thrownBy(work) {
  try {
    work();
  } catch (error) {
    return error;
  }
  assert.fail("nothing was thrown");
}

test("every operation has a function, and every function an operation", () => {
  const listed = operations().map(({ name }) => name);
  assert(listed.length > 0);
  for (const name of listed) {
    assert.equal(typeof functionOf(keyaccount, name), "function", name);
  }
  const functions = Object.values(keyaccount)
    .filter((value) => typeof value === "object")
    .flatMap((area) => Object.keys(area));
  assert.equal(functions.length, listed.length);
});

test("every operation says what it answers", () => {
  for (const { name, summary } of operations()) {
    assert.match(summary, /^\S.*\S$/, name);
  }
});

test("a reply has its text and its parts", () => {
  const reply = run(answered.request);
  assert.deepEqual(Object.keys(reply), ["text", "answer", "provenance"]);
  assert.deepEqual({ answer: reply.answer, provenance: reply.provenance }, JSON.parse(reply.text));
  assert.equal(reply.text, call(answered.operation, JSON.stringify(answered.request)));
  assert.equal(typeof reply.provenance.version, "string");
});

test("an object and its text get the same bytes", () => {
  assert.equal(run(answered.request).text, run(JSON.stringify(answered.request, null, 2)).text);
});

test("amounts of money in a text keep every digit", () => {
  const request = (amount) =>
    `{"accounts":[{"id":"A","annual_revenue":{"amount":${amount},"currency":"EUR"}},` +
    `{"id":"B","annual_revenue":{"amount":"0.01","currency":"EUR"}}],"leaving":["A"]}`;
  // As a JavaScript number the amount would come out as 12345678901234568.
  const { text } = keyaccount.portfolio.lossImpact(request("12345678901234567.89"));
  assert(text.includes('"12345678901234567.89"'), text);
  assert(!text.includes("12345678901234568"), text);
  // Written as a string it is as exact in an object.
  assert.equal(keyaccount.portfolio.lossImpact(JSON.parse(request('"12345678901234567.89"'))).text, text);
});

test("an unknown operation is named", () => {
  const error = thrownBy(() => call("score.nothing", "{}"));
  assert(error instanceof KeyAccountError);
  assert(error instanceof Error);
  assert.equal(error.name, "KeyAccountError");
  assert.equal(error.code, "unknown_operation");
  assert.equal(error.path, "");
  assert.equal(error.message, "there is no operation called `score.nothing`");
  assert.equal(error.found, "score.nothing");
});

test("broken JSON is an error of every operation", () => {
  for (const { name } of operations()) {
    for (const text of ["", "{", "[", "nothing", "\u0000", '{"a": 1}}', "null", "3"]) {
      const error = thrownBy(() => functionOf(keyaccount, name)(text));
      assert(error instanceof KeyAccountError, `${name}: ${JSON.stringify(text)}: ${error}`);
      assert.notEqual(error.message, "");
      assert.notEqual(error.code, "");
    }
  }
});

test("depth and length are errors, not crashes", () => {
  const deep = "[".repeat(10_000) + "]".repeat(10_000);
  const long = JSON.stringify({ x: "a".repeat(20_000_000) });
  for (const { name } of operations()) {
    for (const text of [deep, `{"x": ${deep}}`, long]) {
      assert(thrownBy(() => functionOf(keyaccount, name)(text)) instanceof KeyAccountError, name);
    }
  }
  // The module still answers.
  assert.equal(run(answered.request).text, call(answered.operation, answered.text));
});

test("numbers that are not finite are refused with their place", () => {
  for (const [value, text] of [[NaN, "NaN"], [Infinity, "Infinity"], [-Infinity, "-Infinity"]]) {
    const error = thrownBy(() => run({ accounts: [{ id: "A" }, { "a/b~c": value }] }));
    assert.equal(error.code, "not_finite");
    assert.equal(error.path, "/accounts/1/a~1b~0c");
    assert.equal(error.message, `a number must be finite (got ${text})`);
    assert.equal(error.found, text);
  }
});

test("what is no JSON is refused", () => {
  const circular = {};
  circular.self = circular;
  for (const request of [undefined, () => {}, Symbol("s"), circular, { n: 1n }]) {
    assert.equal(thrownBy(() => run(request)).code, "request_unwritable");
  }
});

test("text outside ASCII survives the way in and out", () => {
  const name = "Zürich–東京 😀 \u{10FFFF}";
  assert.equal(thrownBy(() => call(name, "{}")).found, name);
});

test("init may be called in node", async () => {
  await init();
  await init();
});

test("the package in a worker", async () => {
  const worker = new Worker(
    `import("keyaccount").then(({ call }) =>
       require("node:worker_threads").parentPort.postMessage(call(${JSON.stringify(answered.operation)}, ${JSON.stringify(answered.text)})))`,
    { eval: true },
  );
  const text = await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
  assert.equal(text, run(answered.request).text);
});

test("in a page nothing runs before init", async () => {
  const page = await import("../dist/web.js?fresh");
  // Node has loaded run.js once for both entries, so the page's own state is looked at in a fresh copy of it.
  const { call: callFresh } = await import("../dist/run.js?fresh");
  const error = thrownBy(() => callFresh("score.run", "{}"));
  assert.equal(error.code, "not_initialised");
  assert.equal(error.help, "call `await init()` once before the first operation");
  assert.equal(typeof page.init, "function");
});

test("the page's entry has the names of node's", async () => {
  const page = await import("../dist/web.js");
  assert.deepEqual(Object.keys(page).sort(), Object.keys(keyaccount).sort());
  page.initSync(readFileSync(new URL("../dist/module_bg.wasm", import.meta.url)));
  assert.equal(page.call(answered.operation, answered.text), run(answered.request).text);
});
