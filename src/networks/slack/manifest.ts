// What a Slack app can do: hear the channels it was invited to and who writes to it, and answer there.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyByPeople, onlyWhenMentioned } from '../kit/policy-words.ts';

export const NETWORK = 'slack';

export const onlyAnswers: BothLanguages = {
  ja: 'Slack では、先にアプリへ DM をくれた人にだけ、DM を送ります。',
  en: 'On Slack a DM goes only to who wrote one to the app first.',
};
export const noTimeline: BothLanguages = {
  ja: 'アプリには自分のタイムラインがありません。メッセージに、書かれた場所で答えます。',
  en: 'An app has no timeline of its own: it answers messages where they were written.',
};
export const noReposts: BothLanguages = {
  ja: 'Slack には、アプリがメッセージを共有し直す機能がありません。',
  en: 'Slack has no way for an app to pass a message on.',
};

/** What the API lets an app do. */
const asRead = {
  since: '2026-11-24',
  source: 'https://docs.slack.dev/reference/methods/chat.postMessage',
} as const;
const byReactions = {
  since: '2026-11-24',
  source: 'https://docs.slack.dev/reference/methods/reactions.add',
} as const;
/** What whoever runs an app is held to. That nobody is written to who did not write first is how Kizuki keeps it. */
const forDevelopers = { since: '2026-11-24', source: 'https://docs.slack.dev/developer-policy' } as const;

/** Slack cuts at 40,000 and advises 4,000. */
const length = { unit: 'utf16', max: 4_000 } as const;
const everybody = ['person', 'bot', 'schedule'] as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Slack',
  sources: [{ kind: 'events', needsAccount: true, brings: 'inbound', fields: [] }],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'bot_token', kind: 'secret', required: true },
        { name: 'signing_secret', kind: 'secret', required: true },
      ],
    },
  ],
  limits: {
    post: length,
    dm: length,
    // Files go up in three calls and with a right of their own; Kizuki asks for none of it.
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: {
    takesPictures: false,
    weBegin: 'never',
    why: 'The API lets an app write to any member; nobody who did not ask is written to (docs.slack.dev, read November 2026).',
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
    // A workspace invites the app into each channel it answers in.
    { actions: ['reply', 'edit', 'delete'], actors: ['person'], permission: 'api', ...asRead },
    { actions: ['like'], actors: ['person'], permission: 'api', ...byReactions },
    { actions: ['reply'], actors: ['bot'], permission: 'api', onlyIf: 'mentioned_us', ...forDevelopers },
    { actions: ['reply'], actors: ['bot'], permission: 'none', why: onlyWhenMentioned, ...forDevelopers },
    { actions: ['like'], actors: ['bot'], permission: 'none', why: onlyByPeople, ...forDevelopers },
    { actions: ['edit', 'delete'], actors: ['bot'], permission: 'api', ...asRead },
    { actions: ['post'], actors: [...everybody], permission: 'none', why: noTimeline, ...asRead },
    { actions: ['repost'], actors: [...everybody], permission: 'none', why: noReposts, ...asRead },
  ],
  threading: { replyNeedsHandle: false },
};
