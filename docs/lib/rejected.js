// What was thought of as a rule and is none: analysis/rules/all.cpp has the list, with the reasons.
import fs from 'node:fs';
import { root } from './perfhint.js';

const string = String.raw`"((?:[^"\\]|\\.)*)"`;
const entry = new RegExp(String.raw`RejectedRule\{${string}, ${string}, ${string}\}`, 'g');

// [{rule, rewrite, reason}]
export const rejected = [...fs.readFileSync(`${root}analysis/rules/all.cpp`, 'utf8').matchAll(entry)]
  .map(([, ...texts]) => texts.map((text) => JSON.parse(`"${text}"`)))
  .map(([rule, rewrite, reason]) => ({ rule, rewrite, reason }));
if (rejected.length === 0) throw new Error('no RejectedRule found in analysis/rules/all.cpp');
