// The site as a reader uses it: links lead somewhere, a phone is wide enough, a keyboard is enough, so is no JavaScript.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { address, browser, kinds, open, pages } from './site.mjs';

after(() => browser.close());

test('links and anchors resolve, ids are said once, and no page complains', async () => {
  const { page, complaints } = await open();
  const links = new Map(), ids = new Map();
  for (const name of pages) {
    await page.goto(address(name));
    const found = await page.evaluate(() => ({ ids: [...document.querySelectorAll('[id]')].map((node) => node.id),
      links: [...document.querySelectorAll('a, link, script[src], img')].map((node) => node.href || node.src) }));
    links.set(name, found.links);
    ids.set(address(name), found.ids);
    assert.deepEqual(found.ids, [...new Set(found.ids)], `${name}: an id twice`);
  }
  let count = 0;
  for (const [name, targets] of links) {
    for (const target of targets.filter((href) => !href.startsWith('https:'))) {
      const { origin, pathname, hash } = new URL(target);
      assert.equal(origin, 'null', `${name}: ${target}`);
      const file = fileURLToPath(`file://${pathname}`);
      assert.ok(fs.statSync(file, { throwIfNoEntry: false })?.isFile(), `${name} leads to ${target}`);
      if (hash && hash !== '#') assert.ok(ids.get(target.split('#')[0]).includes(hash.slice(1)), `${name} leads to ${target}`);
      ++count;
    }
  }
  assert.ok(count > 1000);
  assert.equal(complaints.join('\n'), '');
});

test('at 360 pixels nothing is wider than the screen', async () => {
  const { page } = await open({ viewport: { width: 360, height: 740 } });
  for (const name of pages) {
    await page.goto(address(name));
    await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
    const [wide, words] = await page.evaluate(() => [document.documentElement.scrollWidth,
      Math.min(...[...document.querySelectorAll('.chart text')].map((text) => text.getBoundingClientRect().height))]);
    assert.equal(wide, 360, name);
    assert.ok(words >= 9, `${name}: words of ${words} pixels in a chart`);
  }
});

const left = (page) => page.locator('.rule:visible').count();

// Presses Tab until the element has the focus, and sees that the focus can be seen.
async function tabTo(page, selector) {
  for (let presses = 0; presses < 40; ++presses) {
    await page.keyboard.press('Tab');
    const [there, outline] = await page.evaluate((wanted) => [document.activeElement.matches(wanted),
      parseFloat(getComputedStyle(document.activeElement).outlineWidth)], selector);
    assert.ok(outline >= 2, 'the focus can be seen');
    if (there) return;
  }
  assert.fail(`Tab does not lead to ${selector}`);
}

test('the keyboard reaches the filters, and they filter', async () => {
  const { page, complaints } = await open();
  await page.goto(address('rules/index.html'));
  const all = await left(page);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  await tabTo(page, '[name=impact][value=growth]');
  await page.keyboard.press('Space');
  const growth = await page.locator('.rule[data-impact=growth]').count();
  assert.equal(await left(page), growth);
  assert.ok(growth > 0 && growth < all);
  await tabTo(page, '[name=topic][value=copy]');
  await page.keyboard.press('Space');
  assert.equal(await left(page), await page.locator('.rule[data-impact=growth][data-topic=copy]').count());
  assert.equal(await page.locator('.topic:visible').count(), 1);
  await tabTo(page, '[name=fix][value=none]');
  await page.keyboard.press('Space');
  assert.equal(await left(page), await page.locator('.rule[data-impact=growth][data-topic=copy][data-fix=none]').count());
  assert.match(await page.locator('.count').textContent(), new RegExp(`^${await left(page)} of ${all} rules$`));
  await page.reload();
  assert.ok(await left(page) < growth, 'the address keeps the filters');
  await tabTo(page, '[type=reset]');
  await page.keyboard.press('Enter');
  await page.waitForFunction((count) => document.querySelectorAll('.rule:not([hidden])').length === count, all);
  await page.locator('#words').fill('pop(0)');
  assert.ok((await page.locator('.rule:visible .name').allTextContents()).includes('list-pop0'));
  assert.equal(complaints.join('\n'), '');
});

test('an unsafe filter shows rules that may have either fix', async () => {
  const { page } = await open();
  await page.goto(`${address('rules/index.html')}#fix=unsafe`);
  assert.equal(await left(page), await page.locator('.rule[data-fix~=unsafe]').count());
});

test('search finds pages by their words, those with the words in the title first', async () => {
  const { page, complaints } = await open();
  await page.goto(address('search.html'));
  await tabTo(page, '#words');
  await page.keyboard.type('deque');
  const found = await page.locator('.found:visible a').allTextContents();
  assert.ok(found.includes('list-pop0') && found.length < pages.length / 2, found.join());
  await page.locator('#words').fill('security');
  assert.equal(await page.locator('.found:visible a').first().textContent(), 'Security');
  await page.locator('#words').fill('no such words anywhere');
  assert.equal(await page.locator('.count').textContent(), `0 of ${pages.length - 1} pages`);
  assert.equal(complaints.join('\n'), '');
});

test('without JavaScript all is shown, and no control that would do nothing', async () => {
  const { page } = await open({ javaScriptEnabled: false });
  await page.goto(address('rules/index.html'));
  assert.equal(await left(page), pages.filter((name) => name.startsWith('rules/')).length - 1);
  assert.equal(await page.locator('input:visible').count(), 0);
  await page.goto(address('search.html'));
  assert.equal(await page.locator('.found:visible').count(), pages.length - 1);
  assert.equal(await page.locator('input:visible').count(), 0);
});

// For people to look at: every kind of page, on a desk and on a phone, in both colour schemes.
const pictures = process.env.PERFHINT_SCREENSHOTS;
if (pictures) {
  test('pictures', async () => {
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [1200, 360]) {
        const { page, close } = await open({ colorScheme, viewport: { width, height: 800 } });
        for (const name of kinds) {
          await page.goto(address(name));
          await page.screenshot({ path: path.join(pictures, `${name.replaceAll('/', '-')}-${colorScheme}-${width}.png`), fullPage: true });
        }
        await close();
      }
    }
  });
}
