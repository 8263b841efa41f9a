// What Bluesky allows and how much: read by the interface, the checks and the policy gate.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

/** The network's id, as it stands in `Post.network`. */
export const NETWORK = 'bluesky';
export const DEFAULT_JETSTREAM = 'wss://jetstream2.us-east.bsky.network';
export const DEFAULT_RELAY = 'wss://bsky.network';
export const DEFAULT_APPVIEW = 'https://public.api.bsky.app';
export const DEFAULT_SERVER = 'https://bsky.social';

const asRead = { since: '2026-11-01', source: 'https://docs.bsky.app/docs/category/http-reference' } as const;
const forBots = {
  since: '2026-11-01',
  source: 'https://docs.bsky.app/docs/starter-templates/bots',
} as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Bluesky',
  sources: [
    {
      kind: 'jetstream',
      needsAccount: false,
      brings: 'stream',
      fields: [
        {
          name: 'url',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_JETSTREAM,
          initial: DEFAULT_JETSTREAM,
        },
        {
          name: 'appview',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_APPVIEW,
          initial: DEFAULT_APPVIEW,
        },
      ],
    },
    {
      kind: 'firehose',
      needsAccount: false,
      brings: 'stream',
      fields: [
        { name: 'url', kind: 'url', required: true, placeholder: DEFAULT_RELAY, initial: DEFAULT_RELAY },
        {
          name: 'appview',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_APPVIEW,
          initial: DEFAULT_APPVIEW,
        },
      ],
    },
    {
      kind: 'notifications',
      needsAccount: true,
      brings: 'inbound',
      fields: [
        { name: 'poll_seconds', kind: 'text', required: false, placeholder: '10', initial: '10' },
        { name: 'since_hours', kind: 'text', required: false, placeholder: '24', initial: '24' },
        { name: 'dms', kind: 'switch', required: false, initial: 'true' },
      ],
    },
  ],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'server', kind: 'url', required: true, placeholder: DEFAULT_SERVER, initial: DEFAULT_SERVER },
        { name: 'identifier', kind: 'text', required: true, placeholder: 'example.bsky.social' },
        { name: 'password', kind: 'secret', required: true, placeholder: 'xxxx-xxxx-xxxx-xxxx' },
      ],
    },
    {
      kind: 'oauth',
      fields: [
        { name: 'identifier', kind: 'text', required: false, placeholder: 'example.bsky.social' },
        {
          name: 'server',
          kind: 'url',
          required: false,
          placeholder: DEFAULT_SERVER,
          initial: DEFAULT_SERVER,
        },
      ],
    },
  ],
  limits: {
    post: { unit: 'graphemes', max: 300, maxBytes: 3000 },
    dm: { unit: 'graphemes', max: 1000, maxBytes: 10_000 },
    images: {
      max: 4,
      maxBytes: 2_000_000,
      altMax: 2000,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
    },
  },
  dm: {
    takesPictures: false,
    weBegin: 'if_they_follow',
    why: 'People take DMs from whom they follow, unless they chose everybody or nobody (allowIncoming of chat.bsky.actor.declaration, read November 2026).',
    page: 'https://bsky.app/profile/{handle}',
  },
  policy: [
    {
      actions: ['edit'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: {
        ja: 'Blueskyの投稿は編集できません。削除して書き直してください。',
        en: 'Bluesky has no editing: delete the post and write it again.',
      },
      ...asRead,
    },
    {
      actions: ['reply', 'post', 'dm', 'like', 'repost', 'delete'],
      actors: ['person'],
      permission: 'api',
      ...asRead,
    },
    // Programs may post as their own account; with people they may only speak who addressed them.
    { actions: ['post'], actors: ['bot', 'schedule'], permission: 'api', ...forBots },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...forBots },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...forBots },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...forBots },
    { actions: ['dm'], actors: ['bot'], permission: 'none', why: onlyAfterTheirDm, ...forBots },
    { actions: ['like', 'repost'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...forBots },
    { actions: ['delete'], actors: ['bot'], permission: 'api', ...forBots },
  ],
  threading: { replyNeedsHandle: false },
};
