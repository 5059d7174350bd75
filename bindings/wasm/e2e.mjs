// Replays the vectors in a page, without a bundler and bundled by Vite, and compares every text with node's.
//
// `node e2e.mjs BROWSER CONSUMER`: CONSUMER is a folder with the packed package in its `node_modules`; the bundled page
// and the screenshots are written there.

import assert from "node:assert/strict";
import { cp, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

import { KeyAccountError, call } from "keyaccount";
import { chromium } from "playwright-core";
import { build } from "vite";

import { vectors } from "./test/vectors.mjs";

const [browserProgram, consumer] = process.argv.slice(2);
/** A plan of about 175 entities, as a form sends it at each keystroke. */
const plan = vectors.find(({ name }) => name === "plan.check/faultless.json");
const { plan_check_milliseconds: limit } = JSON.parse(await readFile(new URL("budget.json", import.meta.url)));
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm" };
const requests = vectors.map(({ operation, text }) => ({ operation, text }));
const expected = requests.map(({ operation, text }) => {
  try {
    return call(operation, text);
  } catch (error) {
    if (!(error instanceof KeyAccountError)) throw error;
    return `${error.code} ${error.path} ${error.message}`;
  }
});

await cp(fileURLToPath(new URL("test/page/", import.meta.url)), consumer, { recursive: true });
await build({ root: consumer, base: "./", configFile: false, logLevel: "error", build: { outDir: "bundled", emptyOutDir: true } });

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  try {
    const body = pathname === "/requests.json" ? JSON.stringify(requests) : await readFile(join(consumer, normalize(pathname)));
    response.setHeader("content-type", types[extname(pathname)] ?? "application/json").end(body);
  } catch (error) {
    response.writeHead(404).end(String(error));
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await chromium.launch({
  executablePath: browserProgram,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/** Opens the page, presses its button and compares what it says; any complaint of the browser is a failure. Returns the time of a plan check. */
async function check(path, screenshot) {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  const complaints = [];
  const failed = new Promise((_, reject) => {
    page.on("pageerror", (error) => reject(new Error(`${path}: ${error}`)));
  });
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  page.on("response", (response) => response.ok() || complaints.push(`${response.url()} ${response.status()}`));
  const work = async () => {
    await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
    await page.click("#run:enabled", { timeout: 20_000 });
    await page.waitForFunction(() => globalThis.replies !== undefined, undefined, { timeout: 20_000 });
    return page.evaluate(() => globalThis.replies);
  };
  try {
    assert.deepEqual(await Promise.race([work(), failed]), expected, path);
  } catch (error) {
    throw new Error([error.message, ...complaints].join("\n"), { cause: error });
  } finally {
    await page.screenshot({ path: join(consumer, screenshot) });
  }
  const milliseconds = await page.evaluate((request) => globalThis.medianMilliseconds(request), plan);
  assert.deepEqual(complaints, [], path);
  await page.close();
  return milliseconds;
}

try {
  assert(expected.length > 0);
  await check("/index.html", "page.png");
  const milliseconds = await check("/bundled/index.html", "bundled.png");
  assert(milliseconds <= limit, `a check of a whole plan takes ${milliseconds} ms of ${limit} ms in budget.json`);
  console.log(`plain and bundled: ${expected.length} replies each, equal to node's; a plan is checked in ${milliseconds.toFixed(1)} ms`);
} finally {
  await browser.close();
  server.close();
}
