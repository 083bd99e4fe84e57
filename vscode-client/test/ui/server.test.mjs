// The server's life: killed, missing, too old, crashing; and what the user is told and can do.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { openStory, until } from './story.mjs';

const settings = { 'perfhint.pythonVersion': '3.12' };
const story = openStory({ name: 'server', settings });
const { step, dots, blueLine, message, messages, statusItem, servers } = story;

// A program that stands where the server is looked for.
function program(name, lines) {
  const file = path.join(story.scratch, name);
  fs.writeFileSync(file, `#!/bin/sh\n${lines}\n`, { mode: 0o755 });
  return file;
}

const use = (file) => story.workbench.writeSettings({ ...story.settings, 'perfhint.path': file });
const dismiss = () => story.workbench.run('Notifications: Clear All Notifications');

// The packaged one, in a wrapping of its own.
const packaged = () => fs.readdirSync(story.workbench.extensions).filter((name) => name.startsWith('perfhint.perfhint-'))
  .map((name) => path.join(story.workbench.extensions, name, 'server/perfhint'))[0];

step('The status bar tells that it runs, and for which Python', async () => {
  await blueLine().waitFor();
  await statusItem('perfhint 3.12').waitFor();
});

step('A server that was killed is started again', async () => {
  const [killed] = servers();
  process.kill(killed, 'SIGKILL');
  await until('another server runs', () => servers().some((id) => id !== killed));
  await story.clickAt('print(token)', 'print');
  await story.page.keyboard.press('Control+End');
  await story.page.keyboard.type('\nlate = all([r > 9 for r in range(1000)])');
  await until('its hint is there', async () => (await dots().count()) === 2);
  await story.page.keyboard.press('Control+Shift+K');
  await until('its hint is gone', async () => (await dots().count()) === 1);
});

step('A server that ends at once is told', async () => {
  use(program('ends', 'exit 3'));
  await message('ended with code 3 before it answered').waitFor();
  assert.equal(await messages(), 1);
  await dismiss();
});

step('A server that keeps crashing is told, once', async () => {
  // It answers, and is gone a moment later.
  use(program('crashes', `timeout -s KILL 1 ${packaged()} "$@"`));
  await message('keeps ending, and was not started again').waitFor();
  assert.equal(await messages(), 1);
  await dismiss();
});

step('A server that is too old is told', async () => {
  use(program('old', `exec ${process.execPath} ${import.meta.dirname}/old-server.mjs`));
  await message('is perfhint 0.0.1; this extension needs').waitFor();
  assert.equal(await messages(), 1);
});

step('The bundled server is the way out', async () => {
  await message('this extension needs').getByRole('button', { name: 'Use Bundled Server' }).click();
  await blueLine().waitFor();
  await until('the packaged server runs', () => servers().length === 1);
});

step('A missing server is told, with ways out', async () => {
  use('/nowhere/perfhint');
  await message('/nowhere/perfhint does not exist').waitFor();
  for (const name of ['Use Bundled Server', 'Open Settings', 'Try Again']) {
    await message('/nowhere/perfhint').getByRole('button', { name }).waitFor();
  }
  assert.equal(await messages(), 1);
  await story.page.locator('.statusbar-item[aria-label*="perfhint is not running"]').waitFor();
});

step('The settings can be reached from there', async () => {
  await message('/nowhere/perfhint').getByRole('button', { name: 'Open Settings' }).click();
  // The path itself is a setting of the remote machine here, and is listed under another tab.
  await story.page.locator('.settings-editor .setting-item-title', { hasText: 'Import Strategy' }).waitFor();
  await story.page.keyboard.press('Escape');
  await story.page.keyboard.press('Escape');
  await story.page.locator('.settings-editor').waitFor({ state: 'hidden' });
});

step('The server comes back with the setting', async () => {
  story.workbench.writeSettings({ ...story.settings, 'perfhint.pythonVersion': '3.10' });
  await blueLine().waitFor();
  await statusItem('perfhint 3.10').waitFor();
});

step('The log tells which server runs', async () => {
  await story.workbench.run('perfhint: Restart Server');
  await story.workbench.run('perfhint: Show Log');
  const log = story.page.locator('.output-view .view-lines');
  const words = async () => (await log.innerText()).replaceAll(/\s+/g, ' ');
  await until('the log names the packaged server', async () => /server\/perfhint \(from the extension\)/.test(await words()));
  await until("the server's own lines have its levels", async () => /\[info\] perfhint \d/.test(await words()));
  await blueLine().waitFor();
});

story.lastStep();
