// What perfhint says of the rules' examples: the program itself is asked, all of them at once.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run } from './perfhint.js';

// {rule: [{line, message, fixes: [{title, safety, why}]}]} of [{rule, example: {before, target}}].
export function hintsOf(pages) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-docs-'));
  try {
    for (const { rule, example } of pages) {
      fs.mkdirSync(path.join(folder, example.target), { recursive: true });
      fs.writeFileSync(path.join(folder, example.target, `${rule}.py`), example.before + '\n');
    }
    const found = fs.readdirSync(folder).flatMap((target) => JSON.parse(
      run(['check', '--quiet', '--all', '--output-format', 'json', '--target', target, path.join(folder, target)])));
    return Object.fromEntries(pages.map(({ rule }) => [rule, of(rule, found)]));
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function of(rule, found) {
  const hints = found.filter((hint) => hint.rule === rule && path.basename(hint.path) === `${rule}.py`);
  if (hints.length === 0) throw new Error(`perfhint has no hint for the example of ${rule}`);
  return hints.map(({ line, message, fixes }) => ({ line, message, fixes }));
}
