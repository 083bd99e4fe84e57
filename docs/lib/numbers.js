// How numbers are written, as perfhint itself writes them.

export const withCommas = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ',');

// "0.97x", "1.51x", "16x", "1,200x": a time before divided by the time after.
export const ratio = (time) => (time < 10 ? time.toFixed(2) : withCommas(Math.round(time))) + 'x';

// Decimal units: "512 B", "1.2 KB", "120 MB".
export function bytes(count) {
  if (count < 1000) return `${count} B`;
  const units = ['KB', 'MB', 'GB'];
  let value = count / 1000;
  while (value >= 999.5 && units.length > 1) {
    value /= 1000;
    units.shift();
  }
  return `${value < 99.95 ? value.toFixed(1) : withCommas(Math.round(value))} ${units[0]}`;
}

// At an axis: "60 KB".
export const roundBytes = (count) => bytes(count).replace('.0 ', ' ');
