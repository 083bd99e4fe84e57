// A rule's best gain on each Python in the room of a word; its words stand beside it.
import { el } from '../lib/html.js';
import { versions } from '../lib/perfhint.js';

const height = 20, step = 7;
const most = Math.log10(1000);

// Of one to a thousand times, on a logarithmic scale; a loss is a dash below the line.
const tall = (gain) => (Math.min(Math.log10(gain), most) / most) * (height - 3);

export function spark(gain) {
  const bars = versions.map((python, at) => ({ at, value: gain[python] })).filter(({ value }) => value !== undefined);
  return el('svg', { class: 'spark', viewBox: `0 0 ${versions.length * step} ${height + 3}`, 'aria-hidden': 'true' },
    el('line', { x1: 0, x2: versions.length * step, y1: height, y2: height, class: 'even' }),
    bars.map(({ at, value }) => (value >= 1
      ? el('rect', { x: at * step + 1, width: step - 2, y: height - Math.max(tall(value), 0.5), height: Math.max(tall(value), 0.5), class: 'more' })
      : el('rect', { x: at * step + 1, width: step - 2, y: height + 1, height: 2, class: 'less' }))));
}
