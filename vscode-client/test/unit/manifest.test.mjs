// package.json and what it promises: settings as the server's schema has them, commands that exist, files that are there.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));
const { colors, commands, configuration, walkthroughs } = manifest.contributes;

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
  assert.deepEqual(restrictedConfigurations, ['perfhint.path', 'perfhint.arguments', 'perfhint.measure.python']);
  for (const setting of restrictedConfigurations) {
    assert.equal(configuration.properties[setting].scope, 'machine-overridable');
  }
});

test('The walkthrough names files and commands that exist', () => {
  const known = [...commands.map(({ command }) => command), 'workbench.action.openSettings', 'workbench.actions.view.problems'];
  for (const { media, description } of walkthroughs.flatMap(({ steps }) => steps)) {
    for (const image of Object.values(media.image)) assert.ok(fs.existsSync(path.join(root, image)), image);
    assert.ok(media.altText);
    for (const [, command] of description.matchAll(/\(command:([\w.]+)/g)) assert.ok(known.includes(command), command);
    assert.doesNotMatch(description, /`|__/, 'which VS Code does not show as code');
  }
});

// As WCAG has it, of two colours.
function contrast(one, other) {
  const luminance = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const part = parseInt(colour.slice(1 + 2 * i, 3 + 2 * i), 16) / 255;
    return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

test('Texts in the colours of heat can be read', () => {
  const background = { dark: '#1f1f1f', light: '#ffffff', highContrast: '#000000', highContrastLight: '#ffffff' };
  assert.deepEqual(colors.map(({ id }) => id), [1, 2, 3, 4, 5].map((step) => `perfhint.heat${step}`));
  for (const { id, defaults } of colors) {
    for (const [theme, colour] of Object.entries(background)) {
      assert.ok(contrast(defaults[theme], colour) >= 4.5, `${id} ${theme}: ${contrast(defaults[theme], colour).toFixed(2)}`);
    }
  }
});

test('Pictures of README are there', () => {
  for (const [, file] of read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)) assert.ok(fs.existsSync(path.join(root, file)), file);
});
