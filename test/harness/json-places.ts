// The places in a JSON value, and the same value with something else at one of them: for breaking fixtures anywhere.

/** Every place in a value, as the names that lead there. */
export function placesIn(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, inner]) => placesIn(inner, [...path, name]))];
}

/** `value` with something else at a place. */
export function changedAt(value: unknown, path: readonly string[], made: unknown): unknown {
  const [head, ...rest] = path;
  if (head === undefined) return made;
  if (typeof value !== 'object' || value === null) return value;
  const inner = changedAt((value as Record<string, unknown>)[head], rest, made);
  if (Array.isArray(value)) return value.map((one: unknown, at) => (String(at) === head ? inner : one));
  return { ...value, [head]: inner };
}
