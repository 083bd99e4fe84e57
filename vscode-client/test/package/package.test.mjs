// The .vsix: what it holds with a program, and without one.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';

const client = path.resolve(import.meta.dirname, '../..');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-package-'));
after(() => fs.rmSync(scratch, { recursive: true, force: true }));

// The files of a new .vsix, by their path in the extension's folder.
function packaged(name, environment, ...options) {
  const vsix = path.join(scratch, name);
  execFileSync(process.execPath, ['scripts/package.mjs', '--out', vsix, ...options],
    { cwd: client, stdio: 'pipe', env: { ...process.env, ...environment } });
  const list = execFileSync('python3', ['-c', 'import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep="\\n")', vsix]);
  return list.toString().split('\n').filter((file) => file.startsWith('extension/')).map((file) => file.slice(10)).sort();
}

const always = ['LICENSE.txt', 'changelog.md', 'dist/extension.js', 'images/icon.png', 'package.json', 'readme.md'];

test('without a program it is for every platform', { timeout: 60_000 }, () => {
  assert.deepEqual(packaged('plain.vsix', { PERFHINT_BINARY: '' }), always);
});

test('with a program come the licences of what is compiled into it', { timeout: 60_000 }, () => {
  const binary = process.env.PERFHINT_BINARY;
  assert.deepEqual(packaged('server.vsix', {}, '--binary', binary),
    [...always, 'server/LICENSE.typeshed', 'server/THIRD-PARTY-LICENSES', 'server/perfhint'].sort());
});
