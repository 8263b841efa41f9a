// What a Discord bot can do: hear the channels that it may see and who writes to it, and answer there.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { inviteLink } from './permissions.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

export const NETWORK = 'discord';

export const onlyAnswers: BothLanguages = {
  ja: 'Discord では、先にボットへ DM をくれた人にだけ、DM を送れます。',
  en: 'On Discord a DM goes only to who wrote one to the bot first.',
};
export const noTimeline: BothLanguages = {
  ja: 'ボットには自分のタイムラインがありません。メッセージに、書かれた場所で答えます。',
  en: 'A bot has no timeline of its own: it answers messages where they were written.',
};
export const noReposts: BothLanguages = {
  ja: 'Discord の転送は再共有ではないため、Kizuki では行いません。',
  en: 'Forwarding on Discord is no repost; Kizuki does not forward.',
};

/** What the API lets a bot do. */
const asRead = {
  since: '2026-11-23',
  source: 'https://docs.discord.com/developers/resources/message',
} as const;
/** What whoever runs a bot is held to: nobody is written to who did not ask for it. */
const forDevelopers = {
  since: '2026-11-23',
  source: 'https://support-dev.discord.com/hc/en-us/articles/8563934450327-Discord-Developer-Policy',
} as const;

/** Discord takes 2,000 code points; counted in UTF-16 units no text is ever too long for it. */
const length = { unit: 'utf16', max: 2_000 } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Discord',
  sources: [
    {
      kind: 'notifications',
      needsAccount: true,
      brings: 'inbound',
      fields: [
        { name: 'servers', kind: 'list', required: false },
        { name: 'channels', kind: 'list', required: false },
        { name: 'dms', kind: 'switch', required: false, initial: 'true' },
      ],
    },
  ],
  connect: [{ kind: 'secret', fields: [{ name: 'token', kind: 'secret', required: true }] }],
  limits: {
    post: length,
    dm: length,
    images: {
      max: 10,
      maxBytes: 10 * 1024 * 1024,
      altMax: 1_024,
      mimeTypes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
    },
  },
  dm: {
    takesPictures: true,
    weBegin: 'never',
    why: 'The Developer Policy forbids contacting people without their permission: they write to the bot first (read November 2026).',
    page: 'https://discord.com/users/{nativeId}',
  },
  policy: [
    { actions: ['dm'], actors: ['person'], permission: 'api', onlyIf: 'wrote_dm_first', ...forDevelopers },
    { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAnswers, ...forDevelopers },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...forDevelopers },
    {
      actions: ['dm'],
      actors: ['bot', 'schedule'],
      permission: 'none',
      why: onlyAfterTheirDm,
      ...forDevelopers,
    },
    { actions: ['reply', 'like', 'edit', 'delete'], actors: ['person'], permission: 'api', ...asRead },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...forDevelopers },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...forDevelopers },
    { actions: ['like'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...forDevelopers },
    { actions: ['edit', 'delete'], actors: ['bot'], permission: 'api', ...asRead },
    {
      actions: ['post'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: noTimeline,
      ...forDevelopers,
    },
    {
      actions: ['repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: noReposts,
      ...asRead,
    },
  ],
  invitePage: inviteLink('{nativeId}'),
  threading: { replyNeedsHandle: false },
};
