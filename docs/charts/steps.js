// Bytes by a count, as lines: [{name, points: [[count, bytes]]}]. `stepped` where only whole counts exist.
import { el } from '../lib/html.js';
import { withCommas } from '../lib/numbers.js';
import { linear, linearTicks, spread } from './scale.js';

const width = 360, height = 230;
const left = 60, right = 268, top = 12, bottom = 196;

function path(points, x, y) {
  return points.map(([count, size], at) => (at === 0
    ? `M${x(count).toFixed(2)} ${y(size).toFixed(2)}` : `H${x(count).toFixed(2)}V${y(size).toFixed(2)}`)).join('');
}

export function stepsChart(lines, axis, label) {
  const most = lines[0].points.at(-1)[0];
  const across = linearTicks(most).filter((tick) => tick <= most);
  const up = linearTicks(Math.max(...lines.flatMap(({ points }) => points.map(([, size]) => size))));
  const x = linear(0, most, left, right), y = linear(0, up.at(-1), bottom, top);
  const places = spread(lines.map(({ points }) => y(points.at(-1)[1])), 14, bottom - 2);
  return el('svg', { class: 'chart steps', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    up.map((tick) => [el('line', { x1: left, x2: right, y1: y(tick), y2: y(tick), class: tick === 0 ? 'even' : 'grid' }),
      el('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, `${withCommas(tick)} B`)]),
    across.map((tick) => el('text', { x: x(tick), y: bottom + 16, 'text-anchor': 'middle' }, withCommas(tick))),
    el('text', { x: (left + right) / 2, y: bottom + 31, 'text-anchor': 'middle' }, axis),
    lines.map(({ name, points }, index) => el('g', { class: `series s${index + 1}` },
      el('path', { d: path(points, x, y), class: 'line' }),
      el('text', { x: right + 6, y: places[index] + 4 }, name))));
}
