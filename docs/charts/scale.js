// Scales of charts: from numbers to places, and the numbers to write at an axis.

export const linear = (from, to, begin, end) => (value) => begin + ((value - from) / (to - from)) * (end - begin);

export function logarithmic(from, to, begin, end) {
  const place = linear(Math.log(from), Math.log(to), begin, end);
  return (value) => place(Math.log(value));
}

// Round numbers within a range of ratios; the further it reaches, the fewer a decade; 1 is always one of them.
export function ratioTicks(from, to) {
  const decades = Math.log10(to / from);
  const steps = decades > 2.2 ? [1] : decades > 1.1 ? [1, 3] : decades > 0.5 ? [1, 1.5, 2, 3, 5, 7] : [1, 1.1, 1.2, 1.5, 2, 2.5, 7, 8, 9];
  const ticks = [];
  for (let power = -3; power <= 5; ++power) ticks.push(...steps.map((step) => Number((step * 10 ** power).toPrecision(3))));
  return ticks.filter((tick) => tick >= from && tick <= to);
}

// Three to six round numbers from 0 to at least `most`.
export function linearTicks(most) {
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((times) => times * power).find((size) => size >= rough);
  const ticks = [];
  for (let tick = 0; tick < most + step; tick += step) ticks.push(Number(tick.toPrecision(6)));
  return ticks;
}

// Places for labels near the given ones, in their order, at least `gap` apart and not below `lowest`.
export function spread(places, gap, lowest) {
  const order = places.map((place, at) => ({ place, at })).sort((a, b) => a.place - b.place);
  for (let i = 1; i < order.length; ++i) order[i].place = Math.max(order[i].place, order[i - 1].place + gap);
  if (order.length > 0) order.at(-1).place = Math.min(order.at(-1).place, lowest);
  for (let i = order.length - 2; i >= 0; --i) order[i].place = Math.min(order[i].place, order[i + 1].place - gap);
  const out = [];
  for (const { place, at } of order) out[at] = place;
  return out;
}
