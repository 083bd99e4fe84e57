// Every kind of page by axe-core's rules for WCAG 2.2 AA, light and dark; and the contrast of pictures, which axe leaves out.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import test, { after } from 'node:test';
import { address, browser, kinds, open, root } from './site.mjs';

const axe = createRequire(path.join(root, 'docs/')).resolve('axe-core/axe.min.js');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

after(() => browser.close());

// What axe is not sure of counts, too, but for words in pictures, which the other test looks at.
const violations = (page) => page.evaluate(async (values) => {
  const { violations: found, incomplete } = await globalThis.axe.run({ runOnly: { type: 'tag', values } });
  const told = (results) => results.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`));
  return [...told(found), ...told(incomplete.filter(({ id }) => id === 'color-contrast')).filter((line) => !line.includes(': <text'))];
}, tags);

// [what, ratio, least] of the pictures of a page: words against what is behind them, lines and shapes against the paper.
const pictureContrasts = (page) => page.evaluate(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const luminance = (colour) => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const paper = getComputedStyle(document.body).backgroundColor;
  const fill = (node) => getComputedStyle(node).fill;
  const words = [...document.querySelectorAll('.chart text')].map((text) =>
    [text.textContent, contrast(fill(text), text.closest('.part') ? fill(text.closest('.part').querySelector('rect')) : paper), 4.5]);
  const shapes = [...document.querySelectorAll('.chart .point, .chart .before, .chart .after, .chart .own, .chart .held')].map((shape) =>
    [shape.getAttribute('class'), contrast(fill(shape), paper), 3]);
  const lines = [...document.querySelectorAll('.chart .line, .chart .even, .part rect')].map((line) =>
    [line.getAttribute('class') ?? 'part', contrast(getComputedStyle(line).stroke, paper), 3]);
  return [...words, ...shapes, ...lines];
});

for (const colorScheme of ['light', 'dark']) {
  test(`no violations of WCAG AA, ${colorScheme}`, async () => {
    const { page } = await open({ colorScheme, viewport: { width: 1000, height: 800 } });
    for (const name of kinds) {
      await page.goto(address(name));
      await page.evaluate(() => document.querySelectorAll('details').forEach((part) => { part.open = true; }));
      await page.addScriptTag({ path: axe });
      assert.equal((await violations(page)).join('\n'), '', name);
    }
  });

  test(`pictures can be told from the paper, ${colorScheme}`, async () => {
    const { page } = await open({ colorScheme });
    for (const name of ['sizes.html', 'evidence.html', 'rules/list-membership-in-loop.html', 'rules/deepcopy-in-loop.html']) {
      await page.goto(address(name));
      const all = await pictureContrasts(page);
      assert.ok(all.length > 20, name);
      assert.deepEqual(all.filter(([, ratio, least]) => !(ratio >= least)), [], name);
    }
  });
}
