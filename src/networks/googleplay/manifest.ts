// What Google Play can do: reviews of an app of ours come in, and each is given one public answer.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';

export const NETWORK = 'googleplay';

/** Google counts “approximately” so many characters, and does not say how: by UTF-16 no text is counted shorter. */
const length = { unit: 'utf16', max: 350 } as const;

const byPeople: BothLanguages = {
  ja: 'レビューに付けられる公開の返信は 1 つだけで、次の返信がその場所に入ります。プログラムの決まり文句でふさがないよう、Kizuki は人が書いたものだけを送ります。',
  en: 'A review has room for one public answer, and the next takes its place. Kizuki does not fill it with what a program says: a person writes it.',
};
const noDms: BothLanguages = {
  ja: 'Google Play に DM はありません。続きの窓口（サポートのメールアドレスなど）を返信で案内してください。',
  en: 'Google Play has no direct messages. Say in the answer where to go on, such as a support address.',
};
const noLikes: BothLanguages = {
  ja: 'Google Play の API では、レビューを評価できません。',
  en: 'Google Play’s API gives reviews no thumbs.',
};
const noReposts: BothLanguages = {
  ja: 'Google Play に再共有はありません。',
  en: 'Google Play has no reposts.',
};
const noPosts: BothLanguages = {
  ja: 'Google Play では、レビューに返信することしかできません。',
  en: 'On Google Play only reviews are answered.',
};
const stays: BothLanguages = {
  ja: 'Google Play の返信は、API では削除できません。書き換えることはできます。',
  en: 'An answer on Google Play cannot be deleted through its API. It can be changed.',
};

const since = '2026-11-24';
const reference = 'https://developers.google.com/android-publisher/api-ref/rest/v3/reviews';
const byReference = { since, source: reference } as const;
const byReply = { since, source: `${reference}/reply` } as const;
/** Keep to what the customer raised, ask for no better rating, name a support address or help page. */
const byRatings = {
  since,
  source: 'https://support.google.com/googleplay/android-developer/answer/9898684',
} as const;
const everybody = ['person', 'bot', 'schedule'] as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Google Play',
  sources: [{ kind: 'inbound', needsAccount: true, brings: 'inbound', fields: [] }],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'package_name', kind: 'text', required: true, placeholder: 'com.example.app' },
        { name: 'service_account', kind: 'secret', required: true },
      ],
    },
  ],
  limits: {
    post: length,
    dm: length,
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: { takesPictures: false, weBegin: 'never', why: `Google Play has no direct messages (${reference}).` },
  policy: [
    { actions: ['reply', 'edit'], actors: ['person'], permission: 'api', ...byRatings },
    {
      actions: ['reply', 'edit'],
      actors: ['bot', 'schedule'],
      permission: 'none',
      why: byPeople,
      ...byReply,
    },
    { actions: ['delete'], actors: [...everybody], permission: 'none', why: stays, ...byReference },
    { actions: ['dm'], actors: [...everybody], permission: 'none', why: noDms, ...byReference },
    { actions: ['like'], actors: [...everybody], permission: 'none', why: noLikes, ...byReference },
    { actions: ['repost'], actors: [...everybody], permission: 'none', why: noReposts, ...byReference },
    { actions: ['post'], actors: [...everybody], permission: 'none', why: noPosts, ...byReference },
  ],
  threading: { replyNeedsHandle: false },
};
