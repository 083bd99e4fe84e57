// The chart of a rule's bytes: peak memory before and after by Python version, at one n.
import { el } from '../lib/html.js';
import { bytes, roundBytes, withCommas } from '../lib/numbers.js';
import { versions } from '../lib/perfhint.js';
import { linear, linearTicks } from './scale.js';

const width = 360, height = 220;
const left = 60, right = 350, top = 34, bottom = 192;
const step = (right - left) / versions.length;

const hasBytes = (row) => row.bytes_before !== null && row.bytes_after !== null;
const stepOf = (row) => Math.abs(row.bytes_before - row.bytes_after);

// The n that is worth a picture: where the peaks are furthest apart, if they are a quarter and a kilobyte apart.
export function sizeToShow(cell, bar) {
  const notable = cell.rows.filter(hasBytes).filter((row) => stepOf(row) >= bar.bytes &&
    stepOf(row) >= bar.share * Math.max(row.bytes_before, row.bytes_after));
  return notable.length ? notable.reduce((a, b) => (stepOf(b) > stepOf(a) ? b : a)).n : undefined;
}

function bars(row, y) {
  const at = left + versions.indexOf(row.python) * step;
  const bar = (side, offset) => el('rect', { x: at + offset, width: step / 2 - 4, y: y(row[`bytes_${side}`]),
    height: bottom - y(row[`bytes_${side}`]), class: side, 'data-python': row.python, 'data-n': row.n,
    'data-side': side, 'data-bytes': row[`bytes_${side}`] },
  el('title', {}, `CPython ${row.python}, ${side}: ${bytes(row[`bytes_${side}`])}`));
  return [bar('before', 3), bar('after', step / 2)];
}

export function memoryChart(cell, n, label) {
  const rows = cell.pythons.map((python) => cell.at(python, n)).filter((row) => row && hasBytes(row));
  const ticks = linearTicks(Math.max(...rows.flatMap((row) => [row.bytes_before, row.bytes_after])));
  const y = linear(0, ticks.at(-1), bottom, top);
  return el('svg', { class: 'chart memory', viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': label },
    ticks.map((tick) => [
      el('line', { x1: left, x2: right, y1: y(tick), y2: y(tick), class: tick === 0 ? 'even' : 'grid' }),
      el('text', { x: left - 6, y: y(tick) + 4, 'text-anchor': 'end', 'data-tick': tick }, roundBytes(tick)),
    ]),
    versions.map((python, at) => el('text', { x: left + (at + 0.5) * step, y: bottom + 17, 'text-anchor': 'middle' }, python)),
    el('rect', { x: left, y: 6, width: 12, height: 12, class: 'before' }), el('text', { x: left + 18, y: 16 }, 'before'),
    el('rect', { x: left + 80, y: 6, width: 12, height: 12, class: 'after' }), el('text', { x: left + 98, y: 16 }, 'after'),
    n > 1 && el('text', { x: right, y: 16, 'text-anchor': 'end' }, `n = ${withCommas(n)}`),
    rows.map((row) => bars(row, y)));
}
