// What is shown beside the code: lenses, sizes behind lines, the layout view, rule pages, settings, debug information.
import assert from 'node:assert/strict';
import { openStory, until } from './story.mjs';

const story = openStory({ name: 'pages', settings: { 'perfhint.pythonVersion': '3.12' } });
const { step, blueLine, hover, pointAt, clickAt, webview } = story;
const lens = () => story.page.locator('.codelens-decoration a', { hasText: 'B/instance' });

// Nothing but the file, and nothing in front of it.
async function startOver() {
  await story.workbench.run('View: Close All Editors');
  await story.openFile('orders.py');
}

step('Sizes are written behind lines when that is turned on', async () => {
  await blueLine().waitFor();
  await story.workbench.run('perfhint: Toggle Inlay Sizes');
  await story.workbench.line('8,856 B at n = 1,000').waitFor();
  assert.equal((await story.workbench.line('rates').innerText()).trim().at(-1), ']', 'large ones only');
  await story.workbench.run('perfhint: Toggle Inlay Sizes');
  await story.workbench.line('rates = [1, 2, 3]88 B').waitFor();
});

step('And are gone when it is turned off', async () => {
  await story.workbench.run('perfhint: Toggle Inlay Sizes');
  await until('the size is gone', async () => (await story.workbench.line('rates').innerText()).trim().endsWith(']'));
});

step('Lenses are drawn above classes when that is turned on', async () => {
  await story.workbench.run('perfhint: Toggle Class Lenses');
  await lens().waitFor();
  assert.match(await lens().innerText(), /^88 B\/instance · 32 B saved/);
});

step('A lens leads to the layout of its class', async () => {
  await lens().click();
  await webview().getByRole('heading', { name: 'An instance of Order in memory' }).waitFor();
  await webview().getByRole('radio', { name: '3.12' }).waitFor();
  assert.ok(await webview().getByRole('radio', { name: '3.12' }).isChecked());
  assert.ok(await webview().getByText('As it is: 88 B').isVisible());
  await webview().getByText('With __slots__: 56 B').locator('visible=true').waitFor();
});

step('The Python is switched by keys', async () => {
  await story.page.keyboard.press('Tab'); // the view has the keys since it was opened
  await story.page.keyboard.press('ArrowRight');
  assert.ok(await webview().getByText('As it is: 96 B').locator('visible=true').count());
  assert.ok(!(await webview().getByText('As it is: 88 B').isVisible()));
  await story.page.keyboard.press('ArrowLeft');
  assert.ok(await webview().getByText('As it is: 88 B').isVisible());
});

step('Bytes are drawn to scale, and told as a table', async () => {
  const picture = webview().getByRole('img').locator('visible=true').first();
  const table = webview().getByRole('table', { name: 'As it is' }).locator('visible=true');
  const rows = await table.locator('tbody tr').evaluateAll((all) => all.map((row) => Number(row.cells[1].textContent)));
  const bars = await picture.locator('.part').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().height));
  assert.equal(rows.reduce((sum, bytes) => sum + bytes), 88);
  const scale = bars[0] / rows[0];
  assert.deepEqual(bars.map((height) => Math.round(height / scale)), rows);
});

step('The layout view is asked for at the cursor, too', async () => {
  await startOver();
  await clickAt('self.price = price', 'price');
  await story.workbench.run('perfhint: Show Memory Layout');
  await webview().getByRole('heading', { name: 'An instance of Order in memory' }).waitFor();
});

step('And by the link of a hover', async () => {
  await startOver();
  await pointAt('class Order:', 'Order');
  await hover('88 B').getByText('Show memory layout').click();
  await webview().getByRole('heading', { name: 'An instance of Order in memory' }).waitFor();
});

step('Where there is no class, that is told', async () => {
  await startOver();
  await clickAt('rates = [1, 2, 3]', 'rates');
  await story.workbench.run('perfhint: Show Memory Layout');
  await story.message('There is no class here').waitFor();
  await story.workbench.run('Notifications: Clear All Notifications');
});

step('The link in a hover leads to the page of its rule', async () => {
  await startOver();
  await pointAt('any([r < 0 for r in rows])', '[r < 0');
  await hover('materialized-arg-any-all').locator('.rendered-markdown a', { hasText: 'materialized-arg-any-all' }).click();
  await webview().getByRole('heading', { name: 'materialized-arg-any-all', level: 1 }).waitFor();
});

step('So does the link of a problem', async () => {
  await startOver();
  await pointAt('if token not in stop', 'not in');
  await hover('list-membership-in-loop').locator('a.code-link').click();
  await webview().getByRole('heading', { name: 'list-membership-in-loop', level: 1 }).waitFor();
});

step('The page of the rule at the cursor is shown', async () => {
  await startOver();
  await clickAt('any([r < 0 for r in rows])', '[r < 0');
  await story.workbench.run('perfhint: Explain Rule');
  await webview().getByRole('heading', { name: 'materialized-arg-any-all', level: 1 }).waitFor();
});

step('Elsewhere the rule is picked', async () => {
  await startOver();
  await clickAt('rates = [1, 2, 3]', 'rates');
  await story.workbench.command('perfhint: Explain Rule');
  await story.page.locator('.quick-input-widget input.input[placeholder="The rule to explain"]').fill('list-pop0');
  await story.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'list-pop0' }).waitFor();
  await story.page.keyboard.press('Enter');
  await webview().getByRole('heading', { name: 'list-pop0', level: 1 }).waitFor();
});

step('The effective configuration is shown', async () => {
  await startOver();
  await story.workbench.run('perfhint: Show Effective Configuration');
  await webview().getByText('python-version = "3.12"').waitFor();
});

step('Debug information is shown', async () => {
  await startOver();
  await story.workbench.run('perfhint: Open Debug Information');
  await story.workbench.line('"state": "running"').waitFor();
});

story.lastStep();
