// Starts the page's server and a headless Chromium, and watches every page for what must never happen.
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const chromiumPath = process.env.CHROMIUM || '/usr/bin/chromium';
export const chromiumFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-quic',
];

const freePort = () => new Promise((done) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

/** Serves dist/ as production should; gives the origin and a way to stop. */
export async function serve() {
  const port = await freePort();
  const child = spawn(process.execPath, ['scripts/server.mjs'], { cwd: root, env: { ...process.env, PORT: String(port) } });
  const origin = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    try {
      if ((await fetch(origin)).ok) return { origin, stop: () => child.kill() };
    } catch { /* not up yet */ }
    await new Promise((done) => setTimeout(done, 50));
  }
  child.kill();
  throw new Error('the server did not come up');
}

export const launch = () => chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });

/** Opens the page in a fresh context. `trouble` collects console errors, policy violations and foreign requests. */
export async function open(browser, origin, { hash = '', ready = true, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin });
  const page = await context.newPage();
  const trouble = [];
  page.on('console', (m) => { if (m.type() === 'error' || m.type() === 'warning') trouble.push(`console: ${m.text()}`); });
  page.on('pageerror', (e) => trouble.push(`page error: ${e.message}`));
  page.on('request', (r) => {
    const url = new URL(r.url());
    if (url.protocol !== 'data:' && url.protocol !== 'blob:' && url.origin !== origin) trouble.push(`foreign request: ${r.url()}`);
    if (r.postData()) trouble.push(`a request with a body: ${r.url()}`);
  });
  await page.addInitScript(() => {
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', (e) => window.__violations.push(`${e.violatedDirective} ${e.blockedURI}`));
  });
  await page.goto(origin + '/' + hash);
  if (ready) await page.waitForFunction(() => !document.getElementById('do-open')?.disabled);
  return {
    context, page, trouble,
    async done() {
      const violations = await page.evaluate(() => window.__violations).catch(() => []);
      await context.close();
      return [...trouble, ...violations.map((v) => `policy: ${v}`)];
    },
  };
}

export const box = (page) => page.getByRole('textbox', { name: 'Paste an error, a log or a curl command' });
export const diagnosis = (page) => page.getByRole('region', { name: 'Diagnosis' });
export const cause = (page) => diagnosis(page).getAttribute('data-cause');

/** Puts text into the box at once, as pasting does, and waits for the answer to it. */
export async function paste(page, text) {
  await box(page).focus();
  await page.evaluate((t) => navigator.clipboard.writeText(t), text);
  await box(page).press('Control+V');
  await settled(page);
}

/** Waits until the answer to what stands in the box is on the page. */
export async function settled(page) {
  // Typing rests before the text is read, and a busy machine paints late.
  await page.waitForTimeout(200);
  await page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
}
