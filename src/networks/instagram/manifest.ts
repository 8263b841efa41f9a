// What Instagram can do: a company answers comments under its posts, who names it, and who writes to it, within Meta's windows.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyByPeople } from '../kit/policy-words.ts';

export const NETWORK = 'instagram';

/** So long after their last message whatever we write goes out. */
const windowHours = 24;
/** The same for what a person writes, where Meta approved the account for the tag of human agents. */
const humanHours = 7 * 24;
/** After a comment: one message. */
const privateHours = 7 * 24;
const mostOfComment = 2_200;
const mostOfMessageBytes = 1_000;

const windowOver: BothLanguages = {
  ja: '相手の最後のメッセージから 24 時間（Meta が Human Agent を承認したアカウントでは 7 日）が過ぎました。相手がまた書いてくれるまで、Kizuki からは送れません（Instagram アプリからは送れる場合があります）。',
  en: 'More than 24 hours (7 days for an account that Meta approved as Human Agent) have passed since the person last wrote. Until they write again, Instagram lets nothing be sent from Kizuki (the Instagram app may let you).',
};
const onlyCalled: BothLanguages = {
  ja: 'Instagram の API で返信できるのは、自社の投稿へのコメントと、自社が @ で呼ばれた投稿やコメントだけです。',
  en: 'Instagram’s API answers only comments under our own posts, and posts and comments that name us.',
};
const onlyAfterContact: BothLanguages = {
  ja: 'Instagram でメッセージを送れるのは、先にメッセージをくれた人と、自社の投稿にコメントした人（コメント 1 つに 1 通、7 日以内）だけです。',
  en: 'On Instagram a message goes only to who wrote to us first, or commented under a post of ours (one for each comment, within 7 days).',
};
const noLikes: BothLanguages = {
  ja: 'Instagram の API では、コメントに「いいね」できません。Instagram アプリで行ってください。',
  en: 'Instagram’s API offers no likes of comments: give them in the Instagram app.',
};
const noPosts: BothLanguages = {
  ja: 'Instagram の投稿には画像や動画が必要です。Kizuki からは投稿できません。',
  en: 'A post on Instagram needs a picture or a film: it cannot be made from here.',
};
const noReposts: BothLanguages = {
  ja: 'Instagram の API に再共有はありません。',
  en: 'Instagram’s API offers no reposts.',
};
const stays: BothLanguages = {
  ja: 'Instagram に書いたものは、API では書き換えられません。コメントは削除して書き直せます。',
  en: 'What was written on Instagram cannot be changed through its API. A comment can be deleted and written again.',
};

const documents = 'https://developers.facebook.com/documentation/instagram-platform';
const since = '2026-11-23';
const byMessaging = {
  since,
  source: `${documents}/instagram-api-with-instagram-login/messaging-api`,
} as const;
const byPrivateReplies = { since, source: `${documents}/private-replies` } as const;
const byComments = { since, source: `${documents}/comment-moderation` } as const;
const byMentions = {
  since,
  source: `${documents}/instagram-graph-api/reference/ig-user/mentions`,
} as const;
const byOverview = { since, source: `${documents}/overview` } as const;
const everybody = ['person', 'bot', 'schedule'] as const;

const comment = { unit: 'graphemes', max: mostOfComment, maxBytes: Number.MAX_SAFE_INTEGER } as const;
const message = { unit: 'graphemes', max: mostOfMessageBytes, maxBytes: mostOfMessageBytes } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Instagram',
  sources: [{ kind: 'inbound', needsAccount: true, brings: 'inbound', fields: [] }],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'access_token', kind: 'secret', required: true },
        { name: 'app_secret', kind: 'secret', required: true },
        { name: 'human_agent', kind: 'switch', required: false, initial: 'false' },
      ],
    },
  ],
  limits: {
    post: comment,
    dm: message,
    // Pictures go by an address that Instagram fetches, and Kizuki hands out none to strangers.
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: {
    takesPictures: false,
    // Where policy says so: once to who commented under a post of ours.
    weBegin: 'always',
    why: 'One message to who commented under a post of ours, within 7 days of the comment (private replies, developers.facebook.com, read November 2026); else they write first.',
    page: 'https://ig.me/m/{handle}',
  },
  policy: [
    {
      actions: ['dm'],
      actors: ['person', 'bot'],
      permission: 'api',
      onlyIf: 'wrote_dm_first',
      withinHours: windowHours,
      ...byMessaging,
    },
    // Who answers by hand is let for longer, where Meta approved the account for it. No program is.
    {
      actions: ['dm'],
      actors: ['person'],
      permission: 'api',
      onlyIf: 'wrote_dm_first',
      withinHours: humanHours,
      onlyIfGranted: true,
      ...byMessaging,
    },
    {
      actions: ['dm'],
      actors: ['person', 'bot'],
      permission: 'none',
      onlyIf: 'wrote_dm_first',
      why: windowOver,
      ...byMessaging,
    },
    {
      actions: ['dm'],
      actors: ['person'],
      permission: 'api',
      onlyIf: 'under_our_post',
      postedWithinHours: privateHours,
      ...byPrivateReplies,
    },
    { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAfterContact, ...byPrivateReplies },
    {
      actions: ['dm'],
      actors: ['bot', 'schedule'],
      permission: 'none',
      why: onlyAfterTheirDm,
      ...byMessaging,
    },
    {
      actions: ['reply'],
      actors: ['person', 'bot'],
      permission: 'api',
      onlyIf: 'under_our_post',
      ...byComments,
    },
    {
      actions: ['reply'],
      actors: ['person', 'bot'],
      permission: 'api',
      onlyIf: 'mentioned_us',
      ...byMentions,
    },
    { actions: ['reply'], actors: [...everybody], permission: 'none', why: onlyCalled, ...byComments },
    { actions: ['delete'], actors: [...everybody], permission: 'api', ...byComments },
    {
      actions: ['like'],
      actors: ['person'],
      permission: 'api',
      onlyIf: 'wrote_dm_first',
      withinHours: windowHours,
      ...byMessaging,
    },
    { actions: ['like'], actors: ['person'], permission: 'none', why: noLikes, ...byOverview },
    { actions: ['like'], actors: ['bot', 'schedule'], permission: 'none', why: onlyByPeople, ...byOverview },
    { actions: ['repost'], actors: [...everybody], permission: 'none', why: noReposts, ...byOverview },
    { actions: ['post'], actors: [...everybody], permission: 'none', why: noPosts, ...byOverview },
    { actions: ['edit'], actors: [...everybody], permission: 'none', why: stays, ...byOverview },
  ],
  threading: { replyNeedsHandle: false },
};
