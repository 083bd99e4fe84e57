// What the server tells of the memory layout of a class's instances, and what can be seen from it.

export interface Part {
  name: string;
  offset: number | null; // bytes from where references point to; null: it is an object or block of its own
  bytes: number;
  note: string | null;
  names: string[]; // of the attributes in it
}

export interface Instance {
  bytes: number;
  parts: Part[];
}

export interface VersionLayout extends Instance {
  python: string;
  slots: Instance | null; // what it would be with __slots__, where it has none
  plain: Instance | null; // what it would be without, where it has them
}

export interface ClassLayout {
  name: string;
  python: string; // the one whose sizes the server tells elsewhere
  unknown: string | null; // why there are no layouts
  layouts: VersionLayout[];
}

// CPythons that follow one another and lay the class out alike.
export interface Span {
  label: string; // "3.8-3.10"
  layout: VersionLayout;
  isCurrent: boolean; // the server's own Python is among them
}

export function spansOf({ python, layouts }: ClassLayout): Span[] {
  const spans: { versions: string[]; layout: VersionLayout }[] = [];
  for (const layout of layouts) {
    const last = spans.at(-1);
    if (last && isAlike(last.layout, layout)) last.versions.push(layout.python);
    else spans.push({ versions: [layout.python], layout });
  }
  return spans.map(({ versions, layout }) => ({
    label: [...new Set([versions[0], versions.at(-1)])].join('\u2013'),
    layout,
    isCurrent: versions.includes(python),
  }));
}

function isAlike(a: VersionLayout, b: VersionLayout): boolean {
  const text = ({ python: _, ...rest }: VersionLayout) => JSON.stringify(rest);
  return text(a) === text(b);
}

// Parts that lie behind one another in memory. Bytes between two parts that neither has are padding.
export function blocksOf(parts: Part[]): Part[][] {
  const blocks: Part[][] = [];
  let end: number | undefined;
  for (const part of parts.flatMap(cellsOf)) {
    const block = blocks.at(-1);
    if (block === undefined || end === undefined || part.offset === null || part.offset < end) {
      blocks.push([part]);
    } else {
      if (part.offset > end) block.push({ name: 'padding', offset: end, bytes: part.offset - end, note: null, names: [] });
      block.push(part);
    }
    end = part.offset === null ? undefined : part.offset + part.bytes;
  }
  return blocks;
}

const pointer = 8; // bytes

// A part that is a pointer for each name, and nothing else, is shown name by name.
function cellsOf(part: Part): Part[] {
  const { name, offset, bytes, names } = part;
  if (offset === null || names.length === 0 || bytes !== names.length * pointer) return [part];
  return names.map((each, i) => ({ name: each, offset: offset + i * pointer, bytes: pointer, note: `in ${name}`, names: [] }));
}

export function contentOf({ note, names }: Part): string {
  return [note ?? '', names.join(' ')].filter(Boolean).join(': ');
}

// The other way to write the class, and what it is called.
export function otherOf({ parts, slots, plain }: VersionLayout): { title: string; instance: Instance } | undefined {
  if (slots !== null) return { title: 'With __slots__', instance: slots };
  if (plain === null) return undefined;
  const isTuple = parts.some(({ name }) => name === 'fields'); // a NamedTuple's
  return { title: isTuple ? 'As a plain class' : 'Without __slots__', instance: plain };
}

// "40 B less (41 %)": rounded down, as the server's hovers do.
export function differenceOf(bytes: number, other: number): string {
  const saved = bytes - other;
  if (saved === 0) return 'the same';
  return `${sizeOf(Math.abs(saved))} ${saved > 0 ? 'less' : 'more'} (${Math.floor((Math.abs(saved) / bytes) * 100)} %)`;
}

export function sizeOf(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} B`;
}
