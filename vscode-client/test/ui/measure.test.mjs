// Measuring on request: a function is picked, the user is asked, and the result leads to all of it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openStory, until } from './story.mjs';

const story = openStory({
  name: 'measure',
  settings: { 'perfhint.measure.runs': 1, 'perfhint.codeLens.run': true },
  prepare: (folder) => fs.writeFileSync(path.join(folder, 'program.py'), 'if __name__ == "__main__":\n    print(sum(range(1000)))\n'),
});
const { step, blueLine, hover, pointAt, clickAt, message, messages } = story;
const press = (text, button) => message(text).getByRole('button', { name: button }).click();

// The menu is drawn anew when actions come late, and a click on what it was is lost: it is opened again.
async function measure(title) {
  await until('the question', async () => {
    await clickAt('def has_bad', 'has_bad');
    await story.workbench.run('Source Action...');
    await story.page.locator('.action-widget .monaco-list-row', { hasText: title }).click();
    return message('Measure runs the body of `has_bad` (orders.py)').waitFor({ timeout: 10_000 }).then(() => true, () => false);
  });
}

step('A function is offered among the source actions', async () => {
  await blueLine().waitFor();
  await measure('Measure this function: has_bad');
});

step('Cancelled, it is not run', async () => {
  await press('Measure runs the body', 'Cancel');
  await until('no message is left', async () => (await messages()) === 0);
});

step('Allowed, it is measured at three sizes', async () => {
  await measure('Measure this function: has_bad');
  await press('Measure runs the body', 'Run');
  await message(/`has_bad`: [\d.]+ [mun]?s \(n = 10\), .* \(n = 1,000\), .*n = 100,000\)/).waitFor();
});

step('The details are a document', async () => {
  await press('`has_bad`: ', 'Details');
  await story.page.locator('.tab.active', { hasText: '1.md' }).waitFor();
  await story.page.locator('.editor-instance .view-line', { hasText: 'any([r < 0 for r in rows])' }).waitFor();
  assert.equal(await story.page.locator('.editor-instance .view-line', { hasText: 'Measured with CPython' }).count(), 1);
});

step('The hover on its name tells it', async () => {
  await story.openFile('orders.py');
  await pointAt('def has_bad', 'has_bad');
  await hover('has_bad: measured').waitFor();
});

step('A program is profiled by its lens', async () => {
  await story.openFile('program.py');
  await story.page.locator('.codelens-decoration a', { hasText: 'profile time' }).click();
  await press('runs program.py, as it is on disk', 'Run');
  await story.statusItem('perfhint: perfhint-profile.json').waitFor();
});

story.lastStep();
