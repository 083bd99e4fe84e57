// What the Markdown pages can ask for: {% name words %}. Pieces of HTML have no empty lines, which would end them.
import { anatomyChart } from '../charts/anatomy.js';
import { gainChart } from '../charts/gain.js';
import { kindOf, layoutChart } from '../charts/layout.js';
import { stepsChart } from '../charts/steps.js';
import { totalsChart } from '../charts/totals.js';
import { turnsChart } from '../charts/turns.js';
import * as documents from './documents.js';
import * as evidence from './evidence.js';
import { example } from './example.js';
import { hintsOf } from './hints.js';
import { html } from './html.js';
import { withCommas } from './numbers.js';
import { rules, target as targetPython, versions } from './perfhint.js';
import { rejected } from './rejected.js';
import { readPage } from './rule_pages.js';
import * as shapes from './shapes.js';

export const section = documents.section;
export const opening = documents.opening;
export const whole = (file) => documents.read(file).replace(/^# .*$/m, '').trim();
export const python = () => targetPython;
export const ruleCount = () => rules().length;
export const rowCount = () => withCommas(evidence.rows.length);

// A constant of the harness or of the program, in the unit that the text has.
export const bar = (name) => evidence.bar[name];
export const barPercent = (name) => evidence.bar[name] * 100;
export const plan = (name) => evidence.plan[name];

// Plain text, for a cell of a Markdown table.
const plainText = (text) => text.replace(/[\\`*_[\]<>|~]/g, '\\$&');
const table = (heads, rows) => [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export const buildTable = () => table(['CPython', 'measured on'],
  evidence.builds().map(({ python: version, builds }) => [version, builds.join(', ')]));

export const rejectedTable = () => table(['name', 'what it would have advised', 'why it is no rule'],
  rejected.map(({ rule, rewrite, reason }) => [`\`${rule}\``, plainText(rewrite), plainText(reason)]));

// Asked twice, answered once: charts and the tables below them show the same.
function once(make) {
  let made;
  return () => (made ??= make());
}

const oneLine = (markup) => String(markup).replace(/\n+/g, ' ');
const figure = (chart, caption) => oneLine(html`<figure>${chart}<figcaption>${caption}</figcaption></figure>`);

// A rule's example, with a fix that is `safety`; lines of code stay lines.
export function show(rule, safety) {
  const page = { rule, ...readPage(rule, [safety]) };
  return String(example({ ...page, hints: hintsOf([page])[rule] })).replace(/<pre[^]*?<\/pre>/g, (pre) => pre.replaceAll('\n', '&#10;'))
    .replace(/\n+/g, ' ');
}

export function gain(rule, name, caption) {
  return figure(gainChart(evidence.cellOf(rule, name), `Gain in time of ${rule} by CPython version; its page has the numbers.`), caption);
}

export const turns = (caption) => figure(turnsChart(evidence.plan), caption);

const plain = once(() => shapes.layoutsOf(shapes.pointClass));
const slotted = once(() => shapes.layoutsOf(shapes.slottedClass));

const legend = (groups) => {
  const parts = new Map(groups.flatMap(({ layout }) => layout.parts).map((part) => [part.name, part]));
  return html`<ul class="swatches">${[...parts.values()].map((part) =>
    html`<li><span class="swatch ${kindOf(part)}"></span> ${part.name}</li>`)}</ul>`;
};

export function layouts(caption) {
  const groups = [...plain().map((group) => ({ ...group, name: 'Point' })), ...slotted().map((group) => ({ ...group, name: 'with __slots__' }))];
  const rows = groups.map(({ name, pythons, layout }) => ({ title: `${name}, CPython ${pythons}`, layout }));
  const label = rows.map(({ title, layout }) => `${title}: ${layout.bytes} bytes`).join('; ');
  return figure(html`${legend(groups)}${layoutChart(rows, `Layouts of an instance to scale. ${label}.`)}`, caption);
}

// Markdown would take the underscores for emphasis.
const inCode = (name) => (name.includes('__') ? `\`${name}\`` : name);

export function layoutTable() {
  const groups = [...plain().map((group) => ['Point', group]), ...slotted().map((group) => ['with `__slots__`', group])];
  return table(['class', 'CPython', 'bytes', 'parts'], groups.map(([name, { pythons, layout }]) =>
    [name, pythons, layout.bytes, layout.parts.map((part) => `${inCode(part.name)} ${part.bytes}`).join(' + ')]));
}

export const classCode = () => `\`\`\`python\n${shapes.pointClass}\n\`\`\``;

const most = 36;
const attributeLines = [['3.10', false], [targetPython, false], [targetPython, true]];
const attributeName = ([version, slots]) => (slots ? '__slots__' : version);

const byAttributes = once(() => {
  const counted = [false, true].map((slots) => shapes.bytesByAttributes(most, slots));
  return attributeLines.map(([version, slots]) => ({ name: attributeName([version, slots]),
    points: counted[Number(slots)].map((answer, at) => [at + 1, answer[version]]) }));
});

export function attributes(caption) {
  const lines = byAttributes();
  const told = lines.map(({ name, points }) => `${name}: ${points[0][1]} to ${points.at(-1)[1]} bytes`).join('; ');
  return figure(stepsChart(lines, 'attributes', `Bytes of an instance by its attributes, 1 to ${most}. ${told}.`), caption);
}

const seldom = (points, counts) => points.filter(([count]) => counts.includes(count));

const stepTable = (lines, head, counts) => table([head, ...lines.map(({ name }) => inCode(name))],
  counts.map((count) => [count, ...lines.map(({ points }) => seldom(points, [count])[0][1])]));

export const attributeTable = () => stepTable(byAttributes(), 'attributes', [1, 2, 3, 5, 8, 16, 29, 30, 31, 36]);

const longest = 80;
const byLength = once(() => shapes.bytesByLength(longest));

export function lengths(caption) {
  const lines = byLength();
  const told = lines.map(({ name, points }) => `${name}: ${points[0][1]} to ${points.at(-1)[1]} bytes`).join('; ');
  return figure(stepsChart(lines, 'elements', `Bytes of containers of 0 to ${longest} ints on CPython ${targetPython}. ${told}.`), caption);
}

export const lengthTable = () => stepTable(byLength(), 'elements', [0, 1, 5, 6, 10, 20, 40, 77, 80]);

export function anatomy(caption) {
  const list = shapes.listAnatomy(targetPython);
  const label = `A list of ${list.items} ints: ${list.head} bytes of the list itself, ${list.slots} places of 8 bytes, ${list.items
  } of them taken, each by a reference to an int of ${list.item} bytes.`;
  return figure(anatomyChart(list, label), caption);
}

function totals(rows, what, caption) {
  const told = rows.map(({ name, own, held }) => `${name}: ${withCommas(own)} bytes${held ? ` and ${withCommas(held)} held` : ''}`).join('; ');
  return figure(totalsChart(rows, `${what}: ${told}.`), caption);
}

export const thousand = (version, caption) =>
  totals(shapes.thousandNumbers(version), `A thousand numbers on CPython ${version}`, caption);

export const hundred = (version, caption) =>
  totals(shapes.hundredCharacters(version), `A hundred characters on CPython ${version}`, caption);

export const hundredTable = () => {
  const all = versions.map((version) => [version, shapes.hundredCharacters(version)]);
  return table(['CPython', ...all[0][1].map(({ name }) => name)], all.map(([version, rows]) => [version, ...rows.map(({ own }) => own)]));
};

