// What our own contact form can do: a visitor writes on a page of ours, and reads the team's answers on a private one.
import type { NetworkManifest } from '../../domain/post/manifest.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { usualKeepDays } from '../../domain/webform/settings.ts';
import { mostOfForm } from '../../domain/webform/words.ts';
import { onlyAfterTheirDm } from '../kit/policy-words.ts';

export const NETWORK = 'webform';

const onlyAnswers: BothLanguages = {
  ja: 'フォームから問い合わせた人にだけ、その人の会話ページで答えます。',
  en: 'Only who wrote by the form is answered, on the page of their conversation.',
};
const nothingPublic: BothLanguages = {
  ja: '問い合わせフォームには、公開の投稿も「いいね」も再共有もありません。',
  en: 'A contact form has no public posts, no likes and no reposts.',
};

/** The page is ours: what it takes and shows is decided here. */
const ours = { since: '2026-11-23', source: 'src/networks/webform' } as const;
const length = { unit: 'graphemes', max: mostOfForm.text, maxBytes: 20_000 } as const;

export const manifest: NetworkManifest = {
  id: NETWORK,
  name: 'Web form',
  sources: [
    {
      kind: 'form',
      needsAccount: true,
      brings: 'inbound',
      fields: [
        { name: 'origins', kind: 'list', required: false, placeholder: 'https://www.example.com' },
        { name: 'email_required', kind: 'switch', required: false, initial: 'false' },
        { name: 'days', kind: 'text', required: false, initial: String(usualKeepDays) },
      ],
    },
  ],
  connect: [
    {
      kind: 'secret',
      fields: [
        { name: 'company', kind: 'text', required: true, placeholder: 'Example Inc.' },
        { name: 'name', kind: 'text', required: true, initial: 'contact', placeholder: 'contact' },
      ],
    },
  ],
  limits: {
    post: length,
    dm: length,
    images: { max: 0, maxBytes: 0, altMax: 0, mimeTypes: [] },
  },
  dm: {
    takesPictures: false,
    weBegin: 'never',
    why: 'A conversation is begun by who fills in the form; there is no page to answer on before.',
  },
  policy: [
    { actions: ['dm'], actors: ['person'], permission: 'api', onlyIf: 'wrote_dm_first', ...ours },
    { actions: ['dm'], actors: ['person'], permission: 'none', why: onlyAnswers, ...ours },
    { actions: ['dm'], actors: ['bot'], permission: 'api', onlyIf: 'wrote_dm_first', ...ours },
    { actions: ['dm'], actors: ['bot', 'schedule'], permission: 'none', why: onlyAfterTheirDm, ...ours },
    { actions: ['edit', 'delete'], actors: ['person', 'bot'], permission: 'api', ...ours },
    {
      actions: ['reply', 'post', 'like', 'repost'],
      actors: ['person', 'bot', 'schedule'],
      permission: 'none',
      why: nothingPublic,
      ...ours,
    },
  ],
  threading: { replyNeedsHandle: false },
};
