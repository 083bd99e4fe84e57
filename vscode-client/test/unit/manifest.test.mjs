// package.json and what it promises: settings as the server's schema has them, commands that exist, files that are there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const { commands, configuration } = manifest.contributes;

test('The settings and their table are those of the schema', () => {
  execFileSync(process.execPath, ['scripts/settings.mjs', '--check'], { cwd: root, stdio: 'inherit' });
});

test('Every command of the palette has its line in commands.ts', () => {
  const registered = [...read('src/commands.ts').matchAll(/^ {4}(\w+): \(.*\) =>/gm)].map(([, name]) => `perfhint.${name}`);
  assert.deepEqual(commands.map(({ command }) => command).sort(), registered.sort());
});

test('A workspace that is not trusted cannot choose the program', () => {
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, 'limited');
  assert.deepEqual(restrictedConfigurations, ['perfhint.path', 'perfhint.arguments']);
  for (const setting of restrictedConfigurations) {
    assert.equal(configuration.properties[setting].scope, 'machine-overridable');
  }
});
