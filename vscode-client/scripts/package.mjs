// Makes the .vsix: npm run package -- [--binary PERFHINT [--target TARGET]] [--out FILE]
//                  npm run package -- --all FOLDER [--out FOLDER]
// With a binary (or PERFHINT_BINARY in the environment) it goes along as server/perfhint, with the licences of what is
// compiled into it, and the package is one for its platform only: this one, unless TARGET says another. Without, the package
// is for every platform, and finds perfhint on PATH. --all makes a package for each target whose server lies in FOLDER, as
// FOLDER/linux-x64/perfhint, and one without.
// VS Code shows pictures of README by https only: they stay where --images URL says where images/ is published.
import { createVSIX } from '@vscode/vsce';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

// Those of the marketplace for which perfhint can be built.
const targets = ['linux-x64', 'linux-arm64', 'alpine-x64', 'alpine-arm64',
  'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];

const root = path.resolve(import.meta.dirname, '..');
const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
const options = ['all', 'binary', 'target', 'out', 'images'].map((key) => [key, { type: 'string' }]);
const { values } = parseArgs({ options: Object.fromEntries(options) });

const licences = ['packages/THIRD-PARTY-LICENSES', 'analysis/facts/library/LICENSE.typeshed'];
const programOf = (target) => (target.startsWith('win32-') ? 'perfhint.exe' : 'perfhint');
const fileOf = (target) => [name, target, version].filter(Boolean).join('-') + '.vsix';

// Without a target: for every platform, without a server.
async function pack({ target, binary, packagePath }) {
  const server = path.join(root, 'server');
  fs.rmSync(server, { recursive: true, force: true });
  if (target !== undefined) {
    if (!targets.includes(target)) throw new Error(`${target} is none of ${targets.join(', ')}`);
    const program = path.join(server, programOf(target));
    fs.mkdirSync(server);
    fs.copyFileSync(path.resolve(binary), program);
    fs.chmodSync(program, 0o755);
    for (const licence of licences) fs.copyFileSync(path.join(root, '..', licence), path.join(server, path.basename(licence)));
  }
  try {
    await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false,
      readmePath: 'dist/README.md', ...(target && { target }) });
  } finally {
    fs.rmSync(server, { recursive: true, force: true });
  }
}

function packages() {
  if (values.all !== undefined) {
    const out = path.resolve(values.out ?? root);
    fs.mkdirSync(out, { recursive: true });
    const built = targets.map((target) => ({ target, binary: path.resolve(values.all, target, programOf(target)) }))
      .filter(({ binary }) => fs.existsSync(binary));
    if (built.length === 0) throw new Error(`There is no ${values.all}/TARGET/perfhint for any of ${targets.join(', ')}`);
    return [...built, {}].map((one) => ({ ...one, packagePath: path.join(out, fileOf(one.target)) }));
  }
  const binary = values.binary ?? (process.env.PERFHINT_BINARY || undefined);
  const target = binary && (values.target ?? `${process.platform}-${process.arch}`);
  return [{ target, binary, packagePath: path.resolve(values.out ?? path.join(root, fileOf(target))) }];
}

function readme() {
  const text = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  return values.images === undefined ? text.replaceAll(/^!\[.*\n\n/gm, '')
    : text.replaceAll('](images/', `](${values.images.replace(/\/$/, '')}/`);
}

await import('./build.mjs');
fs.writeFileSync(path.join(root, 'dist/README.md'), readme());
for (const one of packages()) await pack(one);
