// Makes the .vsix: npm run package -- [--binary PERFHINT] [--out FILE]
// With a binary (or PERFHINT_BINARY in the environment) it goes along as server/perfhint, with the licences of what is compiled
// into it, and the package is one for this platform only; without, the package is for every platform, and finds perfhint on PATH.
import { createVSIX } from '@vscode/vsce';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({ options: { binary: { type: 'string' }, out: { type: 'string' } } });
const binary = values.binary ?? (process.env.PERFHINT_BINARY || undefined);
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const target = binary === undefined ? undefined : `${process.platform}-${process.arch}`;
const packagePath = path.resolve(values.out ?? path.join(root, [name, target, version].filter(Boolean).join('-') + '.vsix'));

await import('./build.mjs');
const server = path.join(root, 'server');
fs.rmSync(server, { recursive: true, force: true });
if (binary !== undefined) {
  const program = path.join(server, process.platform === 'win32' ? 'perfhint.exe' : 'perfhint');
  fs.mkdirSync(server);
  fs.copyFileSync(path.resolve(binary), program);
  fs.chmodSync(program, 0o755);
  for (const licence of ['packages/THIRD-PARTY-LICENSES', 'analysis/facts/library/LICENSE.typeshed']) {
    fs.copyFileSync(path.join(root, '..', licence), path.join(server, path.basename(licence)));
  }
}
try {
  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, ...(target && { target }) });
} finally {
  fs.rmSync(server, { recursive: true, force: true });
}
