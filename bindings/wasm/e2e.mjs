// Replays the vectors in a page without a bundler and compares every text with node's.
//
// `node e2e.mjs BROWSER SCREENSHOT`

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname } from "node:path";

import { call } from "keyaccount";
import { chromium } from "playwright-core";

import { vectors } from "./test/vectors.mjs";

const [browserProgram, screenshot] = process.argv.slice(2);
const types = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };
const requests = vectors.map(({ operation, text }) => ({ operation, text }));

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  const reply = (body) => response.setHeader("content-type", types[extname(pathname)] ?? "text/plain").end(body);
  try {
    if (pathname === "/requests.json") {
      reply(JSON.stringify(requests));
    } else if (pathname === "/page.html" || /^\/dist\/[a-z_]+\.(js|wasm)$/.test(pathname)) {
      reply(await readFile(new URL(pathname === "/page.html" ? "test/page.html" : `.${pathname}`, import.meta.url)));
    } else {
      response.writeHead(404).end();
    }
  } catch (error) {
    response.writeHead(500).end(String(error));
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
try {
  const page = await browser.newPage({ viewport: { width: 900, height: 600 } });
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("requestfailed", (request) => complaints.push(`${request.url()} failed`));
  page.on("response", (response) => response.ok() || complaints.push(`${response.url()} ${response.status()}`));

  await page.goto(`http://127.0.0.1:${server.address().port}/page.html`);
  await page.click("#run");
  await page.waitForFunction(() => document.body.dataset.done !== undefined || document.body.dataset.failed !== undefined);
  await page.screenshot({ path: screenshot });
  assert.equal(await page.evaluate(() => document.body.dataset.failed), undefined);

  const replies = await page.evaluate(() => globalThis.replies);
  const here = requests.map(({ operation, text }) => {
    try {
      return call(operation, text);
    } catch (error) {
      return `${error.name} ${error.code} ${error.path} ${error.message}`;
    }
  });
  assert.deepEqual(replies, here);
  assert.deepEqual(complaints, []);
  console.log(`${replies.length} replies equal to node's`);
} finally {
  await browser.close();
  server.close();
}
