// Bundles src/ and its packages into dist/extension.js, the one file that VS Code loads, webview/ into dist/flame.js, which the
// flame graph's page loads, and the licences of the packages in both into dist/THIRD-PARTY-LICENSES.
import { build } from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const shared = { absWorkingDir: root, bundle: true, metafile: true, logLevel: 'warning' };

const extension = await build({
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  external: ['vscode'],
  format: 'cjs',
  platform: 'node',
  target: 'node18',
  minifySyntax: true,
  legalComments: 'eof',
});
const page = await build({
  ...shared,
  entryPoints: ['webview/flame.ts'],
  outfile: 'dist/flame.js',
  format: 'iife',
  platform: 'browser',
  target: 'chrome120',
  minify: true,
  loader: { '.css': 'empty' }, // the page has a style sheet of its own
});

const folderOf = (input) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
const inputs = [extension, page].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const folders = [...new Set(inputs.map(folderOf).filter(Boolean))].sort();
const licences = folders.map((folder) => {
  const file = fs.readdirSync(path.join(root, folder)).find((name) => /^licen[cs]e/i.test(name));
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, folder, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${fs.readFileSync(path.join(root, folder, file), 'utf8').trim()}\n`;
});
fs.writeFileSync(path.join(root, 'dist/THIRD-PARTY-LICENSES'), licences.join(`\n${'-'.repeat(79)}\n\n`));
