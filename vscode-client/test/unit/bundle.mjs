// Loads a module of src/ that needs no editor.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';

export async function load(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-unit-'));
  const outfile = path.join(folder, `${name}.mjs`);
  await build({ entryPoints: [path.resolve(import.meta.dirname, `../../src/${name}.ts`)], outfile, bundle: true,
    format: 'esm', platform: 'node' });
  try {
    return await import(outfile);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
