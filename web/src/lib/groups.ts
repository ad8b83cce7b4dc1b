/** Items by a key, in the order in which the keys came. */
export function groups<T>(items: readonly T[], key: (item: T) => string): [key: string, items: T[]][] {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const group = found.get(key(item));
    if (group) group.push(item);
    else found.set(key(item), [item]);
  }
  return [...found];
}
