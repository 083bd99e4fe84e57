// What the server tells of a profile's costs in one file, and what is shown of it: texts, the hottest lines, the next one.

export interface HotLine {
  line: number; // from 0
  self: number; // in the heat's unit: in this line, and in what it calls that is not the project's own code
  total: number; // with everything that is called from here
  heat: number; // 1 to 5
  peakBytes?: number;
}

// As perfhint/publishHeat has it.
export interface Heat {
  uri: string;
  version?: number | null; // of the text when it was told; one that moves no line brings no new heat
  profile: string; // its name; empty: there is none
  unit: 'seconds' | 'samples';
  total: number; // of the run; 0: no time was measured, only memory
  peakBytes?: number; // of the run
  stale: boolean; // the text is newer than the run
  lines: HotLine[];
}

export const steps = 5; // of heat
const stepsBegin = [0.001, 0.01, 0.05, 0.2, 0.5]; // shares of the run
export const labelled = 10; // lines of a file that have a text

const measuresTime = ({ total }: Heat) => total > 0;

const costOf = (heat: Heat, line: HotLine) => (measuresTime(heat) ? line.self : line.peakBytes ?? 0);

// The labelled ones, in the order of the file.
export function hottest(heat: Heat): HotLine[] {
  return heat.lines
    .filter((line) => costOf(heat, line) > 0)
    .sort((a, b) => costOf(heat, b) - costOf(heat, a))
    .slice(0, labelled)
    .sort((a, b) => a.line - b.line);
}

// "2.41 s 58 %"
export function labelOf(heat: Heat, line: HotLine): string {
  const cost = costOf(heat, line);
  return measuresTime(heat)
    ? `${amountOf(cost, heat.unit)} ${shareOf(cost, heat.total)}`
    : `${bytesOf(cost)} ${shareOf(cost, heat.peakBytes ?? 0)}`;
}

// What a line has cost, for its hover, in the words of the server's about functions.
export function sentenceOf(heat: Heat, line: HotLine): string {
  const told = [
    ...(measuresTime(heat)
      ? [shareOf(line.self, heat.total), `${amountOf(line.self, heat.unit)} self`, `${amountOf(line.total, heat.unit)} total`]
      : []),
    ...(line.peakBytes ? [`peak ${bytesOf(line.peakBytes)}`] : []),
  ];
  return `${heat.profile}: ${told.join(' · ')}`;
}

// "run.speedscope.json 4.10 s"
export function summaryOf(heat: Heat): string {
  const total = measuresTime(heat) ? amountOf(heat.total, heat.unit) : bytesOf(heat.peakBytes ?? 0);
  return `${heat.profile} ${total}`;
}

// The next labelled line behind the one that the cursor is in, or the one before it; from the last to the first.
export function neighbourOf(heat: Heat, cursor: number, direction: 'next' | 'previous'): HotLine | undefined {
  const lines = hottest(heat);
  return direction === 'next'
    ? lines.find(({ line }) => line > cursor) ?? lines[0]
    : lines.filter(({ line }) => line < cursor).at(-1) ?? lines.at(-1);
}

// 0 to 5: as the server counts the heat of lines.
export function stepOf(share: number): number {
  return stepsBegin.filter((least) => share >= least).length;
}

// Amounts are told as the server tells them.

export function amountOf(amount: number, unit: Heat['unit']): string {
  if (unit === 'samples') return `${commas(amount)} ${Math.round(amount) === 1 ? 'sample' : 'samples'}`;
  if (amount >= 0.9995 || amount <= 0) return `${threeDigits(amount)} s`;
  return amount >= 0.9995e-3 ? `${threeDigits(amount * 1e3)} ms` : `${threeDigits(amount * 1e6)} us`;
}

export function shareOf(part: number, whole: number): string {
  const percent = whole > 0 ? (100 * part) / whole : 0;
  return `${percent.toFixed(percent >= 9.95 ? 0 : percent >= 0.995 ? 1 : 2)} %`;
}

export function bytesOf(bytes: number): string {
  if (bytes < 10_000) return `${commas(bytes)} B`;
  let [value, unit] = [bytes / 1024, 'KB'];
  for (const larger of ['MB', 'GB']) {
    if (value >= 1000) [value, unit] = [value / 1024, larger];
  }
  return `${value.toFixed(1)} ${unit}`;
}

const commas = (count: number) => Math.round(count).toLocaleString('en-US');

const threeDigits = (value: number) => value.toFixed(value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2);
