// What is thrown, in words: anything may be.
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
