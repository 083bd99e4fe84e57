// The stacks of a profile file as one tree, and the page that draws them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { load } from './bundle.mjs';

const { readStacks, selfOf } = await load('stacks');
const { flamePage } = await load('flamePage');

const recorded = path.resolve(import.meta.dirname, '../../../tests/profiles/files');
const frames = [{ name: 'main', file: '/src/app.py', line: 20 }, { name: 'load', file: '/src/app.py', line: 3 }, { name: 'len' }];
const speedscope = (...profiles) => JSON.stringify({ shared: { frames }, profiles });
const sampled = (samples, weights, more = {}) => ({ type: 'sampled', name: 'main thread', unit: 'seconds', samples, weights, ...more });

// As "name value self" by depth.
function lines({ name, value, self, children }, depth = 0) {
  return [`${' '.repeat(depth)}${name} ${value} ${self}`, ...children.flatMap((child) => lines(child, depth + 1))];
}

const files = [
  ['speedscope, sampled', speedscope(sampled([[0], [0, 1], [0, 1, 2], [0, 1]], [1, 2, 4, 1])), 'seconds',
    ['all 8 0', ' main (app.py:20) 8 1', '  load (app.py:3) 7 3', '   len 4 4']],
  ['speedscope, evented', speedscope({ type: 'evented', name: 'x', unit: 'seconds', events: [
    { type: 'O', frame: 0, at: 10 }, { type: 'O', frame: 1, at: 11 }, { type: 'C', frame: 1, at: 15 }, { type: 'C', frame: 0, at: 16 },
    { type: 'O', frame: 2, at: 20 }, { type: 'C', frame: 2, at: 20 }] }),
    'seconds', ['all 6 0', ' main (app.py:20) 6 2', '  load (app.py:3) 4 4']],
  ['threads of speedscope', speedscope(sampled([[0]], [1]), sampled([[1]], [2], { name: 'worker' })), 'seconds',
    ['all 3 0', ' worker 2 0', '  load (app.py:3) 2 2', ' main thread 1 0', '  main (app.py:20) 1 1']],
  ['time, where there are bytes, too', speedscope(sampled([[0]], [4096], { unit: 'bytes' }), sampled([[1]], [2000], { unit: 'milliseconds' })),
    'seconds', ['all 2 0', ' load (app.py:3) 2 2']],
  ['samples without a unit', speedscope(sampled([[0]], [1], { unit: 'none' })), 'samples', ['all 1 0', ' main (app.py:20) 1 1']],
  ['collapsed stacks', 'main;load (app.py:3) 3\r\nmain;load (app.py:3);len 4\n\nmain 1\n', 'samples',
    ['all 8 0', ' main 8 1', '  load (app.py:3) 7 3', '   len 4 4']],
  ['a stack of nothing', ' 3\nmain 1\n', 'samples', ['all 4 3', ' main 1 1']],
  ['Austin\'s', '# austin: 4.0.0\n# mode: full\nC:\\src\\app.py:main:7;/usr/json.py:loads:3:1:3:9 5000000,0,4096\n# duration: 9\n', 'seconds',
    ['all 5 0', ' main (app.py:7) 5 0', '  loads (json.py:3) 5 5']],
  ['frames too small to be seen', 'main 9999\nmain;rare 1\n', 'samples', ['all 10000 0', ' main 10000 9999']],
];
for (const [title, text, unit, expected] of files) {
  test(title, () => {
    const stacks = readStacks(text);
    assert.equal(stacks.unit, unit);
    assert.deepEqual(lines(stacks.root), expected);
  });
}

for (const name of ['austin.txt', 'py-spy.txt', 'sampling.txt', 'evented.json', 'sampled.json']) {
  test(`${name} has as much as the server reads of it`, () => {
    const { unit, root } = readStacks(fs.readFileSync(path.join(recorded, name), 'utf8'));
    const [, expectedUnit, total] = /^(\w+) ([\d.]+)/.exec(fs.readFileSync(path.join(recorded, `${name}.expected`), 'utf8'));
    assert.equal(unit, expectedUnit);
    assert.ok(Math.abs(root.value / total - 1) < 0.01, `${root.value} instead of ${total}`);
  });
}

const broken = [
  ['not JSON', '{"shared": ', /^This is no JSON: /],
  ['another JSON', '{"files": {}}', /^A flame graph needs call stacks: speedscope JSON/],
  ['a profile of an unknown type', speedscope({ type: 'other' }), /^A flame graph needs call stacks/],
  ['another text', 'main 3\nhello\n', /^Line 2 is no collapsed stack\. A flame graph needs/],
  ['nothing', '', /^There are no stacks/],
  ['no samples', speedscope(), /^There are no stacks/],
];
for (const [title, text, told] of broken) {
  test(`no stacks: ${title}`, () => assert.throws(() => readStacks(text), ({ message }) => told.test(message)));
}

test('a recursion is cut, and counts', () => {
  const { root } = readStacks(`${'f;'.repeat(100_000)}g 5\n`);
  assert.equal(root.value, 5);
  assert.deepEqual(selfOf(root), [{ name: 'f', value: 5 }]);
});

test('what is spent in a function is summed over its callers', () => {
  const { root } = readStacks('a;f 2\nb;f 3\nb 1\n');
  assert.deepEqual(selfOf(root), [{ name: 'f', value: 5 }, { name: 'b', value: 1 }]);
});

const page = (text) => flamePage('run<1>.txt', readStacks(text), { nonce: 'abc', script: 'https://here/flame.js' });

test('the page runs one script, and takes no style but its own', () => {
  assert.match(page('a 1'), /content="default-src 'none'; style-src 'nonce-abc'; script-src 'nonce-abc'"/);
  assert.doesNotMatch(page('a 1'), / style=| on[a-z]+=/);
});

test('names are text, whatever is in them', () => {
  const made = page('</script><b>;<i>"x" 1');
  assert.doesNotMatch(made, /<b>|<i>|run<1>/);
  const data = JSON.parse(/<script type="application\/json"[^>]*>([^]*?)<\/script>/.exec(made)[1]);
  assert.equal(data.children[0].name, '</script><b>');
});

test('a frame has the heat of what is spent in it', () => {
  const data = JSON.parse(/<script type="application\/json"[^>]*>([^]*?)<\/script>/.exec(page('a 60\na;b 40\n'))[1]);
  const [a] = data.children;
  assert.deepEqual([a.heat, a.label], [5, 'a: 100 samples 100 %, itself 60 samples 60 %']);
  assert.deepEqual([a.children[0].heat, a.children[0].label], [4, 'b: 40 samples 40 %, itself 40 samples 40 %']);
});

test('units are told as they are read', () => {
  const shown = (unit) => /<h1>.*: (.*)<\/h1>/.exec(page(speedscope(sampled([[0]], [2500], { unit }))))[1];
  assert.deepEqual(['seconds', 'milliseconds', 'microseconds', 'nanoseconds', 'bytes', 'none'].map(shown),
    ['2500 s', '2.50 s', '2.50 ms', '2.50 us', '2,500 B', '2,500 samples']);
});
