// The measurements, analysis/evidence/evidence.json, by rule and case; and the constants that judge them.
import fs from 'node:fs';
import { root, versions } from './perfhint.js';

const folder = `${root}analysis/evidence`;
const all = JSON.parse(fs.readFileSync(`${folder}/evidence.json`, 'utf8'));

export const about = all.find((entry) => !entry.rule);
export const rows = all.filter((entry) => entry.rule);

// The cell of a rule's case: {pythons, sizes, at(python, n)}; `sizes` are its n, ascending.
export function cellOf(rule, name) {
  const chosen = rows.filter((row) => row.rule === rule && row.case === name);
  const byKey = new Map(chosen.map((row) => [`${row.python} ${row.n}`, row]));
  return {
    rows: chosen,
    pythons: versions.filter((python) => chosen.some((row) => row.python === python)),
    sizes: [...new Set(chosen.map((row) => row.n))].sort((a, b) => a - b),
    at: (python, n) => byKey.get(`${python} ${n}`),
  };
}

// What a cell was measured with, if it needs packages: [{python, packages}].
export const packagesOf = (cell) => cell.pythons.map((python) =>
  ({ python, packages: cell.rows.find((row) => row.python === python).packages?.replaceAll('==', ' ').replaceAll(/ (?=[a-z])/g, ', ') }))
  .filter(({ packages }) => packages);

// The builds that were measured: [{python, builds}].
export const builds = () => versions.map((python) =>
  ({ python, builds: [...new Set(rows.filter((row) => row.python === python).map((row) => row.build))] }));

function numberIn(file, pattern) {
  const found = pattern.exec(fs.readFileSync(`${folder}/${file}`, 'utf8'));
  if (!found) throw new Error(`${file} has no ${pattern}`);
  return Number(found[1]);
}

// What the program and the harness themselves say, so that the pages cannot say otherwise.
export const bar = {
  gain: numberIn('evidence.h', /least_gain = ([\d.]+)/),
  sureGain: numberIn('evidence.h', /least_sure_gain = ([\d.]+)/),
  share: numberIn('evidence.h', /least_share_saved = ([\d.]+)/),
  bytes: numberIn('evidence.h', /least_bytes_saved = ([\d.]+)/),
};
export const plan = {
  milliseconds: numberIn('evidence.py', /plan = \{"slice_ns": (\d+)/) / 1e6,
  repeats: numberIn('evidence.py', /"repeats": (\d+)/),
  processes: numberIn('evidence.py', /"processes": (\d+)/),
  tries: numberIn('evidence.py', /TRIES = (\d+)/),
  tooWide: numberIn('evidence.py', /TOO_WIDE = ([\d.]+)/),
};

const gainsTime = (row) => row.time >= bar.gain && row.low >= bar.sureGain;
const savesBytes = ({ bytes_before: before, bytes_after: after }) =>
  before !== null && before - after >= bar.bytes && before - after >= bar.share * before;

// The measured Pythons on which a case is below the bar, so that perfhint says nothing there; evidence.h has the rule.
export const silentOn = (cell) => cell.pythons.filter((python) =>
  !cell.rows.some((row) => row.python === python && (gainsTime(row) || savesBytes(row))));
