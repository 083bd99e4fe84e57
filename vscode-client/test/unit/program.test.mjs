// The search for the server: a table of what is where, and which is taken.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { load } from './bundle.mjs';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-program-'));
const { findProgram } = await load('program');
after(() => fs.rmSync(root, { recursive: true }));

const name = process.platform === 'win32' ? 'perfhint.exe' : 'perfhint';
const place = (folder, mode = 0o755) => {
  fs.mkdirSync(path.join(root, folder), { recursive: true });
  fs.writeFileSync(path.join(root, folder, name), '', { mode });
};
place('first');
place('second');
place('plain', 0o644);
place('venv');
place('packaged/server');
place('workspace/tools');
fs.mkdirSync(path.join(root, 'folder', name), { recursive: true });

const none = 'empty';
const cases = [
  ['the setting wins', { setting: '/second', path: ['first'], extension: 'packaged' }, 'second', 'perfhint.path'],
  ['the one beside the interpreter wins', { beside: [none, 'venv'], path: ['first'], extension: 'packaged' }, 'venv', 'the Python environment'],
  ['a relative folder is not looked into', { beside: ['./venv'], path: ['first'] }, 'first', 'PATH'],
  ['the packaged one where nothing else is wanted', { bundled: true, beside: ['venv'], path: ['first'], extension: 'packaged' }, 'packaged/server', 'the extension'],
  ['the setting wins over that, too', { setting: '/second', bundled: true, extension: 'packaged' }, 'second', 'perfhint.path'],
  ['nothing packaged, though wanted', { bundled: true, path: ['first'], extension: none }, undefined, /comes without a server/],
  ['the first on PATH wins', { path: [none, 'first', 'second'], extension: 'packaged' }, 'first', 'PATH'],
  ['PATH skips what may not be executed', { path: ['plain', 'second'], extension: none }, 'second', 'PATH'],
  ['PATH skips a folder of that name', { path: ['folder', 'second'], extension: none }, 'second', 'PATH'],
  ['the packaged one is last', { path: [none], extension: 'packaged' }, 'packaged/server', 'the extension'],
  ['the setting knows the workspace', { setting: '${workspaceFolder}/tools' }, 'workspace/tools', 'perfhint.path'],
  ['a relative setting is of the workspace', { setting: 'tools' }, 'workspace/tools', 'perfhint.path'],
  ['a wrong setting is not passed over', { setting: '/nowhere', path: ['first'] }, undefined, /does not exist/],
  ['nor one without permission', { setting: '/plain', path: ['first'] }, undefined, /may not be executed/],
  ['nor a folder', { setting: '/folder', path: ['first'] }, undefined, /is not a file/],
  ['nothing anywhere', { path: [none], extension: none }, undefined, /no perfhint on PATH/],
];

const absolute = (folder) => (folder.startsWith('.') ? folder : path.join(root, folder));

for (const [title, { setting, bundled = false, beside = [], path: search = [], extension = none }, folder, told] of cases) {
  test(title, () => {
    const found = findProgram({
      setting: setting ? `${setting.startsWith('/') ? root : ''}${setting}/${name}` : '',
      workspaceFolder: path.join(root, 'workspace'),
      bundledOnly: bundled,
      interpreterFolders: beside.map(absolute),
      searchPath: search.map(absolute).join(path.delimiter),
      extensionFolder: path.join(root, extension),
    });
    if (folder === undefined) assert.match(found.reason, told);
    else assert.deepEqual(found, { path: path.join(root, folder, name), from: told });
  });
}

test('a relative entry of PATH is not looked into', () => {
  const here = process.cwd();
  process.chdir(path.join(root, 'first'));
  try {
    assert.ok('reason' in findProgram({ setting: '', workspaceFolder: undefined, bundledOnly: false, interpreterFolders: [],
      searchPath: '.', extensionFolder: root }));
  } finally {
    process.chdir(here);
  }
});
