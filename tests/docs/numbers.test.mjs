// What the site shows is what the sources have: rules, measurements, examples, sizes, settings, rejected rules.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';
import { address, browser, open, program, read } from './site.mjs';

const ask = (...words) => execFileSync(program, words, { encoding: 'utf8' });
const rules = JSON.parse(ask('rules', '--json'));
const evidence = JSON.parse(read('analysis/evidence/evidence.json')).filter((row) => row.rule);

let site;
const shown = new Map();  // by rule: what its page shows
before(async () => {
  site = await open();
  for (const { rule } of rules) {
    await visit(`rules/${rule}.html`);
    shown.set(rule, await site.page.evaluate(gather));
  }
}, { timeout: 120_000 });
after(() => browser.close());

const visit = async (page) => site.page.goto(address(page));
const texts = (selector) => site.page.locator(selector).allTextContents();

// Runs in the page of a rule: everything that it shows in numbers, by case; its facts; its example.
function gather() {
  const all = (from, selector) => [...from.querySelectorAll(selector)];
  const told = (from, selector) => all(from, selector).map((node) => ({ ...node.dataset, text: node.textContent.trim() }));
  const caseOf = (section) => ({
    case: section.dataset.case,
    silent: section.querySelector('.silent')?.dataset.silent.split(' ') ?? [],
    points: told(section, '.gain .point[data-time]'),
    ticks: all(section, '.gain [data-tick]').map((tick) => ({ value: Number(tick.dataset.tick), y: tick.getAttribute('y') - 4 })),
    times: told(section, 'td[data-time]'),
    bytes: told(section, 'td[data-before]'),
    bars: all(section, '.memory [data-bytes]').map((bar) => ({ ...bar.dataset, height: Number(bar.getAttribute('height')) })),
  });
  const [first, second] = document.querySelectorAll('#example + .pair pre');
  return {
    title: document.querySelector('h1').textContent,
    cases: all(document, 'section[data-case]').map(caseOf),
    facts: Object.fromEntries(all(document, '.facts div').map((row) => [...row.children].map((cell) => cell.textContent))),
    example: { code: first.textContent, fixed: second?.textContent, marked: all(first, 'mark').map((line) => line.textContent.trimEnd()) },
  };
}

const key = (row) => `${row.python} n=${row.n}`;
const byKey = (rows, take) => Object.fromEntries(rows.map((row) => [key(row), take(row)]).sort());
const several = (values) => values.map(Number).join(' ');

// Points lie where the logarithmic axis has their number.
function checkPlaces({ points, ticks }, where) {
  const [first, last] = [ticks[0], ticks.at(-1)];
  assert.ok(ticks.length >= 2, `${where}: an axis needs two numbers`);
  const slope = (last.y - first.y) / Math.log(last.value / first.value);
  for (const point of points) {
    const y = first.y + slope * Math.log(point.time / first.value);
    assert.ok(Math.abs(y - point.y) < 0.1, `${where}: ${key(point)} is drawn at ${point.y}, not ${y}`);
  }
}

// What a reader sees in a cell is the number, rounded.
function checkWords({ times }, where) {
  for (const { text, time } of times) {
    const seen = Number(/^([\d,.]+)x/.exec(text)[1].replaceAll(',', ''));
    assert.ok(Math.abs(seen - time) <= (time < 10 ? 0.00501 : 0.501), `${where}: "${text}" stands for ${time}`);
  }
}

function checkCase(part, rows, where) {
  assert.deepEqual(byKey(part.points, (row) => several([row.time])), byKey(rows, (row) => several([row.time])), where);
  assert.deepEqual(byKey(part.times, (row) => several([row.time, row.low, row.high])),
    byKey(rows, (row) => several([row.time, row.low, row.high])), where);
  const weighed = rows.filter((row) => row.bytes_before !== null);
  assert.deepEqual(byKey(part.bytes, (row) => several([row.before, row.after])),
    byKey(weighed, (row) => several([row.bytes_before, row.bytes_after])), where);
  for (const bar of part.bars) {
    const row = rows.find((one) => key(one) === key(bar));
    assert.equal(Number(bar.bytes), row[`bytes_${bar.side}`], where);
  }
  const highest = part.bars.reduce((a, b) => (Number(b.bytes) > Number(a?.bytes ?? -1) ? b : a), undefined);
  for (const bar of part.bars) {
    assert.ok(Math.abs(bar.height - (highest.height * bar.bytes) / highest.bytes) < 0.1, `${where}: a bar of ${bar.bytes} B`);
  }
  checkPlaces(part, where);
  checkWords(part, where);
}

test('every rule has its page, and the list has every rule', async () => {
  await visit('rules/index.html');
  assert.deepEqual((await texts('.rule .name')).sort(), rules.map((rule) => rule.rule).sort());
  for (const [rule, { title }] of shown) assert.equal(title, rule);
});

test('charts and tables have the measurements, all of them', () => {
  let seen = 0;
  for (const [rule, { cases }] of shown) {
    const measured = new Set(evidence.filter((row) => row.rule === rule).map((row) => row.case));
    assert.deepEqual(cases.map((part) => part.case).sort(), [...measured].sort(), rule);
    for (const part of cases) {
      const rows = evidence.filter((row) => row.rule === rule && row.case === part.case);
      checkCase(part, rows, `${rule} "${part.case}"`);
      seen += part.points.length;
    }
  }
  assert.equal(seen, evidence.length);
});

test('the facts of a rule are those of perfhint rules', () => {
  for (const rule of rules) {
    const { facts } = shown.get(rule.rule);
    assert.ok(facts.Impact.startsWith(`${rule.impact} `), rule.rule);
    assert.equal(facts.Topic, rule.topic, rule.rule);
    assert.equal(facts.Fix, rule.fix, rule.rule);
    assert.ok(facts['On for CPython'].startsWith(rule.pythons), rule.rule);
  }
});

// "3.8-3.11, 3.13+", as perfhint has it, of the versions of CPython.
function isOn(python, told) {
  const minor = (version) => Number(version.split('.')[1]);
  return told === 'all' || told.split(', ').some((part) => {
    const [first, last] = part.endsWith('+') ? [part.slice(0, -1), '3.99'] : [part, part].map((one, at) => one.split('-').at(-at));
    return minor(python) >= minor(first) && minor(python) <= minor(last);
  });
}

test('a rule is on where one of its cases is above the bar', () => {
  for (const { rule, pythons } of rules) {
    const { cases } = shown.get(rule);
    for (const python of new Set(evidence.filter((row) => row.rule === rule).map((row) => row.python))) {
      assert.equal(cases.some(({ silent }) => !silent.includes(python)), isOn(python, pythons), `${rule} on ${python}`);
    }
  }
});

test('examples are cases of the page, with the rule\'s mark on the line', () => {
  for (const [rule, { example: { code, fixed, marked } }] of shown) {
    const source = read(`analysis/rules/${rule.replaceAll('-', '_')}.md`);
    assert.ok(source.replace(/ *# hint: .*$/gm, '').includes(`\n${code}\`\`\``), rule);
    assert.ok(!fixed || source.includes(`\n${fixed}\`\`\``), rule);
    assert.ok(marked.length > 0, rule);
    for (const line of marked) {
      assert.match(source, new RegExp(`^${RegExp.escape(line)} *# hint: .*\\b${rule}\\b`, 'm'), rule);
    }
  }
});

test('layouts are to scale, and what perfhint sizeof tells', async () => {
  await visit('sizes.html');
  const rows = await site.page.evaluate(() => {
    const parts = [...document.querySelectorAll('.layout [data-part]')].map((part) => ({ y: part.getAttribute('y'),
      width: Number(part.getAttribute('width')), bytes: Number(part.dataset.bytes) }));
    const titles = [...document.querySelectorAll('.layout text.title')].map((text) =>
      ({ title: text.textContent, total: parseInt(text.nextElementSibling.textContent, 10) }));
    return Object.values(Object.groupBy(parts, (part) => part.y)).map((group, at) => ({ ...titles[at], parts: group }));
  });
  const scale = rows[0].parts[0].width / rows[0].parts[0].bytes;
  for (const { title, total, parts } of rows) {
    assert.equal(parts.reduce((sum, part) => sum + part.bytes, 0), total, title);
    for (const part of parts) assert.ok(Math.abs(part.width - part.bytes * scale) < 0.02, title);
  }
  assert.deepEqual([...new Set(rows.map(({ total }) => total))].sort(), [...new Set(instanceSizes())].sort());
});

// Bytes of an instance of a class of three attributes, plain and with slots, on every Python.
function instanceSizes() {
  const body = '    def __init__(self):\n        self.x = self.y = self.z = None\n';
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'perfhint-docs-test-'));
  const file = path.join(scratch, 'point.py');
  fs.writeFileSync(file, `class Point:\n${body}\nclass Slotted:\n    __slots__ = ("x", "y", "z")\n${body}`);
  const found = [1, 5].flatMap((line) => JSON.parse(ask('sizeof', '--all', '--json', `${file}:${line}`)));
  fs.rmSync(scratch, { recursive: true });
  return found.map(({ deep }) => deep.bytes);
}

test('bars of values are what perfhint sizeof tells, to one scale', async () => {
  await visit('sizes.html');
  const rows = await site.page.evaluate(() => [...document.querySelector('.totals').querySelectorAll('.own')].map((own) => {
    const held = own.nextElementSibling;
    const bytes = (bar) => Number(bar.dataset.bytes), width = (bar) => Number(bar.getAttribute('width'));
    return { expr: own.previousElementSibling.previousElementSibling.textContent, own: bytes(own), held: bytes(held),
      scale: (width(own) + width(held)) / (bytes(own) + bytes(held)) };
  }));
  const questions = rows.map(({ expr }, id) => JSON.stringify({ id, setup: 'from array import array', body: '', expr })).join('\n');
  const answers = execFileSync(program, ['sizeof', '--batch', '--python', '3.13'], { input: `${questions}\n`, encoding: 'utf8' });
  for (const { id, shallow, retained } of answers.trim().split('\n').map((line) => JSON.parse(line))) {
    assert.deepEqual([rows[id].own, rows[id].held], [shallow, retained - shallow], rows[id].expr);
    assert.ok(Math.abs(rows[id].scale / rows[0].scale - 1) < 0.01, rows[id].expr);
  }
  assert.equal(rows.length, 6);
});

test('every setting has its place', async () => {
  const keysOf = (properties, before = '') => Object.entries(properties).flatMap(([name, schema]) =>
    (schema.properties ? keysOf(schema.properties, `${before}${name}.`) : [before + name]));
  await visit('settings.html');
  assert.deepEqual((await texts('.setting h3')).sort(), keysOf(JSON.parse(ask('config', '--schema')).properties).sort());
});

test('rejected rules stand there with the reason that perfhint explain tells', async () => {
  await visit('evidence.html');
  const rows = await site.page.evaluate(() => [...document.querySelectorAll('#tried-and-rejected ~ .wide tbody tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent)));
  assert.equal(rows.length, read('analysis/rules/all.cpp').split('RejectedRule{"').length - 1);
  for (const [name, rewrite, reason] of rows) {
    const told = ask('explain', name);
    assert.ok(told.includes(rewrite) && told.includes(reason), `${name}: ${told}`);
  }
});
