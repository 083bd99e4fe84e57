// Which boxes and arrows a memory profile's references make, and the page that draws them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './bundle.mjs';

const { readReferences, ringOf, treeOf } = await load('references');
const { referencesPage } = await load('referencesPage');

const boxes = ({ boxes: all }) => all.map(({ name, column, row, isEnd }) => `${name} ${column},${row}${isEnd ? ' end' : ''}`);
const arrows = ({ arrows: all }) => all.map(({ from, to, link }) => `${from.name} ${link} ${to.name}`);

const trees = [
  ['one chain', [['module app', '.CACHE dict', '["a b"] list', '[3] app.Node']],
    ['module app 0,0', 'dict 1,0', 'list 2,0', 'app.Node 3,0 end'],
    ['module app .CACHE dict', 'dict ["a b"] list', 'list [3] app.Node']],
  ['chains that begin alike', [['module app', '.CACHE dict', '[1] A'], ['module app', '.CACHE dict', '[2] B'], ['module b', '.c C']],
    ['module app 0,0', 'dict 1,0', 'A 2,0 end', 'B 2,1 end', 'module b 0,2', 'C 1,2 end'],
    ['module app .CACHE dict', 'dict [1] A', 'dict [2] B', 'module b .c C']],
  ['a chain within another', [['module app', '.x X', '.y Y'], ['module app', '.x X']],
    ['module app 0,0', 'X 1,0 end', 'Y 2,0 end'], ['module app .x X', 'X .y Y']],
  ['links without a name', [['module app', 'function f', 'cell list', 'key tuple']],
    ['module app 0,0', 'function f 1,0', 'list 2,0', 'tuple 3,0 end'],
    ['module app  function f', 'function f cell list', 'list key tuple']],
  ['none', [], [], []],
];
for (const [title, chains, expectedBoxes, expectedArrows] of trees) {
  test(`the tree of ${title}`, () => {
    const tree = treeOf(chains);
    assert.deepEqual(boxes(tree), expectedBoxes);
    assert.deepEqual(arrows(tree), expectedArrows);
  });
}

const rings = [
  ['two objects', ['Parent', '.child Child', '.parent Parent'], ['Parent 0,0 end', 'Child 1,0'],
    ['Parent .child Child', 'Child .parent Parent']],
  ['an object with itself', ['Node', '.me Node'], ['Node 0,0 end'], ['Node .me Node']],
];
for (const [title, chain, expectedBoxes, expectedArrows] of rings) {
  test(`the ring of ${title}`, () => {
    assert.deepEqual(boxes(ringOf(chain)), expectedBoxes);
    assert.deepEqual(arrows(ringOf(chain)), expectedArrows);
  });
}

test('of a long chain the middle is left out', () => {
  const chain = Array.from({ length: 1000 }, (_, i) => (i ? `.next N${i}` : 'N0'));
  const told = boxes(treeOf([chain]));
  assert.equal(told.length, 13);
  assert.deepEqual([told[6], told[7], told[12]], ['… 988 more 6,0', 'N994 7,0', 'N999 12,0 end']);
});

test('what is no memory profile says which is', () => {
  for (const text of ['{"files": {}}', 'hello', 'null']) {
    assert.throws(() => readReferences(text), ({ message }) => /`perfhint profile --memory`/.test(message));
  }
});

const run = { references: {
  types: [{ type: 'dict', count: 2000, bytes: 409600 }, { type: 'a<b>', count: 10, bytes: 480 }],
  growth: [{ type: 'a<b>', count: 10, grown: 9 }, { type: 'c', count: 3, grown: 2 }],
  cycles: [{ chain: ['Parent', '.child Child', '.parent Parent'], count: 5, objects: 10 }],
  chains: [{ type: 'a<b>', chain: ['module app', '.CACHE dict', '[1] a<b>'] }] } };
const page = referencesPage('run<1>.json', readReferences(JSON.stringify(run)), 'abc');

test('the page runs no script, and takes no style but its own', () => {
  assert.match(page, /content="default-src 'none'; style-src 'nonce-abc'"/);
  assert.doesNotMatch(page, /<script| style=| on[a-z]+=/);
});

test('names in the page are text', () => {
  assert.doesNotMatch(page, /<b>|run<1>/);
  assert.match(page, /<text[^>]*>a&#60;b&#62;<\/text>/);
});

test('types are told with their numbers', () => {
  const rows = [...page.matchAll(/<tr><th scope="row">(.*?)<\/th><td>(.*?)<\/td><td>.*?<\/td><td>(.*?)<\/td><td>(.*?)<\/td>/g)];
  assert.deepEqual(rows.map(([, ...cells]) => cells),
    [['dict', '2,000', '400.0 KB', ''], ['a&#60;b&#62;', '10', '480 B', '9'], ['c', '3', '', '2']]);
});

test('pictures are told in words', () => {
  assert.match(page, /aria-label="module app → .CACHE dict → \[1\] a&#60;b&#62;"/);
  assert.match(page, /<h3>5 cycles, 10 objects<\/h3>/);
});
