// Beside basedpyright, as most users have perfhint: both speak in hovers, and nothing is told twice.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { build } from 'esbuild';
import { openStory, until } from './story.mjs';

const editors = process.env.PERFHINT_EDITORS ?? path.join(os.homedir(), '.cache/perfhint/editors');
const server = path.join(editors, 'basedpyright/node_modules/basedpyright/langserver.index.js');
const source = path.join(import.meta.dirname, 'basedpyright-extension');
const extension = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-beside-'));

assert.ok(fs.existsSync(server), `no basedpyright at ${server}: run tests/editors/fetch.sh basedpyright`);
fs.copyFileSync(path.join(source, 'package.json'), path.join(extension, 'package.json'));
await build({
  entryPoints: [path.join(source, 'extension.cjs')], outfile: path.join(extension, 'dist/extension.js'), bundle: true,
  platform: 'node', format: 'cjs', external: ['vscode'], define: { 'process.env.BASEDPYRIGHT_SERVER': JSON.stringify(server) },
});

const story = openStory({
  name: 'beside', beside: [extension],
  settings: { 'perfhint.pythonVersion': '3.12', 'editor.inlayHints.enabled': 'off' },
  prepare: (folder) => fs.writeFileSync(path.join(folder, 'pyrightconfig.json'), '{"typeCheckingMode": "basic"}'),
});
after(() => fs.rmSync(extension, { recursive: true, force: true }));
const { step, dots, blueLine, hover, pointAt } = story;
const said = async () => (await hover('').innerText()).replaceAll('\u00a0', ' ');

step('Both servers are there', async () => {
  await blueLine().waitFor();
  await until('basedpyright answers', async () => {
    await pointAt('class Order:', 'Order');
    return hover('class Order(').waitFor({ timeout: 2000 }).then(() => true, () => false);
  });
});

step('The hover on a class has the types of one and the bytes of the other', async () => {
  await pointAt('class Order:', 'Order');
  await hover('88 B').waitFor();
  await hover('class Order(').waitFor();
  assert.equal((await said()).split('88 B an instance').length, 2, 'the bytes are told once');
});

step('The hover on a hint tells the rule once', async () => {
  await pointAt('any([r < 0 for r in rows])', '[r < 0');
  await hover('materialized-arg-any-all').waitFor();
  assert.equal(await dots().count(), 1);
});

step('Where only the other has something to say, it is not covered', async () => {
  await pointAt('def has_bad(rows: range)', 'rows');
  await hover('(parameter) rows').waitFor();
  assert.doesNotMatch(await said(), /perfhint/);
});

step('Each hint is listed once', async () => {
  await story.workbench.run('Problems: Focus on Problems View');
  const rows = story.page.locator('.markers-panel .monaco-list-row', { hasText: 'list-membership-in-loop' });
  await rows.first().waitFor();
  assert.equal(await rows.count(), 1);
});

story.lastStep();
