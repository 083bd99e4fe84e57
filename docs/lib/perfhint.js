// Asks the program itself: its rules, its settings, its sizes, its hints.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const program = process.env.PERFHINT_BINARY ?? `${root}build/release/perfhint`;
export const versions = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14', '3.15'];
export const target = '3.13';  // whose numbers are told where one has to be chosen: perfhint's default

// What `perfhint ARGUMENTS` prints; hints found are no failure.
export function run(words, input = '') {
  try {
    return execFileSync(program, words, { input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.status === 1 && words[0] === 'check') return error.stdout;
    throw new Error(`${program} ${words.join(' ')}: ${error.stderr || error.message}`);
  }
}

// The cells of the rows of Markdown tables, by their first cell; a `|` in code is written `\|`.
function rowsOf(markdown) {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| ')).map((line) =>
    line.replace(/^\|\s*|\s*\|$/g, '').split(/\s*(?<!\\)\|\s*/).map((cell) => cell.replaceAll('\\|', '|')));
  return new Map(rows.map((cells) => [cells[0], cells]));
}

// [{rule, impact, topic, fix, pythons, on, gain: {python: ratio}, summary, told}]; `told` is the gain on `target` in words.
export function rules() {
  const rows = rowsOf(run(['rules', '--markdown', '--target', target]));
  const cellsOf = (name) => rows.get(`[${name}](analysis/rules/${name.replaceAll('-', '_')}.md)`);
  return JSON.parse(run(['rules', '--json', '--target', target])).map((rule) => {
    const cells = cellsOf(rule.rule);
    if (!cells) throw new Error(`perfhint rules --markdown has no row for ${rule.rule}`);
    return { ...rule, told: cells[4] };
  });
}

// [{key, default, about, flag, schema}] of all settings; the first three are Markdown.
export function settings() {
  const { properties } = JSON.parse(run(['config', '--schema']));
  const rows = rowsOf(run(['config', '--markdown']));
  return [...rows].filter(([key]) => key.startsWith('`')).map(([key, cells]) => {
    const name = key.replaceAll('`', '');
    const schema = name.split('.').reduce((at, part) => at?.properties?.[part], { properties });
    if (!schema) throw new Error(`perfhint config --schema has no ${name}`);
    return { key: name, default: cells[1], about: cells[2], flag: cells[3] ?? '', schema };
  });
}

// Bytes of values on a Python: what(key) of [{key, expr, setup?}], as {key: {own, kept}}.
export function sizes(python, questions) {
  const lines = questions.map(({ key, expr, setup = '' }) => JSON.stringify({ id: key, setup, body: '', expr }));
  const answers = run(['sizeof', '--batch', '--python', python], lines.join('\n') + '\n').trim().split('\n');
  return new Map(answers.map((line) => JSON.parse(line)).map((answer) => {
    if (!Number.isInteger(answer.shallow)) throw new Error(`no exact size on ${python}: ${JSON.stringify(answer)}`);
    return [answer.id, { own: answer.shallow, kept: answer.retained }];
  }));
}

// Bytes of an instance of the class in a line of a file, on every Python: {python: bytes}.
export function instanceBytes(file, line) {
  const answers = JSON.parse(run(['sizeof', '--all', '--json', `${file}:${line}`]));
  return Object.fromEntries(answers.map(({ python, deep }) => [python, deep.bytes]));
}

// The parts of such an instance by address, those of blocks of their own last: {bytes, parts: [{name, bytes, about}]}.
export function instanceLayout(file, line, python) {
  const { layout } = JSON.parse(run(['sizeof', '--json', '--python', python, `${file}:${line}`]));
  if (!layout) throw new Error(`perfhint sizeof --json tells no layout of ${file}:${line}`);
  const parts = layout.parts.map(({ name, bytes, note, names }) => ({ name, bytes, about: note ?? names.join(' ') }));
  const sum = parts.reduce((all, part) => all + part.bytes, 0);
  if (sum !== layout.bytes) throw new Error(`perfhint sizeof --json: the parts make ${sum}, not ${layout.bytes}`);
  return { bytes: layout.bytes, parts };
}
