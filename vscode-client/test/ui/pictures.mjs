// Takes the pictures of the walkthrough and of README, in a real workbench: node test/ui/pictures.mjs FOLDER [THEME...]
// A picture is FOLDER/NAME-THEME.png. Themes: dark, light, hc (high contrast), hc-light; without any, all. Those of images/
// are `dark` and `light`, made smaller by pngquant.
//   PERFHINT_BINARY  the server to package (default: ../build/release/perfhint)
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openWorkbench } from './workbench.mjs';

const themes = { dark: 'Dark Modern', light: 'Light Modern', hc: 'Default High Contrast',
  'hc-light': 'Default High Contrast Light' };
const [out, ...wanted] = process.argv.slice(2);
if (out === undefined) throw new Error('pictures.mjs FOLDER [THEME...]');
const client = path.resolve(import.meta.dirname, '../..');
const binary = path.resolve(process.env.PERFHINT_BINARY ?? path.join(client, '../build/release/perfhint'));
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-pictures-'));
const vsix = path.join(scratch, 'perfhint.vsix');
execFileSync(process.execPath, ['scripts/package.mjs', '--binary', binary, '--out', vsix], { cwd: client, stdio: 'pipe' });

const size = { width: 760, height: 480 };
const plain = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 13,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'workbench.activityBar.location': 'hidden',
  'workbench.editor.empty.hint': 'hidden',
  'workbench.layoutControl.enabled': false,
};
const workbench = await openWorkbench({ vsixes: [vsix], folder: path.join(client, 'test/workspace'), file: 'orders.py',
  prepare: (folder) => fs.utimesSync(path.join(folder, 'orders.py'), new Date(2020, 1), new Date(2020, 1)), // before its run
  settings: plain });
const { page } = workbench;
await page.setViewportSize(size);

const settle = () => pause(1200); // the renderer's, after what has been asked for is there
const press = (key) => page.keyboard.press(key);

async function startOver(settings = {}) {
  await press('Escape');
  await workbench.run('View: Close All Editors');
  if (await page.locator('.statusbar-item', { hasText: 'run.speedscope.json' }).count()) await workbench.run('perfhint: Clear Profile');
  workbench.writeSettings({ ...plain, ...theme, ...settings });
  await press('Control+P');
  await page.keyboard.type('orders.py');
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'orders.py' }).waitFor();
  await press('Enter');
  await page.locator('.editor-instance .squiggly-info').first().waitFor();
  await page.mouse.move(1, 1);
  await settle();
}

async function pointAt(text, part) {
  const { x, y } = await workbench.point(text, part);
  await page.mouse.move(x, y, { steps: 3 });
  await page.locator('.monaco-hover:not(.hidden)').first().waitFor();
}

async function clickAt(text, part) {
  const { x, y } = await workbench.point(text, part);
  await page.mouse.click(x, y);
}

const webview = (heading) => page.frameLocator('iframe.webview.ready').frameLocator('#active-frame')
  .getByRole('heading', { name: heading }).first().waitFor();

const scenes = {
  async hint() {
    await startOver();
    await pointAt('if token not in stop', 'not in');
  },
  async fix() {
    await startOver();
    await clickAt('any([r < 0', '[r <');
    await settle();
    await press('Control+.');
    await page.locator('.action-widget .monaco-list-row.action.focused').waitFor();
  },
  async sizes() {
    await startOver({ 'perfhint.inlayHints.sizes': 'all', 'perfhint.codeLens.classes': true });
    await page.locator('.codelens-decoration a').first().waitFor();
    await pointAt('class Order', 'Order');
  },
  async layout() {
    await startOver();
    await clickAt('class Order', 'Order');
    await workbench.run('perfhint: Show Memory Layout');
    await webview('An instance of Order');
    await workbench.run('View: Toggle Maximize Editor Group');
  },
  async heat() {
    await startOver();
    await workbench.command('perfhint: Load Profile…');
    await settle(); // it is in the folder
    await page.keyboard.type('run.speedscope.json');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'run.speedscope.json' }).waitFor();
    await press('Enter');
    await page.locator('.codelens-decoration', { hasText: 'self' }).first().waitFor();
  },
  async page() {
    await startOver();
    await clickAt('if token not in stop', 'not in');
    await workbench.run('perfhint: Explain Rule');
    await webview('list-membership-in-loop');
  },
  async settings() {
    await startOver();
    await workbench.run('perfhint: Show Effective Configuration');
    await webview('Settings of orders.py');
  },
};

let theme;
try {
  await page.locator('.editor-instance .squiggly-info').first().waitFor();
  await workbench.run('View: Toggle Primary Side Bar Visibility');
  fs.mkdirSync(out, { recursive: true });
  for (const name of wanted.length ? wanted : Object.keys(themes)) {
    theme = { 'workbench.colorTheme': themes[name] };
    for (const [scene, act] of Object.entries(scenes)) {
      await act();
      await settle();
      await page.screenshot({ path: path.join(out, `${scene}-${name}.png`) });
    }
  }
} catch (error) {
  await page.screenshot({ path: path.join(out, 'failed.png') });
  throw error;
} finally {
  await workbench.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}
