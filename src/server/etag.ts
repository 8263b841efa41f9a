// Row versions as ETag and If-Match.
import { AppError } from '../domain/errors.ts';

/** `7` → `"7"`. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/** The version a reply shows: its own, or that of the row it is about. */
export function versionOf(reply: unknown): number | null {
  if (typeof reply !== 'object' || reply === null) return null;
  const { version } = reply as { version?: unknown };
  if (typeof version === 'number') return version;
  for (const name of ['monitor', 'entry', 'case', 'workspace'] as const) {
    const inner = (reply as Record<string, unknown>)[name];
    if (typeof inner === 'object' && inner !== null) {
      const found = (inner as { version?: unknown }).version;
      if (typeof found === 'number') return found;
    }
  }
  return null;
}

/** Reads If-Match; null for `*`. Errors: `invalid_input` when it is missing or not an ETag of ours. */
export function readIfMatch(header: string | undefined): number | null {
  if (header === undefined) {
    throw new AppError(
      'invalid_input',
      'Name the version this change was made against: send the ETag you were given as If-Match.',
      { where: 'header.If-Match' },
    );
  }
  if (header.trim() === '*') return null;
  const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header.trim());
  if (match?.[1] !== undefined) return Number(match[1]);
  throw new AppError('invalid_input', 'If-Match must be the ETag of one read, such as "7", or *.', {
    where: 'header.If-Match',
  });
}
