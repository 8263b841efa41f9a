// A channel of a team's own: what it tells comes by webhook, what is answered goes out by one.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyWhenMentioned } from '../kit/policy-words.ts';

export const NETWORK = 'channel';

const noReactions: BothLanguages = {
  ja: '独自チャネルには「いいね」と再共有がありません。',
  en: 'A channel of your own has no likes and no reposts.',
};

/** What its description says; who connects one may allow less. */
const ours = { since: '2026-11-23', source: 'docs/channel.md' } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Channel of your own',
  sources: [{ kind: 'events', needsAccount: true, brings: 'inbound', fields: [] }],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'name', kind: 'text', required: true, placeholder: 'shop-inquiries' },
        { name: 'url', kind: 'url', required: true, placeholder: 'https://shop.example.com/kizuki' },
      ],
    },
  ],
  limits: {
    post: { unit: 'graphemes', max: 10_000, maxBytes: 40_000 },
    dm: { unit: 'graphemes', max: 10_000, maxBytes: 40_000 },
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: { takesPictures: false, weBegin: 'never', why: 'A DM answers one that the channel told of.' },
  policy: [
    { actions: ['reply', 'post', 'dm', 'delete', 'edit'], actors: ['person'], permission: 'api', ...ours },
    { actions: ['post'], actors: ['schedule'], permission: 'api', ...ours },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...ours },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...ours },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...ours },
    { actions: ['dm'], actors: ['bot'], permission: 'none', why: onlyAfterTheirDm, ...ours },
    { actions: ['post', 'edit', 'delete'], actors: ['bot'], permission: 'api', ...ours },
    {
      actions: ['like', 'repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: noReactions,
      ...ours,
    },
  ],
  threading: { replyNeedsHandle: false },
};
