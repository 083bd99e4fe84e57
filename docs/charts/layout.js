// Instances to scale: a row a class and Python, its parts in order, a tick each 8-byte word.
import { el } from '../lib/html.js';

const width = 360, left = 4, row = 46;
const kinds = {
  'GC head': 'gc', header: 'header', 'dict, weakrefs': 'pointers', 'dict, values': 'pointers', weakrefs: 'pointers',
};
export const kindOf = (part) => kinds[part.name] ?? 'values';

function bar(layout, top, scale) {
  let at = 0;
  return layout.parts.map((part) => {
    const x = left + at * scale;
    at += part.bytes;
    const words = Array.from({ length: Math.max(part.bytes / 8 - 1, 0) }, (_, index) =>
      el('line', { x1: x + (index + 1) * 8 * scale, x2: x + (index + 1) * 8 * scale, y1: top + 15, y2: top + 20, class: 'word' }));
    return el('g', { class: `part ${kindOf(part)}` },
      el('rect', { x, y: top, width: part.bytes * scale, height: 20, 'data-part': part.name, 'data-bytes': part.bytes },
        el('title', {}, `${part.name}: ${part.bytes} B ${part.about}`)),
      words,
      el('text', { x: x + (part.bytes * scale) / 2, y: top + 13, 'text-anchor': 'middle' }, String(part.bytes)));
  });
}

// [{title, layout: {bytes, parts}}], one below the other, all to one scale of at least `most` bytes.
export function layoutChart(rows, label, most = 0) {
  const scale = (width - 2 * left) / Math.max(most, ...rows.map(({ layout }) => layout.bytes));
  return el('svg', { class: 'chart layout', viewBox: `0 0 ${width} ${rows.length * row}`, role: 'img', 'aria-label': label },
    rows.map(({ title, layout }, index) => [
      el('text', { x: left, y: index * row + 13, class: 'title' }, title),
      el('text', { x: width - left, y: index * row + 13, 'text-anchor': 'end' }, `${layout.bytes} B`),
      bar(layout, index * row + 19, scale),
    ]));
}
