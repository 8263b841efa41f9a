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

const maxRawLength = 200_000;
const maxRawDepth = 500;

/** A network's own JSON as text, to be looked at when something is unclear; null where it is beyond all measure. */
export function rawJson(raw: unknown): string | null {
  if (raw === undefined || raw === null) return null;
  try {
    const json = storableJson(raw);
    return json.length > maxRawLength || depthOf(json) > maxRawDepth ? null : json;
  } catch (error) {
    // Nested so deeply that it cannot be written down: nobody's post, and no reason to stop listening.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The deepest nesting; brackets within strings count too, which is near enough. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x5b || code === 0x7b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return deepest;
}

const maxReferenceLength = 1_000;

/**
 * A native id that another post names, or undefined where it is longer than any network's: the author's program may
 * have written anything there, and an index refuses what is too long.
 */
export function referenceOf(nativeId: string | undefined): string | undefined {
  return nativeId !== undefined && nativeId.length <= maxReferenceLength ? nativeId : undefined;
}

/** A PostgreSQL array literal of integers: read far faster than a JSON array. */
export function intArray(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}
