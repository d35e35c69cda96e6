// A benchmark: the longest time that the page could not react while a 10 MB file is opened and read, in milliseconds.
// `node tests/e2e/block.mjs` on a built page; a machine that does nothing else gives the true figure.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, launch, open, settled } from './browser.mjs';
import * as pastes from './pastes.mjs';

const line = 'INFO 2026-11-22 12:00:00 worker-3 handled job 4711 in 12 ms without anything to report\n';
const half = line.repeat(Math.ceil(5_000_000 / line.length));
// A file on disk, as a person opens it: handing its bytes over would itself block the page.
const file = join(mkdtempSync(join(tmpdir(), 'block-')), 'ci.log');
writeFileSync(file, half + pastes.overloaded + '\n' + half);
const server = await serve();
const browser = await launch();
try {
  for (let run = 0; run < 5; run++) {
    const { page, context } = await open(browser, server.origin);
    await page.evaluate(() => {
      // A timer that should fire every 4 ms sees every block; the long-task observer only those over 50 ms.
      window.blocked = 0;
      let last = performance.now();
      setInterval(() => { const now = performance.now(); window.blocked = Math.max(window.blocked, now - last - 4); last = now; }, 4);
    });
    await page.waitForTimeout(300);
    await page.evaluate(() => { window.blocked = 0; });
    const begin = Date.now();
    await page.locator('input[type=file]').setInputFiles(file);
    await page.waitForFunction(() => document.querySelector('[data-cause="overloaded"]'), null, { timeout: 60_000 });
    await settled(page);
    const blocked = await page.evaluate(() => window.blocked);
    console.log(`run ${run + 1}: longest block ${blocked.toFixed(0)} ms, diagnosis after ${Date.now() - begin} ms`);
    await context.close();
  }
} finally {
  await browser.close();
  server.stop();
}
