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

function pack(environment, ...options) {
  execFileSync(process.execPath, ['scripts/package.mjs', ...options],
    { cwd: client, stdio: 'pipe', env: { ...process.env, ...environment } });
}

// What python3's zipfile says of a .vsix.
const read = (vsix, expression) => execFileSync('python3',
  ['-c', `import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(${expression})`, vsix]).toString();

// The files by their path in the extension's folder.
function filesOf(vsix) {
  return read(vsix, '*z.namelist(), sep="\\n"').split('\n')
    .filter((file) => file.startsWith('extension/')).map((file) => file.slice(10)).sort();
}

// The files of a new .vsix.
function packaged(name, environment, ...options) {
  const vsix = path.join(scratch, name);
  pack(environment, '--out', vsix, ...options);
  return filesOf(vsix);
}

const readmeOf = (vsix) => read(vsix, 'z.read("extension/readme.md").decode()');

const images = fs.readdirSync(path.join(client, 'images')).filter((name) => name.endsWith('.png')).map((name) => `images/${name}`);
const always = ['LICENSE.txt', 'changelog.md', 'dist/THIRD-PARTY-LICENSES', 'dist/extension.js', 'dist/flame.js', ...images, 'package.json', 'readme.md'].sort();
const licences = ['server/LICENSE.typeshed', 'server/THIRD-PARTY-LICENSES'];

test('without a program it is for every platform', { timeout: 60_000 }, () => {
  assert.deepEqual(packaged('plain.vsix', { PERFHINT_BINARY: '' }), always);
});

test('with a program come the licences of what is compiled into it', { timeout: 60_000 }, () => {
  const binary = process.env.PERFHINT_BINARY;
  assert.deepEqual(packaged('server.vsix', {}, '--binary', binary),
    [...always, ...licences, 'server/perfhint'].sort());
});

test('there is one for each platform that has a program, and one for all', { timeout: 120_000 }, () => {
  const built = path.join(scratch, 'built');
  for (const file of ['linux-arm64/perfhint', 'win32-x64/perfhint.exe', 'amiga/perfhint']) {
    fs.mkdirSync(path.join(built, path.dirname(file)), { recursive: true });
    fs.writeFileSync(path.join(built, file), '');
  }
  const out = path.join(scratch, 'all');
  pack({ PERFHINT_BINARY: '' }, '--all', built, '--out', out);
  const { version } = JSON.parse(fs.readFileSync(path.join(client, 'package.json'), 'utf8'));
  const server = (name) => filesOf(path.join(out, `perfhint-${name}${version}.vsix`)).filter((file) => file.startsWith('server/'));
  assert.equal(fs.readdirSync(out).length, 3);
  assert.deepEqual(server('linux-arm64-'), [...licences, 'server/perfhint']);
  assert.deepEqual(server('win32-x64-'), [...licences, 'server/perfhint.exe']);
  assert.deepEqual(server(''), []);
});

test('README has its pictures where they are published, and none else', { timeout: 60_000 }, () => {
  assert.doesNotMatch(readmeOf(path.join(scratch, 'plain.vsix')), /!\[/);
  packaged('pictures.vsix', { PERFHINT_BINARY: '' }, '--images', 'https://example.org/images/');
  assert.match(readmeOf(path.join(scratch, 'pictures.vsix')), /\]\(https:\/\/example\.org\/images\/hint-dark\.png\)/);
});
