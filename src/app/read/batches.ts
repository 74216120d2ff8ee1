/** What readers give in batches, taken out of them. */

export async function* each<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T> {
  for await (const batch of batches) yield* batch;
}

/** All items at once: for what fits in memory anyway. */
export async function all<T>(batches: AsyncIterable<readonly T[]>): Promise<T[]> {
  return Array.fromAsync(each(batches));
}

/** The batches, each mapped to another; empty ones are left out. */
export async function* mapped<T, U>(
  batches: AsyncIterable<readonly T[]>,
  map: (batch: readonly T[]) => readonly U[],
): AsyncGenerator<readonly U[]> {
  for await (const batch of batches) {
    const others = map(batch);
    if (others.length > 0) yield others;
  }
}
