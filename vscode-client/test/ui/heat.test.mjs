// A profile: what it draws beside the code, and the flame graph of its stacks.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openStory, until } from './story.mjs';

const story = openStory({
  name: 'heat',
  settings: { 'workbench.colorCustomizations': { 'perfhint.heat5': '#ff0102' } },
  // The run was of the text as it is.
  prepare: (folder) => fs.utimesSync(path.join(folder, 'orders.py'), new Date(2020, 1), new Date(2020, 1)),
});
const { step, blueLine, hover, pointAt, clickAt, statusItem, webview } = story;
const profile = 'run.speedscope.json';

// The texts behind lines, from the top of the file to its end: [text, the line's own].
const labelled = () => story.page.locator('.editor-instance .view-line').evaluateAll((all) => all
  .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
  .flatMap((line) => [...line.querySelectorAll('span')]
    .map((span) => /^"(.* %)"$/.exec(getComputedStyle(span, '::after').content)?.[1])
    .filter(Boolean).map((text) => [text, line.textContent.replaceAll('\u00a0', ' ').trim()])));
const labels = async () => (await labelled()).map(([text]) => text);

// The colours of the bars, from the top of the file to its end.
const bars = () => story.page.locator('.editor-instance .view-overlays .cdr').evaluateAll((all) => all
  .map((element) => ({ top: element.getBoundingClientRect().top, style: getComputedStyle(element) }))
  .filter(({ style }) => style.borderLeftWidth === '3px')
  .sort((a, b) => a.top - b.top)
  .map(({ style }) => style.borderLeftColor));

async function isOffered(title) {
  await story.page.keyboard.press('F1');
  await story.page.locator('.quick-input-widget input.input').fill(`>${title}`);
  const rows = story.page.locator('.quick-input-list .monaco-list-row', { hasText: title });
  const offered = await rows.first().waitFor({ timeout: 1500 }).then(() => true, () => false);
  await story.page.keyboard.press('Escape');
  return offered;
}

step('Without a profile nothing is drawn or offered of one', async () => {
  await blueLine().waitFor();
  assert.deepEqual([await labels(), await bars(), await statusItem(profile).count()], [[], [], 0]);
  assert.ok(!(await isOffered('perfhint: Clear Profile')));
});

async function load() {
  await story.workbench.command('perfhint: Load Profile…');
  const input = story.page.locator('.quick-input-widget input.input');
  await until('the dialog is in the folder', async () => (await input.inputValue()).endsWith('/folder/'));
  await story.page.keyboard.type(profile);
  await story.page.locator('.quick-input-list .monaco-list-row', { hasText: profile }).waitFor();
  await story.page.keyboard.press('Enter');
}

step('A profile is loaded by its file', async () => {
  await load();
  await statusItem(`perfhint: ${profile} 4.00 s`).waitFor();
});

step('The hot lines tell what they took', async () => {
  await until('labels', async () => (await labels()).length > 0);
  assert.deepEqual(await labels(),
    ['20.0 ms 0.50 %', '300 ms 7.5 %', '60.0 ms 1.5 %', '830 ms 21 %', '2.43 s 61 %', '360 ms 9.0 %']);
});

step('Bars have the colours of the theme', async () => {
  const colours = await bars();
  assert.equal(colours.length, 6);
  assert.equal(colours[4], 'rgb(255, 1, 2)');
  assert.equal(new Set(colours).size, 5);
});

step('The hover tells the rest', async () => {
  // Lenses come at their time, and move the lines.
  await until('the hover tells the time', async () => {
    await pointAt('print(token)', 'print');
    return hover(`${profile}: 9.0 % · 360 ms self`).waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
});

step('Keys lead through the hot lines', async () => {
  await clickAt('if token not in stop', 'token');
  await story.workbench.run('perfhint: Next Hot Line');
  await statusItem('Ln 19, Col 13').waitFor();
  await story.workbench.run('perfhint: Next Hot Line');
  await statusItem('Ln 8, Col 1').waitFor();
  await story.workbench.run('perfhint: Previous Hot Line');
  await statusItem('Ln 19, Col 13').waitFor();
});

step('Heat moves with its lines', async () => {
  await clickAt('class Order', 'class');
  await story.page.keyboard.press('Home');
  await story.page.keyboard.type('import sys\n\n');
  await story.workbench.line('import sys').waitFor();
  await until('the label is behind its line', async () =>
    (await labelled()).some(([text, line]) => text === '2.43 s 61 %' && line === 'if token not in stop:'));
});

step('The stacks are drawn as a flame graph', async () => {
  await story.workbench.run('perfhint: Show Flame Graph');
  await webview().getByRole('heading', { name: `Flame graph of ${profile}: 4.00 s` }).waitFor();
  const frame = (name) => webview().locator('g.frame', { hasText: name }).first();
  const width = (name) => frame(name).locator('rect').evaluate((rect) => rect.getBoundingClientRect().width);
  await frame('known_words (orders.py:18)').waitFor();
  await until('the frame is as wide as its share', async () =>
    Math.abs(await width('known_words (orders.py:18)') / await width('all') - 2.43 / 4) < 0.01);
  await frame('known_words (orders.py:18)').click();
  await until('the frame is the widest', async () => await width('known_words (orders.py:18)') === await width('all'));
});

step('A frame is found by its name', async () => {
  await webview().getByLabel('Find').fill('HAS_BAD');
  await webview().getByText('7.5 % of the run').waitFor();
});

step('A profile that is older than the file is grey', async () => {
  const now = new Date(Date.now() + 60_000);
  fs.utimesSync(path.join(story.workbench.folder, 'orders.py'), now, now);
  await story.openFile('orders.py');
  await load();
  await until('one colour', async () => new Set(await bars()).size === 1);
  await until('the hover tells why', async () => {
    await pointAt('def known_words', 'known');
    return hover('profile is older than this function').waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
});

step('A profile without stacks says so', async () => {
  fs.writeFileSync(path.join(story.workbench.folder, profile), '{"perfhint_profile": 1, "files": {}}');
  await story.workbench.run('perfhint: Show Flame Graph');
  await story.message('A flame graph needs call stacks').waitFor();
  await story.workbench.run('perfhint: Show References');
  await story.message('perfhint profile --memory').waitFor();
  await story.workbench.run('Notifications: Clear All Notifications');
});

step('The status bar clears the profile', async () => {
  await statusItem(profile).click();
  await statusItem(profile).waitFor({ state: 'detached' });
  assert.deepEqual([await labels(), await bars()], [[], []]);
  assert.ok(!(await isOffered('perfhint: Clear Profile')));
});

story.lastStep();
