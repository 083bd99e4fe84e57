// How runs take turns: before and after, then after and before, so that what disturbs the machine disturbs both.
import { el } from '../lib/html.js';

const width = 360, row = 34, left = 78;

const turn = (side, at, y, wide) => el('g', { class: `part ${side === 'before' ? 'header' : 'values'}` },
  el('rect', { x: at, y, width: wide - 2, height: 20 }),
  el('text', { x: at + wide / 2 - 1, y: y + 14, 'text-anchor': 'middle' }, side === 'before' ? 'b' : 'a'));

export function turnsChart({ repeats, processes }) {
  const wide = (width - left) / (2 * repeats);
  const label = `${processes} processes; in each, ${repeats} pairs of runs: before, after; after, before; and so on.`;
  return el('svg', { class: 'chart turns', viewBox: `0 0 ${width} ${processes * row}`, role: 'img', 'aria-label': label },
    Array.from({ length: processes }, (_, process) => [
      el('text', { x: 0, y: process * row + 19 }, `process ${process + 1}`),
      Array.from({ length: repeats }, (_, pair) => (pair % 2 ? ['after', 'before'] : ['before', 'after'])).flat()
        .map((side, at) => turn(side, left + at * wide, process * row + 5, wide)),
    ]));
}
