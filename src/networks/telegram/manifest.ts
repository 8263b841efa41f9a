// What a Telegram bot can do: people write to it alone or call on it in groups, and it answers where they wrote.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

export const NETWORK = 'telegram';
export const PUBLIC_SERVER = 'https://api.telegram.org';

export const onlyAnswers: BothLanguages = {
  ja: 'Telegram のボットは、先にメッセージをくれた人にだけ、個別のメッセージを送れます。',
  en: 'A Telegram bot can write in private only to who wrote to it first.',
};
export const noTimeline: BothLanguages = {
  ja: 'ボットには自分のタイムラインがありません。届いたメッセージに、届いた場所で答えます。',
  en: 'A bot has no timeline of its own: it answers messages where they were written.',
};
export const noReposts: BothLanguages = {
  ja: 'Telegram に再共有はありません。',
  en: 'Telegram has no reposts.',
};

/** What the API lets a bot do. */
const asRead = { since: '2026-11-23', source: 'https://core.telegram.org/bots/api' } as const;
/** What bots are held to: Telegram marks every one of them as a bot, and they do not write unasked. */
const forBots = { since: '2026-11-23', source: 'https://telegram.org/tos/bot-developers' } as const;

/** Telegram takes 4,096 code points; counted in UTF-16 units no text is ever too long for it. */
const length = { unit: 'utf16', max: 4_096 } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Telegram',
  sources: [
    {
      kind: 'updates',
      needsAccount: true,
      brings: 'inbound',
      fields: [{ name: 'groups', kind: 'switch', required: false, initial: 'true' }],
    },
  ],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'token', kind: 'secret', required: true },
        { name: 'server', kind: 'url', required: false, placeholder: PUBLIC_SERVER },
        { name: 'remove_webhook', kind: 'switch', required: false, initial: 'false' },
      ],
    },
  ],
  limits: { post: length, dm: length, images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] } },
  dm: {
    takesPictures: false,
    weBegin: 'never',
    why: 'A bot cannot begin a conversation: a person writes to it, or presses Start, first (core.telegram.org/bots, read November 2026).',
    page: 'https://t.me/{handle}',
  },
  policy: [
    { actions: ['dm'], actors: ['person'], permission: 'api', onlyIf: 'wrote_dm_first', ...asRead },
    { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAnswers, ...asRead },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...forBots },
    { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyAfterTheirDm, ...forBots },
    { actions: ['reply', 'like', 'edit', 'delete'], actors: ['person'], permission: 'api', ...asRead },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...forBots },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...forBots },
    { actions: ['like'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...forBots },
    { actions: ['edit', 'delete'], actors: ['bot'], permission: 'api', ...asRead },
    {
      actions: ['post'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: noTimeline,
      ...asRead,
    },
    {
      actions: ['repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: noReposts,
      ...asRead,
    },
  ],
  threading: { replyNeedsHandle: false },
};
