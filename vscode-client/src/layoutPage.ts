// The layout view's page: a picture to scale for each CPython, and the same as tables. No scripts: the Python is switched
// by radio buttons and CSS, colours are the theme's, and what colour tells is told in words, too.
import { blocksOf, ClassLayout, contentOf, differenceOf, Instance, otherOf, Part, sizeOf, Span, spansOf } from './layout';
import { layoutStyle } from './layoutStyle';

const tallest = 520; // pixels of the largest picture
const mostPixels = 4; // for a byte
const labelled = 15; // pixels that a part's name needs
const outlined = 4; // pixels that a frame around a part needs

export function layoutPage(layout: ClassLayout, nonce: string): string {
  const spans = spansOf(layout);
  const instances = spans.flatMap((span) => instancesOf(span).map(({ instance }) => instance));
  const largest = Math.max(1, ...instances.map(({ parts }) => parts.reduce((sum, { bytes }) => sum + bytes, 0)));
  const scale = Math.min(mostPixels, tallest / largest);
  const heights = new Set(instances.flatMap(({ parts }) => blocksOf(parts).flat().map(({ bytes }) => bytes)));
  const name = escape(layout.name);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'">
<title>Memory layout of ${name}</title>
<style nonce="${nonce}">${layoutStyle(scale, heights, spans.length)}</style>
</head>
<body>
<main>
<h1>An instance of <code>${name}</code> in memory</h1>
${layout.unknown ? `<p>Its size is not known: ${withCode(layout.unknown)}.</p>` : ''}
${spans.length > 0 ? views(spans, scale) : ''}
</main>
</body>
</html>
`;
}

function views(spans: Span[], scale: number): string {
  const chosen = Math.max(spans.findIndex(({ isCurrent }) => isCurrent), 0);
  return `<fieldset>
<legend>CPython</legend>
${spans.map(({ label }, i) => choice(label, i, i === chosen)).join('\n')}
</fieldset>
${spans.map((span, i) => panel(span, i, scale)).join('\n')}
${overview(spans)}
<p class="note">64-bit CPython with the GIL. The values of the attributes are objects of their own, and are not counted.</p>`;
}

function choice(label: string, i: number, isChosen: boolean): string {
  return `<label><input type="radio" name="python" id="python${i}"${isChosen ? ' checked' : ''}><span>${label}</span></label>`;
}

function instancesOf({ layout }: Span): { title: string; instance: Instance }[] {
  const other = otherOf(layout);
  return other ? [{ title: 'As it is', instance: layout }, other] : [{ title: 'As it is', instance: layout }];
}

function panel(span: Span, i: number, scale: number): string {
  const { label, layout } = span;
  const other = otherOf(layout);
  return `<section id="panel${i}" aria-label="CPython ${label}">
${other ? `<p>${other.title}: ${differenceOf(layout.bytes, other.instance.bytes)}.</p>` : ''}
<div class="pictures">
${instancesOf(span).map(({ title, instance }) => figure(title, instance, scale)).join('\n')}
</div>
<div class="texts">
${instancesOf(span).map(({ title, instance }) => table(title, instance)).join('\n')}
</div>
</section>`;
}

function figure(title: string, { bytes, parts }: Instance, scale: number): string {
  const blocks = blocksOf(parts);
  const words = blocks.flat().map((part) => `${part.name} ${sizeOf(part.bytes)}`).join(', ');
  return `<figure>
<figcaption>${title}: ${sizeOf(bytes)}</figcaption>
<div role="img" aria-label="${escape(words)}">
${blocks.map((block) => `<div class="block">${block.map((part) => bar(part, scale)).join('')}</div>`).join('\n')}
</div>
</figure>`;
}

function bar(part: Part, scale: number): string {
  const { name, offset, bytes } = part;
  const content = contentOf(part);
  const told = `${name}, ${sizeOf(bytes)}${content ? `: ${content}` : ''}`;
  const isTall = bytes * scale >= labelled;
  const thin = bytes * scale < outlined ? ' thin' : '';
  return `<div class="part ${kindOf(part)} b${bytes}${thin}" title="${escape(told)}">
<span class="offset">${isTall ? offset ?? '' : ''}</span><span class="bytes">${
    isTall ? `<b>${escape(name)}</b> ${escape(content)}` : ''}</span></div>`;
}

// The picture as text.
function table(title: string, { bytes, parts }: Instance): string {
  return `<table class="parts">
<caption>${title}</caption>
<thead><tr><th scope="col">Offset</th><th scope="col">Bytes</th><th scope="col">Part</th><th scope="col">Holds</th></tr></thead>
<tbody>
${blocksOf(parts).flat().map(row).join('\n')}
</tbody>
<tfoot><tr><td></td><td>${bytes.toLocaleString('en-US')}</td><th scope="row">in all</th><td></td></tr></tfoot>
</table>`;
}

function row(part: Part): string {
  const { name, offset, bytes } = part;
  return `<tr><td>${offset ?? 'apart'}</td><td>${bytes.toLocaleString('en-US')}</td><th scope="row">${
    escape(name)}</th><td>${escape(contentOf(part))}</td></tr>`;
}

// Which of the theme's colours it has.
function kindOf({ name, note }: Part): string {
  if (name === 'GC head') return 'gc';
  if (name === 'header') return 'header';
  if (name === 'padding') return 'padding';
  return /weakrefs/.test(name) || /pointers/.test(note ?? '') ? 'pointers' : 'values';
}

// Every Python at a glance.
function overview(spans: Span[]): string {
  const title = spans.map(({ layout }) => otherOf(layout)?.title).find((text) => text !== undefined);
  const rows = spans.map(({ label, layout }) => {
    const other = otherOf(layout)?.instance.bytes;
    const compared = other === undefined ? '' : `<td>${sizeOf(other)}</td><td>${differenceOf(layout.bytes, other)}</td>`;
    return `<tr><th scope="row">${label}</th><td>${sizeOf(layout.bytes)}</td>${compared}</tr>`;
  });
  return `<h2>By Python version</h2>
<table class="overview">
<thead><tr><th scope="col">CPython</th><th scope="col">As it is</th>${
    title ? `<th scope="col">${title}</th><th scope="col">Difference</th>` : ''}</tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function withCode(text: string): string {
  return escape(text).replace(/`([^`]*)`/g, '<code>$1</code>');
}
