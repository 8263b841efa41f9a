// Each fixture is a mail as programs write it (and as they should not), beside what it must become.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { postSchema } from '../../domain/post/post.ts';
import { hearMail } from './normalise.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const origin = { self: 'support@acme.example' };
const fixtureSchema = z.object({ raw: z.unknown(), normalised: z.unknown() });
const readFixture = (file: string): z.infer<typeof fixtureSchema> =>
  fixtureSchema.parse(JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')));
const files = readdirSync(FIXTURES);
const sources = files.flatMap((file) => {
  const raw = z.object({ source: z.string() }).safeParse(readFixture(file).raw);
  return raw.success ? [{ raw: raw.data, whole: readFixture(file).raw }] : [];
});

/** What a mail becomes is a valid post, or says why it is none. */
async function check(raw: unknown): Promise<void> {
  const { item } = await hearMail(raw, origin);
  expect(item.raw).toBe(raw);
  if ('malformed' in item.outcome) {
    expect(item.outcome.malformed).not.toBe('');
    return;
  }
  const { heard } = item.outcome;
  if (heard?.type !== 'post') throw new Error('a mail is a post');
  expect(postSchema.safeParse(heard.post).error).toBeUndefined();
  expect(JSON.stringify(heard.post)).not.toContain('\\u0000');
  expect(heard.post.ref?.['subject']).not.toMatch(/[\r\n]/u);
}

describe('normalising', () => {
  test.each(files)('%s', async (file) => {
    const { raw, normalised } = readFixture(file);
    await check(raw);
    const { outcome, inbound } = (await hearMail(raw, { ...origin, isOurs: file.startsWith('own-') })).item;
    expect(JSON.parse(JSON.stringify({ outcome, inbound }))).toEqual(normalised);
  });

  test('bytes changed, lost, doubled: a valid post, or malformed; nothing throws', async () => {
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.integer({ min: 0, max: 60 }),
      put: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom(
          '\r\n',
          '\0',
          '--x\r\n',
          '=?utf-8?B?',
          '<',
          '>',
          ': ',
          '\x1b$B',
          'charset=',
          'filename*=',
        ),
      ),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(change, { maxLength: 5 }),
        async (one, changes) => {
          let { source } = one.raw;
          for (const { at, cut, put } of changes) {
            const from = Math.floor(at * source.length);
            source = source.slice(0, from) + put + source.slice(from + cut);
          }
          await check({ ...z.record(z.string(), z.unknown()).parse(one.whole), source });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('records with fields that are missing or of other types are malformed, and kept', async () => {
    const [first] = sources;
    const whole = z.record(z.string(), z.unknown()).parse(first?.whole);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(whole)),
        fc.oneof(fc.anything({ maxDepth: 2 }), fc.constant(undefined)),
        async (name, value) => check({ ...whole, [name]: value }),
      ),
      { numRuns: 200 },
    );
  });
});
