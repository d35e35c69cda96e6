// Lighthouse on the release page with its mobile preset: the median of three runs.
import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { serve, chromiumPath, chromiumFlags } from './browser.mjs';

const BARS = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 };
const server = await serve();
const scores = Object.fromEntries(Object.keys(BARS).map((key) => [key, []]));
try {
  for (let run = 0; run < 3; run++) {
    const chrome = await launchChrome({ chromePath: chromiumPath, chromeFlags: ['--headless=new', ...chromiumFlags] });
    const { lhr } = await lighthouse(server.origin, { port: chrome.port, onlyCategories: Object.keys(BARS) });
    for (const key of Object.keys(BARS)) scores[key].push(lhr.categories[key].score);
    for (const audit of Object.values(lhr.audits)) {
      const counts = Object.values(lhr.categories).some((c) => c.auditRefs.some((r) => r.id === audit.id && r.weight > 0));
      if (run === 0 && counts && audit.score !== null && audit.score < 0.9) console.log(`  ${audit.id}: ${audit.score} ${audit.displayValue ?? ''}`);
    }
    await chrome.kill();
  }
} finally {
  server.stop();
}
for (const [key, values] of Object.entries(scores)) {
  const median = values.sort((a, b) => a - b)[1];
  console.log(`${key}: ${Math.round(median * 100)} (${values.map((v) => Math.round(v * 100)).join(', ')})`);
  if (!(median >= BARS[key])) process.exitCode = 1;
}
