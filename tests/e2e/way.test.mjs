// The whole way of a person with a failed call.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { serve, launch, open, box, diagnosis, cause, paste, settled } from './browser.mjs';
import * as pastes from './pastes.mjs';

let server, browser;
before(async () => { server = await serve(); browser = await launch(); });
after(async () => { await browser?.close(); server?.stop(); });

const choose = async (page, name) => {
  const button = page.getByRole('region', { name: 'Checklist' }).getByRole('button', { name, exact: true }).first();
  if (await button.count() === 0) return false;
  await button.click();
  await page.waitForTimeout(80);
  return true;
};

test('paste, diagnosis, three answers, fix, link, the same diagnosis in a fresh browser', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.limit);
  assert.match(await cause(page), /limit|throttling/);
  let answered = 0;
  for (const name of ['No', 'Not sure', 'Yes']) answered += await choose(page, name) ? 1 : 0;
  assert.equal(answered, 3, 'three questions could be answered');
  const after = await cause(page);
  const certainty = await diagnosis(page).getAttribute('data-certainty');
  assert.ok(after);
  const fix = page.getByRole('region', { name: 'Suggested fix' });
  assert.ok((await fix.innerText()).length > 40, 'the fix says something');
  await page.getByRole('button', { name: 'Copy link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link preview' });
  await dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#v1\./);
  assert.deepEqual(await done(), []);

  const fresh = await open(browser, server.origin, { hash: link.slice(link.indexOf('#')) });
  await settled(fresh.page);
  assert.equal(await cause(fresh.page), after);
  assert.equal(await diagnosis(fresh.page).getAttribute('data-certainty'), certainty);
  assert.equal(await box(fresh.page).inputValue(), '', 'a default link holds no text');
  assert.deepEqual(await fresh.done(), []);
});

test('a link with masked text restores text, cause and no secret', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.withKey);
  const first = await cause(page);
  assert.ok(first);
  await page.getByRole('button', { name: 'Copy link' }).click();
  const dialog = page.getByRole('dialog', { name: 'Link preview' });
  await dialog.getByRole('radio', { name: 'With masked text' }).check();
  assert.ok(!(await dialog.innerText()).includes(pastes.key.slice(0, 24)), 'the preview is masked');
  await dialog.getByRole('button', { name: 'Copy to clipboard' }).click();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.deepEqual(await done(), []);
  const fresh = await open(browser, server.origin, { hash: link.slice(link.indexOf('#')) });
  await settled(fresh.page);
  assert.equal(await cause(fresh.page), first, 'masking does not change the first cause');
  const text = await box(fresh.page).inputValue();
  assert.ok(text.includes('MASKED_') && !text.includes('Zq7Zq7'), text);
  assert.deepEqual(await fresh.done(), []);
});

test('a faulty command is shown, mended with Apply, and taken back with Undo', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.singleQuotes);
  assert.equal(await cause(page), 'key_in_single_quotes_not_expanded');
  assert.equal(await diagnosis(page).getAttribute('data-certainty'), 'certain');
  const found = page.getByRole('region', { name: 'Problems found' });
  assert.ok(await found.locator('[data-check][data-severity="error"]').count() >= 1);
  const fix = page.getByRole('region', { name: 'Suggested fix' });
  await fix.getByRole('button', { name: 'Apply' }).click();
  await settled(page);
  assert.ok((await box(page).inputValue()).includes('"x-api-key: $ANTHROPIC_API_KEY"'));
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await settled(page);
  assert.ok((await box(page).inputValue()).includes("'x-api-key: $ANTHROPIC_API_KEY'"));
  assert.deepEqual(await done(), []);
});

test('tabs give curl, Python and TypeScript, and Copy copies them', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.overloaded);
  assert.equal(await cause(page), 'overloaded');
  for (const [tab, word] of [['Python', 'max_retries'], ['TypeScript', 'maxRetries'], ['curl', 'curl']]) {
    await page.getByRole('tab', { name: tab }).click();
    await page.getByRole('region', { name: 'Suggested fix' }).getByRole('button', { name: 'Copy', exact: true }).first().click();
    await page.waitForTimeout(80);
    assert.ok((await page.evaluate(() => navigator.clipboard.readText())).includes(word), tab);
  }
  await page.getByRole('button', { name: 'Copy report' }).click();
  await page.waitForTimeout(80);
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /overloaded/i);
  assert.deepEqual(await done(), []);
});

test('nothing wrong, nobody of ours, not enough: each is said', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.healthy);
  assert.match(await diagnosis(page).getByRole('heading', { level: 2 }).innerText(), /nothing wrong/i);
  await box(page).fill('');
  await paste(page, pastes.openai);
  assert.match(await diagnosis(page).innerText(), /OpenAI/);
  await box(page).fill('');
  await paste(page, pastes.prose);
  assert.equal(await diagnosis(page).getAttribute('data-certainty'), 'unknown');
  assert.deepEqual(await done(), []);
});

test('the route shows where it began and where it showed', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.singleQuotes);
  const figure = page.getByRole('figure', { name: 'Where it broke' });
  assert.equal(await figure.locator('[data-stage]').count(), 10);
  assert.equal(await figure.locator('[data-state="began"]').getAttribute('data-stage'), 'shell');
  assert.equal(await figure.locator('[data-state="showed"]').getAttribute('data-stage'), 'authentication');
  assert.deepEqual(await done(), []);
});

test('commands inside the steps of a fix run on with the words around them', async () => {
  for (const width of [390, 1280]) {
    const { page, done } = await open(browser, server.origin, { viewport: { width, height: 900 } });
    await paste(page, "curl: (56) Received HTTP code 407 from proxy after CONNECT");
    const steps = page.getByRole('region', { name: 'Suggested fix' }).locator('ol.lead li');
    assert.ok(await steps.locator('code').count() > 0, 'a step with a command in it');
    for (const box of await steps.evaluateAll((all) => all.map((step) => ({ high: step.offsetHeight, letters: step.innerText.length })))) {
      // Half a line's width for a letter is room enough; a column of single letters is a hundred times as high.
      assert.ok(box.high < 24 * (2 + box.letters / 20), `${box.high} pixels for ${box.letters} letters at ${width}`);
    }
    assert.deepEqual(await done(), []);
  }
});

test('by keyboard alone', async () => {
  const { page, done } = await open(browser, server.origin);
  await page.evaluate((t) => navigator.clipboard.writeText(t), pastes.connection);
  const reach = async (matches, limit = 80) => {
    for (let i = 0; i < limit; i++) {
      await page.keyboard.press('Tab');
      const name = await page.evaluate(() => {
        const e = document.activeElement;
        return e ? (e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent || '').trim() : '';
      });
      if (matches(name)) return;
    }
    assert.fail('not reachable by Tab');
  };
  await reach((n) => n.startsWith('Paste an error'));
  await page.keyboard.press('Control+V');
  await settled(page);
  assert.equal(await cause(page), 'network_connection_failed');
  await reach((n) => n === 'No');
  await page.keyboard.press('Enter');
  await page.waitForTimeout(100);
  await reach((n) => n === 'Copy link', 120);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Link preview' });
  await dialog.waitFor({ state: 'visible' });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.deepEqual(await done(), []);
});

test('a shell chosen by hand reads the command anew, and a piece shows the words it was made from', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.singleQuotes);
  const card = page.getByRole('region', { name: 'What curl would send' });
  await card.locator('summary').click();
  await card.getByRole('button', { name: 'POST' }).click();
  const selected = await box(page).evaluate((area) => area.value.slice(area.selectionStart, area.selectionEnd));
  assert.equal(selected, '-d', 'the option that makes it a POST');
  await card.getByRole('button', { name: 'Windows cmd' }).click();
  await settled(page);
  assert.match(await page.getByRole('region', { name: 'Problems found' }).innerText(), /cmd\.exe does not know single quotes/);
  await card.getByRole('button', { name: 'Let the text tell' }).click();
  await settled(page);
  assert.doesNotMatch(await page.getByRole('region', { name: 'Problems found' }).innerText(), /cmd\.exe/);
  assert.deepEqual(await done(), []);
});

test('a finding leads to the page of its check, and every check has an address', async () => {
  const { page, done } = await open(browser, server.origin);
  await paste(page, pastes.singleQuotes);
  await page.getByRole('button', { name: 'About this check' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'About a check' });
  await dialog.getByRole('heading', { name: 'A variable in single quotes' }).waitFor();
  await dialog.getByRole('button', { name: 'Copy link to this check' }).click();
  await page.waitForTimeout(80);
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /#check\/shell\/single-quoted-variable$/);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.deepEqual(await done(), []);
  const fresh = await open(browser, server.origin, { hash: link.slice(link.indexOf('#')) });
  await fresh.page.getByRole('heading', { name: 'A variable in single quotes' }).waitFor();
  await fresh.page.getByRole('button', { name: 'Try it: It fires on this' }).click();
  await settled(fresh.page);
  assert.ok(await cause(fresh.page), 'the example is diagnosed');
  assert.deepEqual(await fresh.done(), []);
});
