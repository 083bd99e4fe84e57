// perfhint as its user meets it: the packaged extension with the real server in a real workbench.
//   PERFHINT_BINARY       the server to package (default: ../build/release/perfhint)
//   PERFHINT_SCREENSHOTS  a folder for pictures of every step
//   PERFHINT_MESSAGES     a file for the messages between VS Code and the server
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openWorkbench } from './workbench.mjs';

const client = path.resolve(import.meta.dirname, '..');
const binary = path.resolve(process.env.PERFHINT_BINARY ?? path.join(client, '../build/release/perfhint'));
const pictures = process.env.PERFHINT_SCREENSHOTS;
const source = fs.readFileSync(path.join(client, 'test/workspace/orders.py'), 'utf8');
const offence = 'any([r < 0 for r in rows])';
const remedy = 'any(r < 0 for r in rows)';
const settings = {
  'perfhint.pythonVersion': '3.12',
  ...(process.env.PERFHINT_MESSAGES && { 'perfhint.arguments': ['--log-messages', path.resolve(process.env.PERFHINT_MESSAGES)] }),
};
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-vsix-'));

let workbench, page;

before(async () => {
  if (pictures) fs.mkdirSync(pictures, { recursive: true });
  const vsix = path.join(scratch, 'perfhint.vsix');
  execFileSync(process.execPath, ['scripts/package.mjs', '--binary', binary, '--out', vsix], { cwd: client, stdio: 'pipe' });
  workbench = await openWorkbench({ vsix, folder: path.join(client, 'test/workspace'), file: 'orders.py', settings });
  page = workbench.page;
}, { timeout: 180_000 });

after(async () => {
  await workbench?.close();
  fs.rmSync(scratch, { recursive: true, force: true });
}, { timeout: 30_000 });

// A step of the one story below; later steps build on what earlier ones did. Its failure leaves a picture.
let steps = 0;
function step(name, act) {
  const file = `${++steps}-${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.png`;
  test(name, { timeout: 90_000 }, async () => {
    try {
      await act();
    } catch (error) {
      const failed = path.join(pictures ?? os.tmpdir(), `failed-${file}`);
      await page.screenshot({ path: failed });
      console.error(`picture of the failure: ${failed}`);
      throw error;
    }
    if (pictures) await page.screenshot({ path: path.join(pictures, file) });
  });
}

const dots = () => page.locator('.editor-instance .squiggly-hint');
const hover = (text) => page.locator('.monaco-hover:not(.hidden)', { hasText: text }).first();
const saved = () => fs.readFileSync(path.join(workbench.folder, 'orders.py'), 'utf8');

// The processes of the packaged server.
function servers() {
  return fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((id) => {
    let command = '';
    try { command = fs.readFileSync(`/proc/${id}/cmdline`, 'utf8'); } catch { /* it has just ended */ }
    return command.includes(path.join(workbench.extensions, 'perfhint.perfhint-')) && command.includes('\0lsp\0');
  }).map(Number);
}

async function until(what, holds) {
  for (let tries = 0; tries < 150; tries++, await pause(200)) if (await holds()) return;
  assert.fail(`not within half a minute: ${what}`);
}

// The editor asks for a hover when the mouse moves, not where it appears; and the hover before must not be taken for it.
async function pointAt(text, part) {
  await page.keyboard.press('Escape');
  const { x, y } = await workbench.point(text, part);
  await page.mouse.move(1, 1);
  await page.locator('.monaco-hover:not(.hidden)').first().waitFor({ state: 'hidden' });
  await page.mouse.move(x, y, { steps: 3 });
}

step('A hint is drawn as dots', async () => {
  await dots().first().waitFor();
  assert.equal(await dots().count(), 1);
  assert.match(await dots().evaluate((element) => getComputedStyle(element).backgroundImage), /^url\(.*circle/);
  const hint = await dots().boundingBox();
  const offending = await workbench.point(offence, '[r < 0');
  assert.ok(Math.abs(hint.x - offending.x) < 10 && Math.abs(hint.y - offending.y) < 20, 'the dots are under the bracket');
});

step('A hint in a loop is listed as a problem', async () => {
  await page.locator('.editor-instance .squiggly-info').first().waitFor();
  await workbench.run('Problems: Focus on Problems View');
  const row = page.locator('.markers-panel .monaco-list-row', { hasText: 'list-membership-in-loop' });
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
  workbench.writeSettings({ ...settings, 'perfhint.pythonVersion': '3.10' });
  await until('the hover tells the bytes of Python 3.10', async () => {
    await pointAt('class Order:', 'Order');
    return hover('Python 3.10').waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
});

step('The quick fix is offered', async () => {
  await page.keyboard.press('Escape');
  const { x, y } = await workbench.point(offence, '[r < 0');
  await page.mouse.click(x, y);
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row.action.focused').waitFor();
});

step('The quick fix is applied and saved', async () => {
  // By key: the menu lies under a shield until the mouse moves.
  await page.keyboard.press('Enter');
  await workbench.line(remedy).waitFor();
  await until('the dots are gone', async () => (await dots().count()) === 0);
  await page.keyboard.press('Control+S');
  await until('the fixed text is on disk', () => saved() !== source);
  assert.equal(saved(), source.replace(offence, remedy));
});

step('A line typed brings its hint', async () => {
  await page.keyboard.press('Control+End');
  await page.keyboard.type('late = all([r > 9 for r in range(1000)])');
  await dots().first().waitFor();
  // The editor may still be scrolling, and draws its dots anew.
  await until('the dots are in the typed line', async () => {
    const hint = await dots().first().boundingBox();
    const offending = await workbench.point('late = all', '[r > 9');
    return hint && Math.abs(hint.y - offending.y) < 20;
  });
});

step('The line deleted takes its hint away', async () => {
  await page.keyboard.press('Control+Shift+K');
  await until('the dots are gone', async () => (await dots().count()) === 0);
});

step('A server that was killed is started again', async () => {
  const [killed] = servers();
  process.kill(killed, 'SIGKILL');
  await until('another server runs', () => servers().some((id) => id !== killed));
  await page.keyboard.press('Control+End');
  await page.keyboard.type('\nlate = all([r > 9 for r in range(1000)])');
  await dots().first().waitFor();
  await page.keyboard.press('Control+Shift+K');
  await until('the dots are gone', async () => (await dots().count()) === 0);
});

step('A server that ends at once is told', async () => {
  const program = path.join(scratch, 'ends');
  fs.writeFileSync(program, '#!/bin/sh\nexit 3\n', { mode: 0o755 });
  workbench.writeSettings({ ...settings, 'perfhint.path': program });
  await page.locator('.notification-toast', { hasText: 'ended with code 3 before it answered' }).waitFor();
  assert.equal(await page.locator('.notification-toast').count(), 1);
  await workbench.run('Notifications: Clear All Notifications');
});

step('A missing server is told, with a way out', async () => {
  workbench.writeSettings({ ...settings, 'perfhint.path': '/nowhere/perfhint' });
  const message = page.locator('.notification-toast', { hasText: '/nowhere/perfhint does not exist' });
  await message.waitFor();
  await message.getByRole('button', { name: 'Set perfhint.path' }).waitFor();
  assert.equal(await page.locator('.notification-toast').count(), 1);
});

step('The server comes back with the setting', async () => {
  workbench.writeSettings({ ...settings, 'perfhint.pythonVersion': '3.10' });
  await page.locator('.editor-instance .squiggly-info').first().waitFor();
});

step('The log tells which server runs', async () => {
  await workbench.run('perfhint: Restart Server');
  await workbench.run('perfhint: Show Log');
  const log = page.locator('.output-view .view-lines');
  await until('the log names the packaged server', async () =>
    /server\/perfhint \(from the extension\)/.test((await log.innerText()).replaceAll(/\s+/g, ' ')));
  await page.locator('.editor-instance .squiggly-info').first().waitFor();
});

step('Nothing was asked of another machine', () => {
  assert.deepEqual(workbench.outside, []);
});
