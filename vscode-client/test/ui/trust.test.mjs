// A workspace that is not trusted: hints work, and no program of the workspace runs. Once it is trusted: which of its programs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { binary, openStory, until } from './story.mjs';

// The workspace brings perfhints of its own: by a setting, beside interpreters that the Python extension knows, and in .venv.
// Each tells that it ran. The last of envs/, by name, has none.
let told;
function bringPrograms(folder) {
  told = path.join(folder, 'told');
  for (const place of ['tools', 'envs/one/bin', 'envs/two/bin', '.venv/bin']) {
    fs.mkdirSync(path.join(folder, place), { recursive: true });
    const lines = `#!/bin/sh\necho ${place} >> ${told}\nexec ${binary} "$@"\n`;
    fs.writeFileSync(path.join(folder, place, 'perfhint'), lines, { mode: 0o755 });
  }
  fs.mkdirSync(path.join(folder, 'envs/without'));
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
  beside: [path.join(import.meta.dirname, 'python-extension')],
});
const { step, blueLine, statusItem, servers } = story;

const ran = () => (fs.existsSync(told) ? fs.readFileSync(told, 'utf8').trim().split('\n') : []);
const runs = (place) => until(`${place}/perfhint runs; what ran: ${ran()}`, () => ran().at(-1) === place);

step('The workspace is not trusted', () => statusItem('Restricted Mode').waitFor());

step('Hints are there, from the packaged server', async () => {
  await blueLine().waitFor();
  assert.equal(servers().length, 1);
  assert.deepEqual(ran(), [], 'no program of the workspace has run');
});

step('Once it is trusted, its setting counts', async () => {
  await story.workbench.run('Workspaces: Manage Workspace Trust');
  await story.page.locator('.workspace-trust-editor').getByRole('button', { name: /^Trust/ }).first().click();
  await runs('tools');
  assert.deepEqual([...new Set(ran())], ['tools']);
  // The button that had the keys is gone.
  await story.page.locator('.workspace-trust-editor', { hasText: 'You trust this folder' }).click({ position: { x: 20, y: 20 } });
  await story.page.keyboard.press('Escape');
  await story.page.locator('.workspace-trust-editor').waitFor({ state: 'hidden' });
});

step('Without it, the program beside the selected interpreter', async () => {
  story.workbench.writeSettings({ 'perfhint.pythonVersion': '3.12' });
  await runs('envs/one/bin');
});

step('Another interpreter is selected', async () => {
  await story.workbench.run('Python: Select Interpreter');
  await runs('envs/two/bin');
});

step('Beside the next there is none: the virtual environment of the workspace has one', async () => {
  await story.workbench.run('Python: Select Interpreter');
  await runs('.venv/bin');
});

story.lastStep();
