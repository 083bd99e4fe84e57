// The call stacks of a profile, summed into one tree: from speedscope JSON or collapsed stacks.
import { reasonOf } from './reason';

export interface Frame {
  name: string;
  value: number; // in the unit, with all that is called from it
  self: number; // without
  children: Frame[];
}

export type Unit = 'seconds' | 'samples' | 'bytes';

export interface Stacks {
  unit: Unit;
  root: Frame;
}

// As speedscope's schema has it, in the parts that are read here.
interface Speedscope {
  shared: { frames: { name: string; file?: string; line?: number }[] };
  profiles: (Sampled | Evented)[];
}
interface Sampled { type: 'sampled'; name?: string; unit: string; samples: number[][]; weights: number[] }
interface Evented { type: 'evented'; name?: string; unit: string; events: { type: 'O' | 'C'; frame: number; at: number }[] }

// While the tree grows: children by name.
interface Node {
  value: number;
  self: number;
  children: Map<string, Node>;
}

const expected = 'A flame graph needs call stacks: speedscope JSON, as of `py-spy record --format speedscope`, or collapsed stacks, '
  + 'as of `py-spy record --format raw`.';

// Frames of less than `least` of the whole are left out. Throws, for the user to read, what is no such file.
export function readStacks(text: string, least = 0.0005): Stacks {
  const { unit, node } = /^\s*\{/.test(text) ? speedscope(text) : collapsed(text);
  if (node.value <= 0) throw new Error('There are no stacks in this profile.');
  return { unit, root: frameOf('all', node, least * node.value) };
}

function speedscope(text: string): { unit: Unit; node: Node } {
  const { shared, profiles: all } = parsed(text);
  const names = shared.frames.map(nameOf);
  const node = emptyNode();
  // Of several kinds, as Austin's, time is what is asked for.
  const unit = (['seconds', 'samples', 'bytes'] as const).find((one) => all.some((profile) => scaleOf(profile).unit === one));
  const profiles = all.filter((profile) => scaleOf(profile).unit === unit);
  for (const profile of profiles) {
    // Threads are told apart where there are several.
    const above = profiles.length > 1 ? [profile.name ?? 'no name'] : [];
    const { factor } = scaleOf(profile);
    for (const [stack, weight] of profile.type === 'sampled' ? samplesOf(profile) : spansOf(profile)) {
      add(node, [...above, ...stack.map((frame) => names[frame] ?? '?')], weight * factor);
    }
  }
  return { unit: unit ?? 'samples', node };
}

const times: Record<string, number> = { seconds: 1, milliseconds: 1e-3, microseconds: 1e-6, nanoseconds: 1e-9 };

function scaleOf({ unit }: Sampled | Evented): { unit: Unit; factor: number } {
  const factor = times[unit];
  if (factor !== undefined) return { unit: 'seconds', factor };
  return { unit: unit === 'bytes' ? 'bytes' : 'samples', factor: 1 };
}

function parsed(text: string): Speedscope {
  let file: Partial<Speedscope>;
  try {
    file = JSON.parse(text) as Partial<Speedscope>;
  } catch (error) {
    throw new Error(`This is no JSON: ${reasonOf(error)}.`);
  }
  const isOne = Array.isArray(file.shared?.frames) && Array.isArray(file.profiles)
    && file.profiles.every((one) => (one.type === 'sampled' ? Array.isArray(one.samples) && Array.isArray(one.weights)
      : one.type === 'evented' && Array.isArray(one.events)));
  if (!isOne) throw new Error(expected);
  return file as Speedscope;
}

function nameOf({ name, file, line }: Speedscope['shared']['frames'][number]): string {
  const place = file?.split(/[\\/]/).pop();
  return place === undefined ? name : `${name} (${place}${line === undefined ? '' : `:${line}`})`;
}

function* samplesOf({ samples, weights }: Sampled): Iterable<[number[], number]> {
  for (const [i, stack] of samples.entries()) yield [stack, weights[i] ?? 0];
}

// Between two events the stack stays as it is; while nothing runs, it is empty.
function* spansOf({ events }: Evented): Iterable<[number[], number]> {
  const stack: number[] = [];
  let last = events[0]?.at ?? 0;
  for (const { type, frame, at } of events) {
    if (at > last && stack.length > 0) yield [stack, at - last];
    last = at;
    if (type === 'O') stack.push(frame);
    else stack.pop();
  }
}

// A line a stack: "main;load (app.py:12) 31". Austin counts microseconds, and in its mode "full" has two more numbers.
function collapsed(text: string): { unit: Unit; node: Node } {
  const node = emptyNode();
  const [, mode] = /^# mode: (\w+)/m.exec(text) ?? [];
  const unit = mode === undefined ? 'samples' : mode === 'memory' ? 'bytes' : 'seconds';
  const factor = unit === 'seconds' ? 1e-6 : 1;
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const [, stack, cost] = /^(.*) (\d+)(?:,\d+)*$/.exec(line) ?? [];
    if (/^(#|$)/.test(line)) continue;
    if (stack === undefined) throw new Error(`Line ${i + 1} is no collapsed stack. ${expected}`);
    add(node, stack === '' ? [] : stack.split(';').map(collapsedName), Number(cost) * factor);
  }
  return { unit, node };
}

// Of Austin and profiling.sampling "path:name:12", and what follows.
function collapsedName(frame: string): string {
  const [, file, name, line] = /^(.+?\.py|<.+?>):([^:]+):(\d+)(?::[\d:]+)?$/.exec(frame) ?? [];
  return file === undefined || name === undefined ? frame : nameOf({ name, file, line: Number(line) });
}

function emptyNode(): Node {
  return { value: 0, self: 0, children: new Map() };
}

function add(root: Node, names: string[], weight: number): void {
  if (!(weight > 0)) return;
  root.value += weight;
  let node = root;
  for (const name of names.slice(0, deepest)) {
    let child = node.children.get(name);
    if (child === undefined) node.children.set(name, child = emptyNode());
    child.value += weight;
    node = child;
  }
  node.self += weight;
}

const deepest = 500; // frames of a stack that are shown; a recursion has more

function frameOf(name: string, { value, self, children }: Node, least: number): Frame {
  const shown = [...children].filter(([, child]) => child.value >= least).sort(([, a], [, b]) => b.value - a.value);
  return { name, value, self, children: shown.map(([each, child]) => frameOf(each, child, least)) };
}

// What is spent in each function itself, the most first: the picture in words.
export function selfOf(root: Frame): { name: string; value: number }[] {
  const sums = new Map<string, number>();
  const rest: Frame[] = [...root.children];
  for (let frame = rest.pop(); frame !== undefined; frame = rest.pop()) {
    sums.set(frame.name, (sums.get(frame.name) ?? 0) + frame.self);
    rest.push(...frame.children);
  }
  return [...sums].filter(([, value]) => value > 0).map(([name, value]) => ({ name, value })).sort((a, b) => b.value - a.value);
}
