// What X allows and how much: its developer terms of 2026 leave replies through the API to those who called on the account.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages, PolicyRule } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';
import { prices } from './prices.ts';

/** The network's id, as it stands in `Post.network`. */
export const NETWORK = 'x';
export const DEFAULT_API = 'https://api.x.com';
export const DEFAULT_WEB = 'https://x.com';

const since = '2026-11-01';
const automation = {
  since,
  source: 'https://docs.x.com/developer-terms/policy',
} as const;
const api = { since, source: 'https://docs.x.com/x-api/posts/create-post' } as const;
const engagement = { since, source: 'https://docs.x.com/x-api/introduction' } as const;

const messages = { since, source: 'https://docs.x.com/developer-guidelines' } as const;

const onlySummoned: BothLanguages = {
  ja: 'X では、アカウントにメンションするか引用した人にしか、外部のソフトから返信できません。この投稿には X の画面で返信してください。',
  en: 'X lets programs reply only to who mentioned or quoted the account. Reply to this post on X’s own page.',
};
const onItsPage: BothLanguages = {
  ja: 'X の API では、この操作は提供されていません。X の画面で行ってください。',
  en: 'X’s API does not offer this. Do it on X’s own page.',
};
const noEditing: BothLanguages = {
  ja: 'X の投稿は、外部のソフトからは編集できません。削除して書き直してください。',
  en: 'A post on X cannot be edited from here: delete it and write it again.',
};
const onlyAnswers: BothLanguages = {
  ja: 'X では、先に DM をくれた人にしか、外部のソフトから DM を送れません。公開の返信で DM をお願いしてください。',
  en: 'X lets programs write DMs only to who wrote one first. Ask for a DM in a public reply.',
};

const policy: readonly PolicyRule[] = [
  { actions: ['reply'], actors: ['person'], permission: 'api', onlyIf: 'mentioned_us', ...automation },
  { actions: ['reply'], actors: ['person'], permission: 'open_in_network', why: onlySummoned, ...automation },
  { actions: ['post', 'delete'], actors: ['person', 'bot', 'schedule'], permission: 'api', ...api },
  {
    actions: ['like', 'repost'],
    actors: ['person'],
    permission: 'open_in_network',
    why: onItsPage,
    ...engagement,
  },
  { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...automation },
  { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...automation },
  { actions: ['like', 'repost'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...automation },
  {
    actions: ['edit'],
    actors: ['person', 'bot', 'schedule'],
    permission: 'none',
    why: noEditing,
    ...api,
  },
  { actions: ['dm'], actors: ['person', 'bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...messages },
  { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAnswers, ...messages },
  { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyAfterTheirDm, ...messages },
];

/** X's page for writing (a Web Intent), at the address of its pages. */
export const writePageAt = (webUrl: string): string =>
  `${webUrl}/intent/tweet?in_reply_to={nativeId}&text={text}`;

/** X's pages for liking and reposting, where a person confirms it. */
export const reactPagesAt = (webUrl: string): { like: string; repost: string } => ({
  like: `${webUrl}/intent/like?tweet_id={nativeId}`,
  repost: `${webUrl}/intent/retweet?tweet_id={nativeId}`,
});

const lookBack = { name: 'since_hours', kind: 'text', required: false } as const;
const everySeconds = {
  name: 'poll_seconds',
  kind: 'text',
  required: false,
  placeholder: '60',
  initial: '60',
} as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'X',
  sources: [
    {
      kind: 'stream',
      needsAccount: true,
      brings: 'stream',
      fields: [{ ...lookBack, placeholder: '1', initial: '1' }],
    },
    {
      kind: 'search',
      needsAccount: true,
      brings: 'stream',
      // Each post read is paid for: it begins with the last hour.
      fields: [everySeconds, { ...lookBack, placeholder: '1', initial: '1' }],
    },
    {
      kind: 'notifications',
      needsAccount: true,
      brings: 'inbound',
      fields: [everySeconds, { ...lookBack, placeholder: '24', initial: '24' }],
    },
  ],
  connect: [
    {
      kind: 'oauth',
      fields: [
        { name: 'client_id', kind: 'text', required: true },
        { name: 'client_secret', kind: 'secret', required: true },
        // Only the stream needs it.
        { name: 'bearer_token', kind: 'secret', required: false },
      ],
    },
    {
      kind: 'secret',
      fields: [
        { name: 'api_key', kind: 'text', required: true },
        { name: 'api_secret', kind: 'secret', required: true },
        { name: 'access_token', kind: 'text', required: true },
        { name: 'access_secret', kind: 'secret', required: true },
      ],
    },
  ],
  limits: {
    post: { unit: 'weighted', max: 280, urlLength: 23 },
    dm: { unit: 'weighted', max: 10_000, urlLength: 23 },
    images: {
      max: 4,
      maxBytes: 5_000_000,
      altMax: 1000,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp'],
    },
  },
  dm: {
    takesPictures: true,
    // docs.x.com/x-api/direct-messages/manage/integrate, read November 2026.
    mostPictures: 1,
    weBegin: 'never',
    why: 'X lets programs write DMs only to who wrote one first (docs.x.com/developer-guidelines, read November 2026).',
    page: 'https://x.com/messages/compose?recipient_id={nativeId}',
  },
  policy: [...policy],
  writePage: writePageAt(DEFAULT_WEB),
  reactPages: reactPagesAt(DEFAULT_WEB),
  prices,
  // X mentions whom a reply answers by itself.
  threading: { replyNeedsHandle: false },
};
