// What a memory profile of `perfhint profile` tells of objects that refer to each other, and where it is drawn: chains that
// begin alike are one tree, from left to right; a cycle is a row with an arrow back.

export interface References {
  types: { type: string; count: number; bytes: number }[]; // the most common at the end of the run
  growth: { type: string; count: number; grown: number }[];
  cycles: { chain: string[]; count: number; objects: number }[]; // that were left for the collector
  chains: { type: string; chain: string[] }[]; // from a module to an object of a type that has grown
}

// Of a chain: an object, and how the one before refers to it, as ".cache" or "[3]".
export interface Box {
  name: string;
  link: string;
  column: number;
  row: number;
  isEnd: boolean; // what the chain keeps alive, or where a cycle begins
}

export interface Arrow {
  from: Box;
  to: Box;
  link: string;
}

export interface Drawing {
  boxes: Box[];
  arrows: Arrow[];
  rows: number;
}

const longest = 12; // objects of a chain that are drawn

// Throws, for the user to read, what is no such profile.
export function readReferences(text: string): References {
  const found = (parsed(text) as { references?: Partial<References> } | null | undefined)?.references;
  if (found === undefined) throw new Error('References are in a profile that `perfhint profile --memory` has written.');
  return { types: found.types ?? [], growth: found.growth ?? [], cycles: found.cycles ?? [], chains: found.chains ?? [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function treeOf(chains: string[][]): Drawing {
  const boxes = new Map<string, Box>(); // by all steps that lead there
  const arrows: Arrow[] = [];
  let rows = 0;
  for (const chain of chains) {
    let before: Box | undefined;
    let grows = false;
    const steps = shortened(chain);
    for (const [column, step] of steps.entries()) {
      const key = JSON.stringify(steps.slice(0, column + 1));
      let box = boxes.get(key);
      if (box === undefined) {
        box = { ...partsOf(step, column), column, row: rows, isEnd: false };
        boxes.set(key, box);
        if (before) arrows.push({ from: before, to: box, link: box.link });
        grows = true;
      }
      before = box;
    }
    if (before) before.isEnd = true;
    if (grows) rows++;
  }
  return { boxes: [...boxes.values()], arrows, rows };
}

// A cycle's chain ends with the object that it begins with.
export function ringOf(chain: string[]): Drawing {
  const steps = shortened(chain);
  const { boxes, arrows } = treeOf([steps.slice(0, -1)]);
  const [first, last] = [boxes[0], boxes.at(-1)];
  if (first === undefined || last === undefined) return { boxes, arrows, rows: 0 };
  boxes.forEach((box) => (box.isEnd = box === first));
  return { boxes, arrows: [...arrows, { from: last, to: first, link: partsOf(steps.at(-1) ?? '', 1).link }], rows: 1 };
}

function shortened(chain: string[]): string[] {
  if (chain.length <= longest) return chain;
  const half = longest / 2;
  return [...chain.slice(0, half), `… ${chain.length - 2 * half} more`, ...chain.slice(-half)];
}

// ".cache dict" and "[3] Node" are a link and a name; the first of a chain is a name alone.
function partsOf(step: string, column: number): { name: string; link: string } {
  const [, link, name] = (column > 0 && /^(\.\S+|\[.*\]|key|cell) (.+)$/.exec(step)) || [];
  return { name: name ?? step, link: link ?? '' };
}
