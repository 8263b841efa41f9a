// Breaks what a network told, anywhere and with anything, and hands each over as it would come: for proofs that nothing throws.
import fc from 'fast-check';
import { expect } from 'vitest';
import { postSchema, type Post } from '../../src/domain/post/post.ts';
import type { Delivered } from '../../src/networks/kit/network.ts';
import { changedAt, placesIn } from './json-places.ts';

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(null, undefined, '', '\0', -1, 9e15, [], {}, 'x'.repeat(200_000)),
  fc.anything({ maxDepth: 2 }),
);

/** Holds `holds` to `raw` broken in up to three places. */
export function holdsHoweverBroken(raw: unknown, numRuns: number, holds: (broken: unknown) => void): void {
  const change = fc.tuple(fc.constantFrom(...placesIn(raw)), anything);
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      let broken: unknown = raw;
      for (const [path, made] of changes) broken = changedAt(broken, path, made);
      holds(broken);
    }),
    { numRuns },
  );
}

/** As it would come over the wire. */
export const overTheWire = (told: unknown): unknown => JSON.parse(JSON.stringify(told) ?? 'null');

/** The post that something told of; undefined where it was another thing. */
export function postIn({ outcome }: Delivered): Post | undefined {
  if ('malformed' in outcome) return undefined;
  return outcome.heard?.type === 'post' || outcome.heard?.type === 'edit' ? outcome.heard.post : undefined;
}

/** It is handed over as it came, and is malformed with a reason, or of what it tells a post may be kept. */
export function expectSoundItem(item: Delivered, told: unknown): void {
  const { raw, outcome } = item;
  expect(raw).toEqual(told);
  if ('malformed' in outcome) expect(outcome.malformed).not.toBe('');
  const post = postIn(item);
  if (post === undefined) return;
  expect(postSchema.safeParse(post).error).toBeUndefined();
  expect(JSON.stringify(post)).not.toContain(String.raw`\u0000`);
}
