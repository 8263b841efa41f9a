// The fixtures of app stores: a review as its store lists it beside what it must become, and the same broken anywhere.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Delivered } from '../../src/networks/kit/network.ts';
import { hearReview } from '../../src/networks/kit/review-hear.ts';
import type { ReadReview } from '../../src/networks/kit/review-listen.ts';
import { ReviewMemory } from '../../src/networks/kit/review-memory.ts';
import type { Store } from '../../src/networks/kit/review-posts.ts';
import { expectSoundItem, holdsHoweverBroken, overTheWire } from './broken-json.ts';

interface Told {
  folder: string;
  store: Store;
  read(raw: unknown): ReadReview;
}

export function reviewCases({ folder, store, read }: Told): void {
  const files = readdirSync(folder);
  const fixture = (file: string) =>
    JSON.parse(readFileSync(join(folder, file), 'utf8')) as { raw: unknown; normalised: unknown };
  const hear = (raw: unknown): Delivered[] => {
    const found = read(raw);
    return 'review' in found
      ? hearReview(store, raw, found.review, new ReviewMemory(null))
      : [{ raw, outcome: found }];
  };

  describe('normalising', () => {
    test.each(files)('%s', (file) => {
      const { raw, normalised } = fixture(file);
      const items = hear(raw);
      for (const item of items) expectSoundItem(item, raw);
      const told = items.map(({ outcome, inbound }) => ({ outcome, inbound }));
      expect(JSON.parse(JSON.stringify(told))).toEqual(normalised);
    });

    test.each(files)(
      '%s, broken anywhere, is read or told as malformed',
      (file) => {
        const { raw } = fixture(file);
        holdsHoweverBroken(raw, 60, (broken) => {
          const told = overTheWire(broken);
          for (const item of hear(told)) expectSoundItem(item, told);
        });
      },
      60_000,
    );
  });
}
