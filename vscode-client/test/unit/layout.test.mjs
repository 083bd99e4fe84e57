// What the layout view shows of what the server tells: a table of layouts, and the page made of them.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './bundle.mjs';

const { blocksOf, differenceOf, spansOf } = await load('layout');
const { layoutPage } = await load('layoutPage');

const part = (name, offset, bytes, note = null, names = []) => ({ name, offset, bytes, note, names });
const head = [part('GC head', -16, 16), part('header', 0, 16, 'reference count, type')];
const slotted = { bytes: 48, parts: [...head, part('slots', 16, 16, null, ['a', '<b>'])] };
const old = { bytes: 152, plain: null, slots: slotted,
  parts: [...head, part('dict, weakrefs', 16, 16, 'two pointers'), part('__dict__', null, 104, null, ['a', '<b>'])] };
const now = { bytes: 88, plain: null, slots: slotted,
  parts: [part('dict, weakrefs', -32, 16, 'two pointers'), ...head, part('inline values', 16, 40, null, ['a', '<b>'])] };
const order = { name: 'Order<T>', python: '3.13', unknown: null, layouts: [
  { python: '3.9', ...old }, { python: '3.10', ...old }, { python: '3.12', ...now }, { python: '3.13', ...now }] };

test('Pythons with one layout are one span', () => {
  assert.deepEqual(spansOf(order).map(({ label, isCurrent }) => [label, isCurrent]), [['3.9–3.10', false], ['3.12–3.13', true]]);
});

const memory = [
  ['one object', [part('a', 0, 8), part('b', 8, 8)], [['a', 'b']]],
  ['a gap is padding', [part('a', 0, 8), part('b', 16, 8)], [['a', 'padding', 'b']]],
  ['a second object', [part('a', 0, 8), part('b', null, 8), part('c', null, 8)], [['a'], ['b'], ['c']]],
  ['slots by name', [part('a', 0, 8), part('slots', 8, 16, null, ['x', 'y'])], [['a', 'x', 'y']]],
  ['values with more than their names', [part('values', 0, 24, null, ['x', 'y'])], [['values']]],
  ['nothing', [], []],
];
for (const [title, parts, expected] of memory) {
  test(`blocks of memory: ${title}`, () => {
    assert.deepEqual(blocksOf(parts).map((block) => block.map(({ name }) => name)), expected);
  });
}

const differences = [[80, 40, '40 B less (50 %)'], [96, 56, '40 B less (41 %)'], [48, 48, 'the same'], [40, 1904, '1,864 B more (4660 %)']];
for (const [bytes, other, expected] of differences) {
  test(`${other} B instead of ${bytes} B`, () => assert.equal(differenceOf(bytes, other), expected));
}

test('The page runs no script and takes no style but its own', () => {
  const page = layoutPage(order, 'abc');
  assert.match(page, /content="default-src 'none'; style-src 'nonce-abc'"/);
  assert.doesNotMatch(page, /<script| style=| on[a-z]+=/);
});

test('Names are text, whatever is in them', () => {
  const page = layoutPage(order, 'abc');
  assert.doesNotMatch(page, /<b><b>|: <b>|Order<T>/);
  assert.match(page, /Order&#60;T&#62;/);
  assert.match(page, /<b>&#60;b&#62;<\/b>/);
});

test('Each part is drawn to scale', () => {
  const height = (bytes) => Number(new RegExp(`\\.b${bytes} \\{ height: ([\\d.]+)px`).exec(layoutPage(order, 'abc'))[1]);
  for (const bytes of [8, 40, 104]) assert.ok(Math.abs(height(bytes) / height(16) - bytes / 16) < 0.01, `${bytes} bytes`);
});

test('What is drawn is told as text', () => {
  const page = layoutPage(order, 'abc');
  const told = [[-16, 16, 'GC head'], [0, 16, 'header'], [-32, 16, 'dict, weakrefs'], ['apart', 104, '__dict__'],
    [16, 40, 'inline values'], [16, 8, 'a'], [24, 8, '&#60;b&#62;']];
  for (const [offset, bytes, name] of told) {
    assert.ok(page.includes(`<tr><td>${offset}</td><td>${bytes}</td><th scope="row">${name}</th>`), name);
  }
});

test('A class with slots is compared with one without', () => {
  const page = layoutPage({ ...order, layouts: [{ python: '3.13', ...slotted, slots: null, plain: { ...now, plain: undefined } }] }, 'abc');
  assert.match(page, /Without __slots__: 40 B more \(83 %\)\./);
});

test('A named tuple is compared with a class', () => {
  const tuple = { python: '3.13', bytes: 56, parts: [...head, part('fields', 16, 16, null, ['a', 'b'])], slots: null, plain: now };
  assert.match(layoutPage({ ...order, layouts: [tuple] }, 'abc'), /As a plain class: 32 B more \(57 %\)\./);
});

test('What is not known is told with its reason', () => {
  const page = layoutPage({ name: 'A', python: '3.13', unknown: 'base `B` is from numpy', layouts: [] }, 'abc');
  assert.match(page, /Its size is not known: base <code>B<\/code> is from numpy\./);
  assert.doesNotMatch(page, /fieldset>/);
});

test('The chosen Python is the one of the project', () => {
  assert.match(layoutPage(order, 'abc'), /id="python1" checked/);
  assert.match(layoutPage({ ...order, python: '3.8' }, 'abc'), /id="python0" checked/);
});
