// What LINE can do: people write to a company's official account, and the company answers them.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm } from '../kit/policy-words.ts';

export const NETWORK = 'line';

/** Stands between the id of a group and that of one of its people. */
export const inGroup = '/';

/** Of one message, in UTF-16 units. */
export const mostOfMessage = 5_000;
/** Of one send. */
export const mostMessages = 5;
/** Where a long text is divided between sentences or lines, a message may stay this much shorter. */
export const roomForBreaks = 1_000;

const stays: BothLanguages = {
  ja: 'LINE に送ったメッセージは、API では取り消しも書き換えもできません。',
  en: 'A message that was sent on LINE can be neither taken back nor changed through the API.',
};
const nothingPublic: BothLanguages = {
  ja: 'LINE には、返信できる公開の投稿も「いいね」も再共有もありません。',
  en: 'LINE has no public posts to answer, no likes and no reposts.',
};
const onlyAnswers: BothLanguages = {
  ja: 'LINE では、先にメッセージをくれた人にだけ答えます。',
  en: 'On LINE only who wrote to us first is answered.',
};

/** What the API has, and what its guidelines forbid: many messages to one person, messages to ids that nobody gave us. */
const asRead = {
  since: '2026-11-23',
  source: 'https://developers.line.biz/en/docs/messaging-api/development-guidelines/',
} as const;

const length = { unit: 'utf16', max: mostMessages * (mostOfMessage - roomForBreaks) } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'LINE',
  sources: [
    {
      kind: 'events',
      needsAccount: true,
      brings: 'inbound',
      fields: [{ name: 'groups', kind: 'switch', required: false, initial: 'true' }],
    },
  ],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'channel_access_token', kind: 'secret', required: true },
        { name: 'channel_secret', kind: 'secret', required: true },
      ],
    },
  ],
  limits: {
    post: length,
    dm: length,
    // LINE fetches pictures from an address that anybody can reach; ours are for the team only.
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: {
    takesPictures: false,
    weBegin: 'never',
    why: 'A company knows the id of a person from a message of theirs only, and what nobody asked for is blocked (developers.line.biz, read November 2026).',
    page: 'https://line.me/R/ti/p/@{handle}',
    inGroupIf: inGroup,
  },
  policy: [
    { actions: ['dm'], actors: ['person'], permission: 'api', onlyIf: 'wrote_dm_first', ...asRead },
    { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAnswers, ...asRead },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...asRead },
    { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyAfterTheirDm, ...asRead },
    {
      actions: ['edit', 'delete'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: stays,
      ...asRead,
    },
    {
      actions: ['reply', 'post', 'like', 'repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: nothingPublic,
      ...asRead,
    },
  ],
  threading: { replyNeedsHandle: false },
};
