// How long a post may be where we know only the network's name: what a manifest says, for networks with and without one.
import type { Visibility } from './post.ts';
import type { LengthRule } from './length.ts';

const graphemes = (max: number, maxBytes = Number.MAX_SAFE_INTEGER): LengthRule => ({
  unit: 'graphemes',
  max,
  maxBytes,
});
const x: Record<Visibility, LengthRule> = {
  public: { unit: 'weighted', max: 280, urlLength: 23 },
  dm: { unit: 'weighted', max: 10_000, urlLength: 23 },
};
const mastodon: LengthRule = { unit: 'mastodon', max: 500, urlLength: 23 };
const bluesky: Record<Visibility, LengthRule> = {
  public: graphemes(300, 3_000),
  dm: graphemes(1_000, 10_000),
};

/** Servers of Mastodon may allow more, and say so; this is what they have from the start. */
const byNetwork: ReadonlyMap<string, Record<Visibility, LengthRule>> = new Map([
  ['x', x],
  ['twitter', x],
  ['bluesky', bluesky],
  ['practice', bluesky],
  ['mastodon', { public: mastodon, dm: mastodon }],
  ['mail', { public: graphemes(20_000, 100_000), dm: graphemes(20_000, 100_000) }],
  ['webform', { public: graphemes(5_000, 20_000), dm: graphemes(5_000, 20_000) }],
  ['threads', { public: graphemes(500), dm: graphemes(1_000) }],
  ['misskey', { public: graphemes(3_000, 12_000), dm: graphemes(3_000, 12_000) }],
  ['instagram', { public: graphemes(2_200), dm: graphemes(1_000, 1_000) }],
  ['facebook', { public: { unit: 'utf16', max: 8_000 }, dm: { unit: 'utf16', max: 2_000 } }],
  ['googleplay', { public: { unit: 'utf16', max: 350 }, dm: { unit: 'utf16', max: 350 } }],
  ['line', { public: { unit: 'utf16', max: 20_000 }, dm: { unit: 'utf16', max: 20_000 } }],
  ['telegram', { public: { unit: 'utf16', max: 4_096 }, dm: { unit: 'utf16', max: 4_096 } }],
  ['whatsapp', { public: { unit: 'utf16', max: 4_096 }, dm: { unit: 'utf16', max: 4_096 } }],
  ['slack', { public: { unit: 'utf16', max: 4_000 }, dm: { unit: 'utf16', max: 4_000 } }],
  ['discord', { public: { unit: 'utf16', max: 2_000 }, dm: { unit: 'utf16', max: 2_000 } }],
  ['youtube', { public: graphemes(10_000), dm: graphemes(10_000) }],
]);

/** By what a network counts; null where the name says nothing. */
export function lengthRuleOf(network: string, visibility: Visibility): LengthRule | null {
  return byNetwork.get(network.trim().toLowerCase())?.[visibility] ?? null;
}

/** Networks on which no people speak but publishers: what is found there is media exposure, and nobody waits for an answer. */
export const publishing: ReadonlySet<string> = new Set(['rss']);
