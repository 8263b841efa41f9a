// Statements whose plan a connection keeps: planning a page of a list takes as long as reading it.
import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';

const mark = '/* prepared */ ';

/**
 * Marks a statement to be prepared. Only for a text that never varies and that every plan reads by the same index,
 * however little is in the tables yet: a connection keeps each text, and its plan until the next ANALYZE.
 */
export function prepared(text: string): string {
  return mark + text;
}

/** The same mark, for the beginning of a template. */
export const preparedMark: RawBuilder<unknown> = sql.raw(mark);

/** By text; as many as the code has marked. */
const names = new Map<string, string>();

/** The name under which a connection keeps a statement; null for those that are not marked. */
export function preparedName(text: string): string | null {
  if (!text.startsWith(mark)) return null;
  const known = names.get(text);
  if (known !== undefined) return known;
  // By content: connections behind a pooler may be shared by processes of two versions.
  const name = `kizuki_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
