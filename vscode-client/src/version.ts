// Which server this extension can talk to.

export const leastServer = '0.1.0';

// "0.10.2" is at least "0.9"; what comes behind the numbers, as "-dev", does not count.
export function isAtLeast(version: string, least: string): boolean {
  const [has, needs] = [numbersOf(version), numbersOf(least)];
  for (let i = 0; i < needs.length; i++) {
    const difference = (has[i] ?? 0) - (needs[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

function numbersOf(version: string): number[] {
  return (/^\d+(\.\d+)*/.exec(version)?.[0] ?? '0').split('.').map(Number);
}
