// The page of references: chains and cycles as pictures, types as a table. No scripts.
import { bytesOf } from './heat';
import { Arrow, Box, Drawing, References, ringOf, treeOf } from './references';

const letter = 7.4; // pixels of a character
const longestText = 30; // characters
const boxHeight = 26; // pixels
const rowHeight = 52;
const barWidth = 120;

export function referencesPage(title: string, references: References, nonce: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>References in ${escape(title)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<h1>References in ${escape(title)}</h1>
${chains(references)}
${cycles(references)}
${types(references)}
</body>
</html>
`;
}

function chains({ chains: all }: References): string {
  if (all.length === 0) return '';
  return `<h2>What keeps objects alive</h2>
<p class="note">The shortest way from a module to an object of each type of yours that has grown.</p>
${picture(treeOf(all.map(({ chain }) => chain)), all.map(({ chain }) => chain.join(' → ')).join('; '))}`;
}

function cycles({ cycles: all }: References): string {
  if (all.length === 0) return '';
  return `<h2>Cycles</h2>
<p class="note">Objects that were left for the collector at the end, for they refer to each other.</p>
${all.map(({ chain, count, objects }) => `<h3>${number(count)} ${count === 1 ? 'cycle' : 'cycles'}, ${number(objects)} ${objects === 1 ? 'object' : 'objects'}</h3>
${picture(ringOf(chain), chain.join(' → '))}`).join('\n')}`;
}

function types({ types: all, growth }: References): string {
  const grown = new Map(growth.map((one) => [one.type, one]));
  const rows = [
    ...all.map(({ type, count, bytes }) => ({ type, count, bytes, more: grown.get(type)?.grown })),
    ...growth.filter(({ type }) => !all.some((one) => one.type === type))
      .map(({ type, count, grown: more }) => ({ type, count, bytes: undefined, more })),
  ];
  if (rows.length === 0) return '';
  const most = Math.max(...rows.map(({ count }) => count), 1);
  return `<h2>Types</h2>
<table>
<thead><tr><th scope="col">Type</th><th scope="col">Objects at the end</th><td></td><th scope="col">Bytes</th><th scope="col">More than
at the beginning</th></tr></thead>
<tbody>
${rows.map(({ type, count, bytes, more }) => `<tr><th scope="row">${escape(type)}</th><td>${number(count)}</td><td>${
    bar((barWidth * count) / most)}</td><td>${bytes === undefined ? '' : bytesOf(bytes)}</td><td>${
    more === undefined ? '' : number(more)}</td></tr>`).join('\n')}
</tbody>
</table>`;
}

function bar(width: number): string {
  return `<svg width="${barWidth}" height="10" aria-hidden="true"><rect class="bar" width="${width.toFixed(1)}" height="10"/></svg>`;
}

const widthOf = (text: string) => Math.min(text.length, longestText) * letter;

// `words` are the picture for who does not see it.
function picture({ boxes, arrows, rows }: Drawing, words: string): string {
  const columns = 1 + Math.max(...boxes.map(({ column }) => column), 0);
  const widths = Array.from({ length: columns }, (_, column) =>
    16 + Math.max(...boxes.filter((box) => box.column === column).map(({ name }) => widthOf(name))));
  const gaps = Array.from({ length: columns }, (_, column) => (column === 0 ? 0
    : 34 + Math.max(...boxes.filter((box) => box.column === column).map(({ link }) => widthOf(link)))));
  const left = widths.map((_, column) =>
    gaps.slice(0, column + 1).reduce((sum, gap) => sum + gap, 0) + widths.slice(0, column).reduce((sum, width) => sum + width, 1));
  const place = ({ column, row }: Box) => ({ x: left[column] ?? 0, y: row * rowHeight + 1, width: widths[column] ?? 0 });
  const width = (left.at(-1) ?? 0) + (widths.at(-1) ?? 0) + 2;
  return `<div class="scroll"><svg role="img" aria-label="${escape(words)}" width="${width.toFixed(0)}" height="${rows * rowHeight}">
${arrows.map((arrow) => (arrow.to.column > arrow.from.column ? forward(arrow, place) : back(arrow, place))).join('\n')}
${boxes.map((box) => drawn(box, place(box))).join('\n')}
</svg></div>`;
}

interface Place { x: number; y: number; width: number }
type PlaceOf = (box: Box) => Place;

function drawn({ name, isEnd }: Box, { x, y, width }: Place): string {
  return `<g${isEnd ? ' class="end"' : ''}><title>${escape(name)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${
    width.toFixed(1)}" height="${boxHeight}" rx="3"/>${text(name, x + width / 2, y + 17)}</g>`;
}

function forward({ from, to, link }: Arrow, place: PlaceOf): string {
  const [begin, end] = [place(from), place(to)];
  const [x1, y1, x2, y2] = [begin.x + begin.width, begin.y + boxHeight / 2, end.x, end.y + boxHeight / 2];
  const bend = x1 + 8;
  return `<path d="M${x1.toFixed(1)} ${y1} H${bend.toFixed(1)} V${y2} H${(x2 - 6).toFixed(1)}"/>${head(x2, y2, 'right')}${
    text(link, (bend + x2 - 6) / 2, y2 - 7, 'link')}`;
}

// Below the boxes.
function back({ from, to, link }: Arrow, place: PlaceOf): string {
  const [begin, end] = [place(from), place(to)];
  const below = begin.y + boxHeight;
  const [x1, x2, y] = [begin.x + begin.width / 2, end.x + end.width / 2 - (from === to ? 16 : 0), below + 14];
  return `<path d="M${x1.toFixed(1)} ${below} V${y} H${x2.toFixed(1)} V${below + 6}"/>${head(x2, below, 'up')}${
    text(link, from === to ? x1 + 4 + widthOf(link) / 2 : (x1 + x2) / 2, y - 4, 'link')}`;
}

function head(x: number, y: number, direction: 'right' | 'up'): string {
  const points = direction === 'right' ? `-7,-4 0,0 -7,4` : `-4,7 0,0 4,7`;
  return `<polygon transform="translate(${x.toFixed(1)} ${y})" points="${points}"/>`;
}

function text(words: string, x: number, y: number, kind = ''): string {
  const shown = words.length > longestText ? `${words.slice(0, longestText - 1)}…` : words;
  return `<text${kind && ` class="${kind}"`} x="${x.toFixed(1)}" y="${y}">${escape(shown)}</text>`;
}

const number = (value: number) => value.toLocaleString('en-US');

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

// Every colour is one of the theme's.
const style = `
body { font: var(--vscode-font-size) var(--vscode-font-family); color: var(--vscode-foreground); padding: 0 1.5em 2em; }
h1 { font-size: 1.4em; font-weight: 600; }
h2 { font-size: 1.1em; font-weight: 600; margin-top: 1.6em; }
h3 { font-size: 1em; font-weight: normal; }
.scroll { overflow-x: auto; }
svg { display: block; }
svg text { font: 12px var(--vscode-editor-font-family); fill: var(--vscode-foreground); text-anchor: middle; }
svg .link { fill: var(--vscode-descriptionForeground); }
svg rect { fill: color-mix(in srgb, var(--vscode-charts-blue) 20%, transparent); stroke: var(--vscode-charts-blue); }
svg .end rect { fill: color-mix(in srgb, var(--vscode-charts-orange) 25%, transparent); stroke: var(--vscode-charts-orange); }
svg path { fill: none; stroke: var(--vscode-descriptionForeground); }
svg polygon { fill: var(--vscode-descriptionForeground); }
svg .bar { stroke: none; fill: var(--vscode-charts-blue); }
.note { color: var(--vscode-descriptionForeground); }
table { border-collapse: collapse; }
th, td { text-align: left; font-weight: normal; padding: .2em 1em .2em 0; vertical-align: middle;
  border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, rgba(128, 128, 128, .35))); }
th + th, td { text-align: right; font-variant-numeric: tabular-nums; }
thead th { color: var(--vscode-descriptionForeground); }
`;
