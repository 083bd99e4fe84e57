// Which servers are new enough.
import assert from 'node:assert/strict';
import test from 'node:test';
import { load } from './bundle.mjs';

const { isAtLeast } = await load('version');
const cases = [
  ['0.1.0', '0.1.0', true], ['0.2', '0.1.0', true], ['0.10.0', '0.9.0', true], ['1.0.0-dev', '1.0.0', true],
  ['0.0.9', '0.1.0', false], ['0.9.9', '0.10', false], ['', '0.1.0', false], ['dev', '0.1.0', false],
];
for (const [version, least, expected] of cases) {
  test(`"${version}" is ${expected ? '' : 'not '}at least ${least}`, () => assert.equal(isAtLeast(version, least), expected));
}
