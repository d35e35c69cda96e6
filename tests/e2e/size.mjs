// The size budget of a first visit: everything the page needs, brotli at its best, in kilobytes of 1000 bytes.
import { readdirSync, readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { root } from './browser.mjs';

const BUDGET = 250_000;
// Not part of a first visit: read by crawlers and previews, or only when it is asked for.
const LATER = ['social.png', 'robots.txt', '_headers', 'explanations.json'];
let sum = 0;
for (const name of readdirSync(root + 'dist')) {
  const packed = brotliCompressSync(readFileSync(root + 'dist/' + name), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
  if (!LATER.includes(name)) sum += packed;
  console.log(`${String(packed).padStart(8)}  ${name}${LATER.includes(name) ? ' (not on a first visit)' : ''}`);
}
console.log(`${String(sum).padStart(8)}  a first visit; the budget is ${BUDGET}`);
process.exitCode = sum <= BUDGET ? 0 : 1;
