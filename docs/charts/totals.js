// Bars of bytes, one below the other: what a value takes itself, and what it holds besides.
import { el } from '../lib/html.js';
import { withCommas } from '../lib/numbers.js';
import { linear } from './scale.js';

const width = 360, left = 4, row = 40;

// [{name, own, held}], in bytes.
export function totalsChart(rows, label) {
  const x = linear(0, Math.max(...rows.map(({ own, held }) => own + held)), 0, width - 2 * left);
  return el('svg', { class: 'chart totals', viewBox: `0 0 ${width} ${rows.length * row}`, role: 'img', 'aria-label': label },
    rows.map(({ name, own, held }, index) => [
      el('text', { x: left, y: index * row + 13, class: 'code' }, name),
      el('text', { x: width - left, y: index * row + 13, 'text-anchor': 'end' }, `${withCommas(own + held)} B`),
      el('rect', { x: left, y: index * row + 18, width: Math.max(x(own), 1), height: 12, class: 'own', 'data-bytes': own }),
      el('rect', { x: left + x(own), y: index * row + 18, width: x(held), height: 12, class: 'held', 'data-bytes': held }),
    ]));
}
