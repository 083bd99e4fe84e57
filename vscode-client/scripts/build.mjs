// Bundles src/ and its packages into dist/extension.js, the one file that VS Code loads.
import { build } from 'esbuild';
import path from 'node:path';

await build({
  absWorkingDir: path.resolve(import.meta.dirname, '..'),
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  bundle: true,
  external: ['vscode'],
  format: 'cjs',
  platform: 'node',
  target: 'node18',
  minifySyntax: true,
  legalComments: 'eof',
  logLevel: 'warning',
});
