// What is always true: private, never broken, usable by everybody.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import { serve, launch, open, box, diagnosis, cause, paste, settled, root } from './browser.mjs';
import * as pastes from './pastes.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.stop(); });

test('the names that people and screen readers rely on', async () => {
  const { page, done } = await open(browser, server.origin);
  for (const name of ['Paste', 'Open a file', 'Examples', 'Clear']) {
    assert.equal(await page.getByRole('button', { name, exact: true }).count(), 1, name);
  }
  await paste(page, pastes.singleQuotes);
  for (const name of ['Diagnosis', 'What we read', 'Problems found', 'Checklist', 'Suggested fix']) {
    assert.equal(await page.getByRole('region', { name, exact: true }).count(), 1, name);
  }
  assert.equal(await page.getByRole('progressbar').count(), 1);
  const status = page.getByRole('link', { name: 'Status page' }).first();
  assert.equal(await status.getAttribute('href'), 'https://status.claude.com');
  assert.equal(await status.getAttribute('target'), '_blank');
  assert.match(await page.locator('footer').innerText(), /Not made by Anthropic/);
  assert.deepEqual(await done(), []);
});

test('a secret is shown nowhere but in the box', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.withKey);
  const elsewhere = await page.evaluate(() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll('textarea').forEach((t) => t.remove());
    return copy.outerHTML + JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage }) + location.href;
  });
  assert.ok(!elsewhere.includes('Zq7Zq7'), 'the key is outside the box');
  await page.getByRole('button', { name: 'Copy report' }).click();
  await page.waitForTimeout(80);
  assert.ok(!(await page.evaluate(() => navigator.clipboard.readText())).includes('Zq7Zq7'));
  assert.deepEqual(await done(), []);
});

test('text typed before the page is ready is kept', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let release;
  const gate = new Promise((go) => { release = go; });
  await page.route('**/*.wasm', async (route) => { await gate; await route.continue(); });
  await page.goto(server.origin, { waitUntil: 'domcontentloaded' });
  await box(page).fill(pastes.overloaded);
  release();
  await page.waitForFunction(() => document.querySelector('[data-cause="overloaded"]'));
  assert.equal(await box(page).inputValue(), pastes.overloaded);
  await context.close();
});

test('odd input gets an answer or a sentence, and is never lost', async () => {
  const { page, done } = await open(browser, server.origin);
  const odd = ['', '"', '{"type":"error","error":{"type":', '\u202e\u202dgnp.exe', '\0\x01\x02\xff'.repeat(200),
    '['.repeat(100_000), "curl '".repeat(3_000), 'a'.repeat(150_000)];
  for (const text of odd) {
    await box(page).fill(text);
    await settled(page);
    assert.equal((await box(page).inputValue()).length > 0, text.length > 0);
    assert.ok(await page.evaluate(() => document.getElementById('crash').childElementCount === 0));
  }
  await box(page).fill(pastes.overloaded);
  await settled(page);
  assert.equal(await cause(page), 'overloaded', 'still alive');
  assert.deepEqual(await done(), []);
});

test('ten megabytes leave the box, are read as a whole and freeze nothing', async () => {
  const { page, done } = await open(browser, server.origin);
  const line = 'INFO 2026-11-22 12:00:00 worker-3 handled job 4711 in 12 ms without anything to report\n';
  const half = line.repeat(Math.ceil(5_000_000 / line.length));
  await page.locator('input[type=file]').setInputFiles({ name: 'ci.log', mimeType: 'text/plain', buffer: Buffer.from(half + pastes.overloaded + '\n' + half) });
  await page.waitForFunction(() => document.querySelector('[data-cause="overloaded"]'), null, { timeout: 30_000 });
  assert.ok((await box(page).inputValue()).length < 300_000, 'an excerpt is in the box');
  assert.match(await page.locator('body').innerText(), /\b(9|10)[.,\d]* MB/);
  await page.getByRole('button', { name: 'Clear' }).click();
  assert.deepEqual(await done(), []);
});

test('a damaged, a cut and a huge link say so and lose nothing', async () => {
  for (const hash of ['#v1.AAAA', '#v1.' + 'A'.repeat(5_000_000), '#v9.abc', '#v1.%%%']) {
    if (hash.length > 2_000_000) continue; // Chromium itself refuses to open those; the codec's test covers them.
    const { page, done } = await open(browser, server.origin, { hash });
    await page.getByRole('alert').filter({ hasText: /link/i }).waitFor({ timeout: 10_000 });
    await paste(page, pastes.overloaded);
    assert.equal(await cause(page), 'overloaded');
    assert.deepEqual(await done(), []);
  }
});

test('every example opens to what it promises', async () => {
  const { page, done } = await open(browser, server.origin);
  await page.getByRole('button', { name: 'Examples', exact: true }).click();
  const examples = page.locator('[data-example]');
  const count = await examples.count();
  assert.ok(count >= 5, `${count} examples`);
  for (let i = 0; i < count; i++) {
    if (await examples.count() === 0) await page.getByRole('button', { name: 'Examples', exact: true }).click();
    const want = await examples.nth(i).getAttribute('data-example');
    await examples.nth(i).click();
    await settled(page);
    assert.equal(await cause(page) ?? '', want);
    await page.getByRole('button', { name: 'Clear', exact: true }).click();
    await page.waitForTimeout(100);
  }
  assert.deepEqual(await done(), []);
});

test('each point of the guide shows itself', async () => {
  const { page, done } = await open(browser, server.origin);
  await page.getByText('How this works', { exact: true }).first().click();
  const points = page.getByRole('button', { name: /^Show me/ });
  assert.equal(await points.count(), 11);
  for (const n of [0, 4, 7]) {
    await points.nth(n).click();
    await settled(page);
    assert.ok(await cause(page), `point ${n + 1}`);
  }
  assert.deepEqual(await done(), []);
});

for (const [name, options] of [
  ['desktop, light', { colorScheme: 'light' }],
  ['desktop, dark', { colorScheme: 'dark' }],
  ['phone, light', { viewport: { width: 390, height: 844 }, colorScheme: 'light' }],
  ['phone, dark', { viewport: { width: 320, height: 700 }, colorScheme: 'dark' }],
]) {
  test(`axe finds nothing and nothing overflows: ${name}`, async () => {
    const { page, done } = await open(browser, server.origin, { ...options, bypassCSP: true });
    const check = async (state) => {
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
      assert.deepEqual(violations.map((v) => `${state}: ${v.id}: ${v.nodes.map((n) => n.target).join(' ')}`), []);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.ok(!wide, `${state} is wider than the screen`);
    };
    await check('empty');
    for (const state of ['singleQuotes', 'overloaded', 'connection', 'healthy', 'openai', 'prose', 'withKey']) {
      await box(page).fill(pastes[state]);
      await settled(page);
      await check(state);
    }
    await page.getByRole('button', { name: 'Copy link' }).click();
    await check('dialog');
    await done();
  });
}

test('the served page is sound HTML and carries its policy', async () => {
  const html = readFileSync(root + 'dist/index.html', 'utf8');
  const report = await new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'no-trailing-whitespace': 'off', 'require-sri': 'off', 'no-inline-style': 'error', 'no-raw-characters': 'off', 'long-title': 'off' } }).validateString(html);
  assert.deepEqual(report.results.flatMap((r) => r.messages.map((m) => `${m.line}: ${m.ruleId}: ${m.message}`)), []);
  assert.ok(!/<script(?![^>]*\bsrc=)[^>]*>/.test(html), 'no inline script');
  const response = await fetch(server.origin);
  const policy = response.headers.get('content-security-policy');
  for (const part of ["default-src 'none'", "connect-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "frame-ancestors 'none'"]) {
    assert.ok(policy.includes(part), part);
  }
  assert.ok(!policy.includes('unsafe-inline') && !/(?<!wasm-)unsafe-eval/.test(policy));
  assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
  assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
});

test('leaving with text in the box asks first', async () => {
  const { page, done } = await open(browser, server.origin);
  await box(page).pressSequentially('API Error: 529');
  await settled(page);
  const asked = [];
  page.on('dialog', async (dialog) => { asked.push(dialog.type()); await dialog.accept(); });
  await page.reload();
  assert.deepEqual(asked, ['beforeunload']);
  await done();
});
