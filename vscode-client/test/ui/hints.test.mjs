// What perfhint shows of a file, and what it changes there: hints, hovers, fixes.
import assert from 'node:assert/strict';
import { openStory, until } from './story.mjs';

const offence = 'any([r < 0 for r in rows])';
const remedy = 'any(r < 0 for r in rows)';
const settings = { 'perfhint.pythonVersion': '3.12' };
const story = openStory({ name: 'hints', settings });
const { step, dots, blueLine, hover, pointAt, clickAt, saved } = story;
let source;

step('A hint is drawn as dots', async () => {
  source = saved();
  await dots().first().waitFor();
  assert.equal(await dots().count(), 1);
  assert.match(await dots().evaluate((element) => getComputedStyle(element).backgroundImage), /^url\(.*circle/);
  const hint = await dots().boundingBox();
  const offending = await story.workbench.point(offence, '[r < 0');
  assert.ok(Math.abs(hint.x - offending.x) < 10 && Math.abs(hint.y - offending.y) < 20, 'the dots are under the bracket');
});

step('A hint in a loop is listed as a problem', async () => {
  await blueLine().waitFor();
  await story.workbench.run('Problems: Focus on Problems View');
  const row = story.page.locator('.markers-panel .monaco-list-row', { hasText: 'list-membership-in-loop' });
  await row.waitFor();
  assert.match(await row.innerText(), /perfhint/);
});

step('The hover on a hint tells the rule', async () => {
  await pointAt(offence, '[r < 0');
  await hover('materialized-arg-any-all').waitFor();
});

step('The hover on a list tells its bytes for the Python that is set', async () => {
  await pointAt('rates = [1, 2, 3]', '[1');
  await hover('88 B').waitFor();
  assert.match(await hover('88 B').innerText(), /Python 3\.12/);
});

step('The hover on a class tells the bytes of an instance', async () => {
  await pointAt('class Order:', 'Order');
  await hover('88 B').waitFor();
  assert.match(await hover('88 B').innerText(), /class Order/);
});

step('A change of the settings reaches the server', async () => {
  story.workbench.writeSettings({ ...story.settings, 'perfhint.pythonVersion': '3.10' });
  await until('the hover tells the bytes of Python 3.10', async () => {
    await pointAt('class Order:', 'Order');
    return hover('Python 3.10').waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
});

step('The quick fix is offered', async () => {
  await clickAt(offence, '[r < 0');
  await story.page.keyboard.press('Control+.');
  await story.page.locator('.action-widget .monaco-list-row.action.focused').waitFor();
});

step('The quick fix is applied and saved', async () => {
  // By key: the menu lies under a shield until the mouse moves.
  await story.page.keyboard.press('Enter');
  await story.workbench.line(remedy).waitFor();
  await until('the dots are gone', async () => (await dots().count()) === 0);
  await story.page.keyboard.press('Control+S');
  await until('the fixed text is on disk', () => saved() !== source);
  assert.equal(saved(), source.replace(offence, remedy));
});

step('A line typed brings its hint', async () => {
  await story.page.keyboard.press('Control+End');
  await story.page.keyboard.type('late = all([r > 9 for r in range(1000)])');
  await dots().first().waitFor();
  // The editor may still be scrolling, and draws its dots anew.
  await until('the dots are in the typed line', async () => {
    const hint = await dots().first().boundingBox();
    const offending = await story.workbench.point('late = all', '[r > 9');
    return hint && Math.abs(hint.y - offending.y) < 20;
  });
});

step('The line deleted takes its hint away', async () => {
  await story.page.keyboard.press('Control+Shift+K');
  await until('the dots are gone', async () => (await dots().count()) === 0);
});

step('All safe fixes are applied at once, and can be undone', async () => {
  await story.page.keyboard.press('Control+End');
  await story.page.keyboard.type('\nlate = all([r > 9 for r in range(1000)])\nsoon = any([r > 9 for r in range(1000)])');
  await until('both lines have their hints', async () => (await dots().count()) === 2);
  await story.workbench.run('perfhint: Apply All Safe Fixes in This File');
  await story.workbench.line('late = all(r > 9 for r in range(1000))').waitFor();
  await story.workbench.line('soon = any(r > 9 for r in range(1000))').waitFor();
  await story.workbench.run('perfhint: Apply All Safe Fixes in This File');
  await story.message('There is no safe fix to apply').waitFor();
  await story.workbench.run('Notifications: Clear All Notifications');
  await story.page.keyboard.press('Control+Z');
  await story.workbench.line('late = all([r > 9 for r in range(1000)])').waitFor();
});

step('A fix that may change behaviour asks first', async () => {
  await clickAt('if token not in stop', 'not in');
  await story.page.keyboard.press('Control+.');
  const row = story.page.locator('.action-widget .monaco-list-row.action', { hasText: 'may change behaviour' });
  await row.waitFor();
  assert.match(await row.getAttribute('class'), /focused/);
  await story.page.keyboard.press('Enter');
  await story.page.getByRole('button', { name: 'Apply' }).waitFor();
  await story.workbench.line('if token not in stop:').waitFor();
});

step('It is applied when that is confirmed', async () => {
  await story.page.locator('.bulk-edit-panel .edit-checkbox').first().click();
  await story.page.getByRole('button', { name: 'Apply' }).click();
  await story.workbench.line('if token not in stop_set:').waitFor();
});

story.lastStep();
