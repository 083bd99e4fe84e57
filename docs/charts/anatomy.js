// A list to scale: its own bytes, the places of its table, and the objects that these refer to.
import { el } from '../lib/html.js';

const width = 360, left = 4, height = 130;
const perByte = 2.8, gap = 12;

const box = (kind, x, y, bytes, text) => el('g', { class: `part ${kind}` },
  el('rect', { x, y, width: bytes * perByte, height: 24, 'data-bytes': bytes }),
  el('text', { x: x + (bytes * perByte) / 2, y: y + 16, 'text-anchor': 'middle' }, text));

// From a place of the table to the object that it refers to.
const reference = (from, to) => [
  el('line', { x1: from, y1: 46, x2: to, y2: 84, class: 'even' }),
  el('circle', { cx: from, cy: 46, r: 2.5, class: 'dot' }),
];

// {head, slots, items, item}: bytes of the list itself, places, taken places, bytes of an int.
export function anatomyChart({ head, slots, items, item }, label) {
  const tableAt = left + head * perByte;
  const wide = item * perByte + gap;
  const itemAt = (index) => width - left - (items - index) * wide + gap;
  const middle = (index) => tableAt + (index + 0.5) * 8 * perByte;
  return el('svg', { class: 'chart anatomy', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    el('text', { x: left, y: 13, class: 'title' }, `list, ${head + slots * 8} B`),
    box('header', left, 22, head, `${head}`),
    Array.from({ length: slots }, (_, index) =>
      box(index < items ? 'values' : 'spare', tableAt + index * 8 * perByte, 22, 8, '8')),
    Array.from({ length: items }, (_, index) => [
      reference(middle(index), itemAt(index) + (item * perByte) / 2),
      box('pointers', itemAt(index), 84, item, `int ${item}`),
    ]),
    slots > items && el('text', { x: tableAt + slots * 8 * perByte + 6, y: 38 }, 'spare'),
    el('text', { x: left, y: 126 }, `${head + slots * 8} B own, ${head + slots * 8 + items * item} B with what it holds`));
}
