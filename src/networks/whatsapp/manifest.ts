// What WhatsApp can do: people write to a company's number, and the company answers within a day of their last message.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { onlyAfterTheirDm, onlyByPeople } from '../kit/policy-words.ts';

export const NETWORK = 'whatsapp';

/** The customer service window: so long after their last message whatever we write goes out. */
export const windowHours = 24;
export const mostOfText = 4_096;
/** Under a picture. */
export const mostOfCaption = 1_024;

export const onlyAnswers: BothLanguages = {
  ja: 'WhatsApp では、先にメッセージをくれた人にだけ答えます。',
  en: 'On WhatsApp only who wrote to us first is answered.',
};
const windowOver: BothLanguages = {
  ja: '相手の最後のメッセージから 24 時間が過ぎました。WhatsApp では、相手がまた書いてくれるまで、Kizuki からは送れません（承認済みテンプレートは WhatsApp マネージャーから送れます）。',
  en: 'More than 24 hours have passed since the person last wrote. Until they write again, WhatsApp lets nothing be sent from Kizuki (approved templates can be sent from WhatsApp Manager).',
};
const stays: BothLanguages = {
  ja: 'WhatsApp に送ったメッセージは、API では取り消しも書き換えもできません。',
  en: 'A message that was sent on WhatsApp can be neither taken back nor changed through the API.',
};
const nothingPublic: BothLanguages = {
  ja: 'WhatsApp には、返信できる公開の投稿も再共有もありません。',
  en: 'WhatsApp has no public posts to answer and no reposts.',
};

/** When one may write, and to whom: opt-outs are kept, and outside of the window there are templates only. */
const asRead = {
  since: '2026-11-23',
  source: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages',
} as const;
const byPolicy = { since: '2026-11-23', source: 'https://business.whatsapp.com/policy' } as const;
const inWindow = { permission: 'api', onlyIf: 'wrote_dm_first', withinHours: windowHours } as const;

const length = { unit: 'utf16', max: mostOfText } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'WhatsApp',
  sources: [{ kind: 'messages', needsAccount: true, brings: 'inbound', fields: [] }],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'phone_number_id', kind: 'text', required: true, placeholder: '106540352242922' },
        { name: 'waba_id', kind: 'text', required: true, placeholder: '102290129340398' },
        { name: 'access_token', kind: 'secret', required: true },
        { name: 'app_secret', kind: 'secret', required: true },
      ],
    },
  ],
  limits: {
    post: length,
    dm: length,
    // WhatsApp's pictures have a caption and no description: ours stays here, for the team.
    images: { max: 1, maxBytes: 5_000_000, altMax: 1_000, mimeTypes: ['image/jpeg', 'image/png'] },
  },
  dm: {
    takesPictures: true,
    weBegin: 'never',
    why: 'Outside of the 24 hours after a person’s message only approved templates go out, to who agreed to get them (business.whatsapp.com/policy, read November 2026).',
    page: 'https://wa.me/{handle}',
  },
  policy: [
    { actions: ['dm'], actors: ['person'], ...inWindow, ...asRead },
    {
      actions: ['dm'],
      actors: ['person'],
      permission: 'none',
      onlyIf: 'wrote_dm_first',
      why: windowOver,
      ...asRead,
    },
    { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAnswers, ...asRead },
    { actions: ['dm'], actors: ['bot'], ...inWindow, ...byPolicy },
    { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyAfterTheirDm, ...byPolicy },
    { actions: ['like'], actors: ['person'], ...inWindow, ...asRead },
    { actions: ['like'], actors: ['person'], permission: 'none', why: windowOver, ...asRead },
    { actions: ['like'], actors: ['bot', 'schedule'], permission: 'none', why: onlyByPeople, ...byPolicy },
    {
      actions: ['edit', 'delete'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: stays,
      ...asRead,
    },
    {
      actions: ['reply', 'post', 'repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: nothingPublic,
      ...asRead,
    },
  ],
  threading: { replyNeedsHandle: false },
};
