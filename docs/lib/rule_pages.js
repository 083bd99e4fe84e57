// A rule's page, analysis/rules/NAME.md, taken apart: what it says, its cases, its bench blocks.
import fs from 'node:fs';
import { root } from './perfhint.js';

const folder = `${root}analysis/rules`;

// The fenced blocks of a text, as {words, text}.
function blocksOf(text) {
  return [...text.matchAll(/^```(.*)\n([^]*?)^```$/gm)].map(([, info, content]) =>
    ({ words: info.split(/\s+/).filter(Boolean), text: content.replace(/\n$/, '') }));
}

const option = (block, key) => block.words.find((word) => word.startsWith(`${key}=`))?.slice(key.length + 1);

// A case's code with its marks (`# hint: rule, rule`) taken off.
const withoutMarks = (text) => text.replace(/ *# hint: .*$/gm, '');

const marks = (text, rule) => text.split('\n').some((line) =>
  (/# hint: (.*)$/.exec(line)?.[1] ?? '').split(/\s*,\s*/).includes(rule));

// The example to show: the shortest case with a fix of the first kind that there is, else the shortest with a hint.
function exampleOf(rule, blocks, safeties) {
  const cases = blocks.map((block, at) => ({ block, after: blocks[at + 1] }))
    .filter(({ block }) => !block.words.includes('fixed') && marks(block.text, rule));
  const fixedCases = (safety) => cases.filter(({ after }) => after?.words.includes('fixed') && after.words.includes(safety));
  const candidates = [...safeties.map(fixedCases), cases].find((list) => list.length > 0);
  if (!candidates) throw new Error(`${rule}: no case has a hint`);
  const { block, after } = candidates.reduce((a, b) => (b.block.text.length < a.block.text.length ? b : a));
  const fixed = after?.words.includes('fixed') ? after : undefined;
  return { before: withoutMarks(block.text), after: fixed?.text, target: option(block, 'target') ?? '3.12' };
}

// {case, setup, before, after, clock} of a bench block.
function benchOf(block) {
  const bench = { case: option(block, 'case') ?? '', clock: option(block, 'clock') ?? 'cpu', needs: option(block, 'needs') };
  let part;
  for (const line of block.text.split('\n')) {
    const heading = /^# (setup|before|after)$/.exec(line);
    if (heading) bench[part = heading[1]] = [];
    else bench[part]?.push(line);
  }
  return { ...bench, setup: bench.setup?.join('\n').trim(), before: bench.before.join('\n'), after: bench.after.join('\n') };
}

export function readPage(rule, safeties = ['safe', 'unsafe']) {
  const name = rule.replaceAll('-', '_');
  const [, head, cases, evidence] = /^# .*\n\n([^]*?)^## Cases\n([^]*?)^## Evidence\n([^]*)$/m
    .exec(fs.readFileSync(`${folder}/${name}.md`, 'utf8'));
  const [summary, ...rest] = head.trim().split('\n\n');
  return {
    source: `analysis/rules/${name}.md`,
    summary,
    about: rest.join('\n\n'),
    example: exampleOf(rule, blocksOf(cases), safeties),
    benches: blocksOf(evidence).filter((block) => block.words[1] === 'bench').map(benchOf),
  };
}
