// A workspace that is not trusted: hints work, and no program of the workspace runs until it is trusted.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { binary, openStory, until } from './story.mjs';

// The workspace brings a perfhint of its own, as a setting and beside an interpreter. It tells that it ran.
let ran;
function bringPrograms(folder) {
  ran = path.join(folder, 'ran');
  for (const place of ['tools', '.venv/bin']) {
    fs.mkdirSync(path.join(folder, place), { recursive: true });
    fs.writeFileSync(path.join(folder, place, 'perfhint'), `#!/bin/sh\necho ${place} >> ${ran}\nexec ${binary} "$@"\n`, { mode: 0o755 });
  }
}

const story = openStory({
  name: 'trust',
  settings: { 'perfhint.path': '${workspaceFolder}/tools/perfhint', 'perfhint.pythonVersion': '3.12' },
  userSettings: {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  },
  prepare: bringPrograms,
});
const { step, blueLine, statusItem, servers } = story;

step('The workspace is not trusted', () => statusItem('Restricted Mode').waitFor());

step('Hints are there, from the packaged server', async () => {
  await blueLine().waitFor();
  assert.equal(servers().length, 1);
  assert.ok(!fs.existsSync(ran), 'no program of the workspace has run');
});

step('Once it is trusted, its setting counts', async () => {
  await story.workbench.run('Workspaces: Manage Workspace Trust');
  await story.page.locator('.workspace-trust-editor').getByRole('button', { name: /^Trust/ }).first().click();
  await until("the setting's program runs", () => fs.existsSync(ran));
  assert.doesNotMatch(fs.readFileSync(ran, 'utf8'), /venv/);
});

step('Without it, the program beside the interpreter', async () => {
  story.workbench.writeSettings({ 'perfhint.pythonVersion': '3.12' });
  await until("the interpreter's program runs", () => fs.readFileSync(ran, 'utf8').endsWith('.venv/bin\n'));
});

story.lastStep();
