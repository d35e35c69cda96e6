// The size budget, in bytes with brotli at its best: what a browser loads on a first visit, and what the first paste adds.
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { root, serve, launch, open, paste } from './browser.mjs';
import * as pastes from './pastes.mjs';

const BUDGET = 250_000;
// The worker with the core comes with the first use. Nobody waits for it who only looks.
const WITH_CORE = 730_000;

const packed = (name) => brotliCompressSync(readFileSync(root + 'dist/' + name), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const server = await serve();
const browser = await launch();
const loaded = new Set();
try {
  const { page, context } = await open(browser, server.origin, { ready: false });
  // Requests of the worker too: they belong to the context, not to the page.
  context.on('request', (request) => loaded.add(new URL(request.url()).pathname.slice(1) || 'index.html'));
  await page.reload();
  await page.waitForFunction(() => !document.getElementById('do-open')?.disabled);
  await page.waitForTimeout(1000);
  const sum = (names) => [...names].reduce((total, name) => total + packed(name), 0);
  const report = (title, names, budget) => {
    for (const name of names) console.log(`${String(packed(name)).padStart(8)}  ${name}`);
    console.log(`${String(sum(loaded)).padStart(8)}  ${title}; the budget is ${budget}`);
    if (!(sum(loaded) <= budget)) process.exitCode = 1;
  };
  const first = new Set(loaded);
  report('a first visit', first, BUDGET);
  await paste(page, pastes.overloaded);
  report('with the first paste', [...loaded].filter((name) => !first.has(name)), WITH_CORE);
  if (![...loaded].some((name) => name.startsWith('core-'))) throw new Error('the core was not seen loading');
} finally {
  await browser.close();
  server.stop();
}
