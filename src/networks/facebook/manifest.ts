// What a Facebook Page can do: a company answers comments under its posts, what visitors post there, and who writes to it.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyByPeople } from '../kit/policy-words.ts';

export const NETWORK = 'facebook';

/** So long after their last message whatever we write goes out. */
const windowHours = 24;
/** The same for what a person writes, where Meta approved the app for the tag of human agents. */
const humanHours = 7 * 24;
/** After a comment or a post on the Page: one message. */
const privateHours = 7 * 24;

const windowOver: BothLanguages = {
  ja: '相手の最後のメッセージから 24 時間（Meta が Human Agent を承認したアプリでは 7 日）が過ぎました。相手がまた書いてくれるまで、Kizuki からは送れません。',
  en: 'More than 24 hours (7 days for an app that Meta approved as Human Agent) have passed since the person last wrote. Until they write again, nothing can be sent from Kizuki.',
};
const onlyOnPage: BothLanguages = {
  ja: 'Facebook ページとして API で返信できるのは、自社ページの投稿、そこへのコメントとビジター投稿だけです。',
  en: 'As a Page the API answers only posts on your own Page, comments there, and what visitors posted there.',
};
const mentionOnFacebook: BothLanguages = {
  ja: 'ほかの人の投稿やページのおすすめに、ページは API で返信できません。Facebook を開いて返信してください。',
  en: 'A Page answers the posts of others and recommendations not by the API: open Facebook and reply there.',
};
const onlyAfterContact: BothLanguages = {
  ja: 'Messenger でメッセージを送れるのは、先にメッセージをくれた人と、自社ページにコメントや投稿をした人（1 つにつき 1 通、7 日以内）だけです。',
  en: 'On Messenger a message goes only to who wrote to the Page first, or commented or posted on it (one for each, within 7 days).',
};
const onlyHere: BothLanguages = {
  ja: 'ページが API で「いいね」できるのは、自社ページにある投稿とコメント、そしてもらったメッセージだけです。',
  en: 'A Page likes by the API only what stands on it, and messages that it was sent.',
};
const noPosts: BothLanguages = {
  ja: 'Kizuki は、ページに新しい投稿をする権限（pages_manage_posts）を使いません。投稿は Facebook で行ってください。',
  en: 'Kizuki does not ask for the permission to post on the Page (pages_manage_posts): write posts on Facebook.',
};
const noReposts: BothLanguages = {
  ja: 'ページとして他人の投稿をシェアする機能は、API にありません。',
  en: 'The API has no way for a Page to share what others posted.',
};
const noEdits: BothLanguages = {
  ja: '送ったメッセージは書き換えられず、コメントの書き換えに Kizuki は対応していません。コメントは削除して書き直せます。',
  en: 'A message that was sent cannot be changed, and Kizuki does not change comments. A comment can be deleted and written again.',
};

const messenger = 'https://developers.facebook.com/documentation/business-messaging/messenger-platform';
const pages = 'https://developers.facebook.com/documentation/pages-api';
const since = '2026-11-24';
const byPolicy = { since, source: `${messenger}/policy/` } as const;
const byPrivateReplies = { since, source: `${messenger}/discovery/private-replies` } as const;
const byComments = { since, source: `${pages}/comments-mentions` } as const;
const byLikes = {
  since,
  source: 'https://developers.facebook.com/docs/graph-api/reference/object/likes',
} as const;
const byReactions = { since, source: `${messenger}/send-messages/sender-actions` } as const;
const byPosts = { since, source: `${pages}/posts` } as const;
const everybody = ['person', 'bot', 'schedule'] as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Facebook',
  sources: [{ kind: 'inbound', needsAccount: true, brings: 'inbound', fields: [] }],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'app_id', kind: 'text', required: true },
        { name: 'app_secret', kind: 'secret', required: true },
        { name: 'access_token', kind: 'secret', required: true },
        { name: 'page_id', kind: 'text', required: false },
        { name: 'human_agent', kind: 'switch', required: false, initial: 'false' },
      ],
    },
  ],
  limits: {
    post: { unit: 'utf16', max: 8_000 },
    dm: { unit: 'utf16', max: 2_000 },
    // Pictures go by an address that Facebook fetches, and Kizuki hands out none to strangers.
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: {
    takesPictures: false,
    // Where policy says so: once to who commented or posted on the Page.
    weBegin: 'always',
    why: 'One message to who commented or posted on the Page, within 7 days (private replies, developers.facebook.com, read November 2026); else they write first.',
    page: 'https://m.me/{handle}',
  },
  policy: [
    {
      actions: ['dm'],
      actors: ['person', 'bot'],
      permission: 'api',
      onlyIf: 'wrote_dm_first',
      withinHours: windowHours,
      ...byPolicy,
    },
    // Who answers by hand is let for longer, where Meta approved the app for it. No program is.
    {
      actions: ['dm'],
      actors: ['person'],
      permission: 'api',
      onlyIf: 'wrote_dm_first',
      withinHours: humanHours,
      onlyIfGranted: true,
      ...byPolicy,
    },
    {
      actions: ['dm'],
      actors: ['person', 'bot'],
      permission: 'none',
      onlyIf: 'wrote_dm_first',
      why: windowOver,
      ...byPolicy,
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
    { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyAfterTheirDm, ...byPolicy },
    {
      actions: ['reply'],
      actors: ['person', 'bot'],
      permission: 'api',
      onlyIf: 'under_our_post',
      ...byComments,
    },
    // Where others name the Page, a person answers on Facebook itself.
    {
      actions: ['reply'],
      actors: ['person'],
      permission: 'open_in_network',
      onlyIf: 'mentioned_us',
      why: mentionOnFacebook,
      ...byComments,
    },
    { actions: ['reply'], actors: [...everybody], permission: 'none', why: onlyOnPage, ...byComments },
    { actions: ['delete'], actors: [...everybody], permission: 'api', ...byComments },
    { actions: ['like'], actors: ['person'], permission: 'api', onlyIf: 'under_our_post', ...byLikes },
    {
      actions: ['like'],
      actors: ['person'],
      permission: 'api',
      onlyIf: 'wrote_dm_first',
      withinHours: windowHours,
      ...byReactions,
    },
    { actions: ['like'], actors: ['person'], permission: 'none', why: onlyHere, ...byLikes },
    { actions: ['like'], actors: ['bot', 'schedule'], permission: 'none', why: onlyByPeople, ...byLikes },
    { actions: ['repost'], actors: [...everybody], permission: 'none', why: noReposts, ...byPosts },
    { actions: ['post'], actors: [...everybody], permission: 'none', why: noPosts, ...byPosts },
    { actions: ['edit'], actors: [...everybody], permission: 'none', why: noEdits, ...byComments },
  ],
  threading: { replyNeedsHandle: false },
};
