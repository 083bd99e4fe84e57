// Classes and values whose sizes the site shows; perfhint is asked for every number.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { instanceBytes, instanceLayout, sizes, target, versions } from './perfhint.js';

function classOf(name, attributes, slots) {
  const list = attributes.map((attribute) => `"${attribute}"`).join(', ');
  return [`class ${name}:`, ...(slots ? [`    __slots__ = (${list},)`] : []),
    `    def __init__(self, ${attributes.join(', ')}):`,
    ...attributes.map((attribute) => `        self.${attribute} = ${attribute}`)].join('\n');
}

// Calls use(file) with a Python file of this text.
function withFile(text, use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-docs-'));
  try {
    const file = path.join(folder, 'shapes.py');
    fs.writeFileSync(file, text + '\n');
    return use(file);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

export const pointClass = classOf('Point', ['x', 'y', 'z'], false);
export const slottedClass = classOf('Point', ['x', 'y', 'z'], true);

const span = (some) => (some.length > 1 ? `${some[0]} to ${some.at(-1)}` : some[0]);

// The layouts of an instance, those that are equal on neighbouring Pythons once: [{pythons, layout}].
export function layoutsOf(text) {
  const all = withFile(text, (file) => versions.map((python) => ({ python, layout: instanceLayout(file, 1, python) })));
  const groups = [];
  for (const { python, layout } of all) {
    const last = groups.at(-1);
    if (last && JSON.stringify(last.layout) === JSON.stringify(layout)) last.pythons.push(python);
    else groups.push({ pythons: [python], layout });
  }
  return groups.map(({ pythons, layout }) => ({ pythons: span(pythons), layout }));
}

// Bytes of an instance with 1 to `most` attributes: [{python: bytes}, ...].
export function bytesByAttributes(most, slots) {
  return Array.from({ length: most }, (_, at) => {
    const attributes = Array.from({ length: at + 1 }, (_, number) => `a${number}`);
    return withFile(classOf('Row', attributes, slots), (file) => instanceBytes(file, 1));
  });
}

const expressions = {
  list: (n) => `[i for i in range(${n})]`,
  set: (n) => `{i for i in range(${n})}`,
  dict: (n) => `{i: i for i in range(${n})}`,
  tuple: (n) => `tuple(range(${n}))`,
};

// Own bytes of containers of 0 to `most` elements on `target`: [{name, points: [[n, bytes]]}].
export function bytesByLength(most) {
  const counts = Array.from({ length: most + 1 }, (_, n) => n);
  return Object.keys(expressions).map((name) => {
    const found = sizes(target, counts.map((n) => ({ key: n, expr: expressions[name](n) })));
    return { name, points: counts.map((n) => [n, found.get(n).own]) };
  });
}

// What a list of three ints is made of: bytes of itself and of an int, places in its table, and how many are taken.
export function listAnatomy(python) {
  const found = sizes(python, [{ key: 'empty', expr: '[]' }, { key: 'full', expr: '[i for i in range(5000, 5003)]' }]);
  const { own, kept } = found.get('full');
  const head = found.get('empty').own;
  return { head, slots: (own - head) / 8, items: 3, item: (kept - own) / 3 };
}

const thousand = [
  '[i for i in range(1000)]', '{i for i in range(1000)}', '{i: None for i in range(1000)}', 'tuple(range(1000))',
  'array("q", range(1000))', '(i for i in range(1000))',
];

// A thousand numbers in six ways: [{name, own, held}], of what running the expression makes.
export function thousandNumbers(python) {
  const found = sizes(python, thousand.map((expr) => ({ key: expr, expr, setup: 'from array import array' })));
  return thousand.map((name) => ({ name, own: found.get(name).own, held: found.get(name).kept - found.get(name).own }));
}

const letters = { 'ASCII, as a': 'a', 'Latin-1, as é': 'é', 'to U+FFFF, as €': '€', 'beyond, as U+1F600': '\u{1f600}' };

// A hundred characters, by the widest of them: [{name, own, held}].
export function hundredCharacters(python) {
  const names = Object.keys(letters);
  const found = sizes(python, names.map((name) => ({ key: name, expr: `"${letters[name].repeat(100)}"` })));
  return names.map((name) => ({ name, own: found.get(name).own, held: 0 }));
}
