// What Misskey can do, as far as it is the same on all of its servers.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

export const NETWORK = 'misskey';

/** Servers count code points: characters of several weigh more, and none is longer than four bytes. */
export const defaultLength = { unit: 'graphemes', max: 3000, maxBytes: 12_000 } as const;

/** The values of a server that says nothing about its own (those of Misskey as it is shipped). */
export const defaultLimits: NetworkManifest['limits'] = {
  post: defaultLength,
  dm: defaultLength,
  images: {
    max: 16,
    maxBytes: 10 * 1024 * 1024,
    altMax: 512,
    mimeTypes: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
  },
};

const server = {
  name: 'server',
  kind: 'url',
  required: true,
  placeholder: 'https://misskey.io',
} as const;

/** What the API offers; a server may be stricter, and then says so in its own rules. */
const asRead = {
  since: '2026-11-01',
  source: 'https://misskey-hub.net/en/docs/for-developers/api/',
} as const;
/**
 * Each server has rules of its own; those that have any for programs say much the same, as this one and misskey.io do:
 * an account that mainly posts by itself bears the bot mark and names who runs it, and answers only what a person set off.
 */
const forBots = { since: '2026-11-01', source: 'https://doc.uchu-teien.com/bot-guideline.html' } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Misskey',
  sources: [
    {
      kind: 'public_timeline',
      needsAccount: false,
      brings: 'stream',
      fields: [server, { name: 'local_only', kind: 'switch', required: false, initial: 'true' }],
    },
    {
      kind: 'hashtag',
      needsAccount: false,
      brings: 'stream',
      fields: [server, { name: 'tags', kind: 'list', required: true, placeholder: 'kizuki, 困った' }],
    },
    { kind: 'social_timeline', needsAccount: true, brings: 'stream', fields: [] },
    {
      kind: 'antenna',
      needsAccount: true,
      brings: 'stream',
      fields: [{ name: 'antennas', kind: 'list', required: false, placeholder: '9x1y2z3a4b' }],
    },
    {
      kind: 'notifications',
      needsAccount: true,
      brings: 'inbound',
      fields: [{ name: 'since_hours', kind: 'text', required: false, placeholder: '24', initial: '24' }],
    },
  ],
  connect: [
    { kind: 'oauth', fields: [server] },
    { kind: 'secret', fields: [server, { name: 'token', kind: 'secret', required: true }] },
  ],
  limits: defaultLimits,
  dm: {
    takesPictures: true,
    weBegin: 'always',
    why: 'A DM is a note that only those it names can read (visibility specified), and anybody may write one (misskey-hub.net, read November 2026).',
  },
  policy: [
    {
      actions: ['edit'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: {
        ja: 'Misskeyのノートは編集できません。削除して書き直してください。',
        en: 'Misskey has no editing: delete the note and write it again.',
      },
      ...asRead,
    },
    {
      actions: ['reply', 'post', 'dm', 'like', 'repost', 'delete'],
      actors: ['person'],
      permission: 'api',
      ...asRead,
    },
    // What a person planned is theirs: servers that mark programs exempt notes that were scheduled.
    { actions: ['post'], actors: ['schedule'], permission: 'api', ...forBots },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...forBots },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...forBots },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...forBots },
    { actions: ['dm'], actors: ['bot'], permission: 'none', why: onlyAfterTheirDm, ...forBots },
    { actions: ['like', 'repost'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...forBots },
    { actions: ['post', 'delete'], actors: ['bot'], permission: 'api', ...forBots },
  ],
  // A reply reaches its reader without their name in it, on other servers too.
  threading: { replyNeedsHandle: false },
};
