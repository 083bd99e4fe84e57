// The chart of a rule's gain: time before / time after by Python version, a line for each n, with its 95 % interval.
import { el } from '../lib/html.js';
import { ratio, withCommas } from '../lib/numbers.js';
import { versions } from '../lib/perfhint.js';
import { logarithmic, ratioTicks, spread } from './scale.js';

const width = 360, height = 220;
const left = 46, right = 290, top = 12, bottom = 192;
const x = (python) => left + 14 + versions.indexOf(python) * ((right - left - 28) / (versions.length - 1));

// Told apart by shape as well as by colour.
const marks = [
  (at, y) => `M${at - 3.5} ${y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0Z`,
  (at, y) => `M${at - 3.2} ${y - 3.2}h6.4v6.4h-6.4Z`,
  (at, y) => `M${at} ${y - 4.4}l4.4 4.4l-4.4 4.4l-4.4 -4.4Z`,
  (at, y) => `M${at} ${y - 4.2}l4.2 7.4h-8.4Z`,
  (at, y) => `M${at} ${y + 4.2}l4.2 -7.4h-8.4Z`,
];
const shape = (series, at, y) => marks[series % marks.length](Number(at.toFixed(2)), Number(y.toFixed(2)));

function axes(y, from, to) {
  const ticks = ratioTicks(from, to).map((tick) => [
    el('line', { x1: left, x2: right, y1: y(tick), y2: y(tick), class: tick === 1 ? 'even' : 'grid' }),
    el('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end', 'data-tick': tick }, `${withCommas(tick)}x`),
  ]);
  const names = versions.map((python) => el('text', { x: x(python), y: bottom + 17, 'text-anchor': 'middle' }, python));
  const slower = el('rect', { x: left, width: right - left, y: y(1), height: Math.max(bottom - y(1), 0), class: 'slower' });
  return [slower, ticks, names];
}

function series(cell, n, index, y) {
  const rows = cell.pythons.map((python) => cell.at(python, n)).filter(Boolean);
  const line = rows.map((row, at) => `${at ? 'L' : 'M'}${x(row.python).toFixed(2)} ${y(row.time).toFixed(2)}`).join('');
  return el('g', { class: `series s${index + 1}` },
    el('path', { d: line, class: 'line' }),
    rows.map((row) => el('line', { x1: x(row.python), x2: x(row.python), y1: y(row.low), y2: y(row.high), class: 'interval',
      'data-low': row.low, 'data-high': row.high })),
    rows.map((row) => el('path', { d: shape(index, x(row.python), y(row.time)), class: 'point', 'data-python': row.python,
      'data-n': n, 'data-time': row.time, 'data-y': y(row.time) },
    el('title', {}, `CPython ${row.python}, n = ${withCommas(n)}: ${ratio(row.time)}`))));
}

function legend(cell, y) {
  if (cell.sizes.length === 1 && cell.sizes[0] === 1) return [];  // a block that does not scale
  const last = (n) => cell.pythons.map((python) => cell.at(python, n)).findLast(Boolean);
  const places = spread(cell.sizes.map((n) => y(last(n).time)), 13, bottom - 4);
  return cell.sizes.map((n, index) => el('g', { class: `series s${index + 1}` },
    el('path', { d: shape(index, right + 8, places[index]), class: 'point' }),
    el('text', { x: right + 15, y: places[index] + 4 }, `${withCommas(n)}`)));
}

// `label`: what the picture shows, for who cannot see it; the numbers are in the table beside it.
export function gainChart(cell, label) {
  const from = Math.min(0.9, ...cell.rows.map((row) => row.low * 0.95));
  const to = Math.max(1.25, ...cell.rows.map((row) => row.high * 1.1));
  const y = logarithmic(from, to, bottom, top);
  const scales = cell.sizes.length > 1 || cell.sizes[0] > 1;
  return el('svg', { class: 'chart gain', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    axes(y, from, to),
    cell.sizes.map((n, index) => series(cell, n, index, y)),
    legend(cell, y),
    scales && el('text', { x: right + 15, y: bottom + 17 }, 'n'));
}
