// Each fixture is a payload as the documents (or snac, seen running) give it, beside what it must become.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { postSchema } from '../../domain/post/post.ts';
import { hearDelete, hearEdit, hearNotification, hearStatus } from './normalise.ts';
import type { Origin } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const origin: Origin = {
  host: 'www.m.example',
  domain: 'm.example',
  self: { nativeId: 'www.m.example/7', handle: 'acme@m.example' },
};

/** What a payload means, without the payload itself. */
function normalise(name: string, raw: unknown): unknown[] {
  const items = name.startsWith('notification-')
    ? hearNotification(raw, origin, NOW_MS)
    : name.startsWith('edit-')
      ? hearEdit(raw, origin, NOW_MS)
      : name.startsWith('delete-')
        ? hearDelete(raw, origin, NOW_MS)
        : hearStatus(raw, origin);
  for (const item of items) expect(item.raw).toEqual(raw);
  return items.map(({ outcome, inbound }) => (inbound === undefined ? { outcome } : { outcome, inbound }));
}

describe('normalising', () => {
  test.each(readdirSync(FIXTURES))('%s', (file) => {
    const path = join(FIXTURES, file);
    const { raw, normalised } = JSON.parse(readFileSync(path, 'utf8')) as {
      raw: unknown;
      normalised?: unknown;
    };
    const made: unknown = JSON.parse(JSON.stringify(normalise(file.replace('.json', ''), raw)));
    expect(made).toEqual(normalised);
    for (const { outcome } of normalise(file.replace('.json', ''), raw) as {
      outcome: { heard?: { post?: unknown } };
    }[]) {
      if (outcome.heard?.post !== undefined)
        expect(postSchema.safeParse(outcome.heard.post).error).toBeUndefined();
    }
  });

  test('any status becomes a valid post or is called malformed; nothing throws', () => {
    const { raw } = JSON.parse(
      readFileSync(join(FIXTURES, 'status-remote-reply-with-media.json'), 'utf8'),
    ) as {
      raw: Record<string, unknown>;
    };
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.anything({ maxDepth: 2 }),
      fc.date().map(String),
    );
    const field = fc.constantFrom(...Object.keys(raw), 'account.acct', 'account.note', 'reblog', 'quote');
    fc.assert(
      fc.property(fc.array(fc.tuple(field, anything), { maxLength: 4 }), (changes) => {
        const changed = structuredClone(raw);
        for (const [name, value] of changes) {
          const [head = '', tail] = name.split('.');
          if (tail === undefined) changed[head] = value;
          else changed[head] = { ...(changed[head] as object), [tail]: value };
        }
        for (const { outcome } of [
          ...hearStatus(changed, origin),
          ...hearEdit(changed, origin, NOW_MS),
          ...hearNotification({ ...changed, type: 'mention', status: changed }, origin, NOW_MS),
        ]) {
          if ('malformed' in outcome) expect(outcome.malformed).not.toBe('');
          else if (outcome.heard?.type === 'post' || outcome.heard?.type === 'edit') {
            expect(postSchema.safeParse(outcome.heard.post).error).toBeUndefined();
            expect(JSON.stringify(outcome.heard.post)).not.toContain('\\u0000');
          }
        }
      }),
      {
        numRuns: 1000,
        examples: [[[['id', '\0']]], [[['in_reply_to_id', '\0']]], [[['quote', { id: '1\0' }]]]],
      },
    );
  }, 60_000);
});
