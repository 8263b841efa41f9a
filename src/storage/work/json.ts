// What people write as PostgreSQL can hold it: no NUL, no half of a surrogate pair. One such post must not block a batch.

const replacement = '\uFFFD';
/** How JSON.stringify writes the two; also found in harmless text that merely spells them, which then goes the long way. */
const unstorable = /\\u(?:0000|d[89a-f])/;

/** The text with U+FFFD for every character that the database cannot hold. */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll('\0', replacement);
}

/** JSON of any value, with U+FFFD for what the database cannot hold; `undefined` is null. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value) ?? 'null';
  return unstorable.test(json) ? JSON.stringify(cleaned(JSON.parse(json) as unknown)) : json;
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storableText(key), cleaned(each)]));
}

/** A PostgreSQL array literal of integers: read far faster than a JSON array. */
export function intArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
