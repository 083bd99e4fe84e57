// What is shown of a profile's heat: texts, the hottest lines, and which is next.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './bundle.mjs';

const { amountOf, bytesOf, hottest, labelOf, neighbourOf, sentenceOf, shareOf, summaryOf } = await load('heat');

const heat = (lines, more = {}) => ({ uri: 'file:///a.py', profile: 'run.speedscope.json', unit: 'seconds', total: 4.1,
  stale: false, lines, ...more });
const hot = (line, self, more = {}) => ({ line, self, total: self, heat: 3, ...more });

const amounts = [[2.41, 'seconds', '2.41 s'], [4.1, 'seconds', '4.10 s'], [24.123, 'seconds', '24.1 s'],
  [127.4, 'seconds', '127 s'], [0.412, 'seconds', '412 ms'], [0.9996, 'seconds', '1.00 s'], [0.0000084, 'seconds', '8.40 us'],
  [0, 'seconds', '0.00 s'], [1, 'samples', '1 sample'], [1234, 'samples', '1,234 samples']];
for (const [amount, unit, expected] of amounts) {
  test(`${amount} ${unit}: ${expected}`, () => assert.equal(amountOf(amount, unit), expected));
}

const shares = [[2.41, 4.1, '59 %'], [4.1, 4.1, '100 %'], [0.4, 4.1, '9.8 %'], [0.0041, 4.1, '0.10 %'], [0, 4.1, '0.00 %'],
  [1, 0, '0.00 %']];
for (const [part, whole, expected] of shares) {
  test(`${part} of ${whole}: ${expected}`, () => assert.equal(shareOf(part, whole), expected));
}

const sizes = [[512, '512 B'], [4096, '4,096 B'], [10240, '10.0 KB'], [120_000_000, '114.4 MB'], [5 * 1024 ** 3, '5.0 GB']];
for (const [bytes, expected] of sizes) test(`${bytes} bytes: ${expected}`, () => assert.equal(bytesOf(bytes), expected));

const labels = [
  ['time', heat([]), hot(1, 2.378), '2.38 s 58 %'],
  ['samples', heat([], { unit: 'samples', total: 400 }), hot(1, 232), '232 samples 58 %'],
  ['memory, where no time was measured', heat([], { total: 0, peakBytes: 4096 }), hot(1, 0, { peakBytes: 1024 }), '1,024 B 25 %'],
];
for (const [title, all, line, expected] of labels) test(`a label of ${title}`, () => assert.equal(labelOf(all, line), expected));

test('the hover tells all that is known', () => {
  assert.equal(sentenceOf(heat([]), hot(1, 0.41, { total: 2.05, peakBytes: 4096 })),
    'run.speedscope.json: 10 % · 410 ms self · 2.05 s total · peak 4,096 B');
  assert.equal(sentenceOf(heat([], { total: 0, peakBytes: 8192 }), hot(1, 0, { peakBytes: 4096 })),
    'run.speedscope.json: peak 4,096 B');
});

test('the status bar tells the profile and what it took', () => {
  assert.equal(summaryOf(heat([])), 'run.speedscope.json 4.10 s');
  assert.equal(summaryOf(heat([], { total: 0, peakBytes: 120_000_000 })), 'run.speedscope.json 114.4 MB');
});

test('ten lines have a text: the hottest, as they follow in the file', () => {
  const lines = Array.from({ length: 12 }, (_, line) => hot(line, line === 4 ? 9 : line / 10));
  assert.deepEqual(hottest(heat(lines)).map(({ line }) => line), [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
});

test('a line that costs nothing itself has none', () => {
  assert.deepEqual(hottest(heat([hot(1, 0, { total: 4.1 }), hot(2, 1)])).map(({ line }) => line), [2]);
});

const steps = [
  ['next', 0, 3], ['next', 3, 7], ['next', 5, 7], ['next', 7, 3], ['next', 90, 3],
  ['previous', 90, 7], ['previous', 7, 3], ['previous', 5, 3], ['previous', 3, 7], ['previous', 0, 7],
];
for (const [direction, cursor, expected] of steps) {
  test(`the ${direction} hot line from line ${cursor} is ${expected}`, () => {
    assert.equal(neighbourOf(heat([hot(3, 1), hot(7, 2)]), cursor, direction).line, expected);
  });
}

test('without hot lines there is no next one', () => assert.equal(neighbourOf(heat([]), 0, 'next'), undefined));
