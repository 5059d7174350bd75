// Prints the size of the download and fails when it is over the budget.

import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const read = (name) => readFileSync(new URL(name, import.meta.url));
const budget = JSON.parse(read("budget.json"));
const sizes = {
  module: read("dist/module_bg.wasm"),
  javascript: Buffer.concat(["module.js", "web.js", "columns.js", "operations.js", "run.js"].map((name) => read(`dist/${name}`))),
};

const lines = [];
for (const [part, bytes] of Object.entries(sizes)) {
  const brotli = brotliCompressSync(bytes).length;
  const limit = budget[`${part}_brotli_bytes`];
  lines.push(`${part} ${bytes.length} raw, ${gzipSync(bytes, { level: 9 }).length} gzip, ${brotli} brotli of ${limit} bytes`);
  if (!(brotli <= limit)) {
    process.exitCode = 1;
    lines.push(`${part} is over the budget in bindings/wasm/budget.json`);
  }
}
console.log(lines.join("; "));
