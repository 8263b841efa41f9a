// What leaves for a draft: of no stranger anything that tells who they are, wherever it stands.
import { expect, test } from 'vitest';
import { emptyGuideline, usualPersona } from '../guideline/usual.ts';
import { draftQuestion, type DraftMaterial } from './model-question.ts';

const hanako = { handle: 'hanako_77', displayName: '山下花子' };
const material: DraftMaterial = {
  lang: 'ja',
  channel: 'public',
  names: ['Acme', 'acme_help'],
  persona: usualPersona,
  words: { ...emptyGuideline.words, confidential: ['Bluebird'] },
  longest: 280,
  posts: [{ from: 'customer', ...hanako, text: '昨日@jiro_88に聞いたが赤いまま' }],
  sources: [],
};

test('what an earlier customer asked is covered like what this one wrote', () => {
  const question =
    '昨日@saburo_99に聞いた。山下花子さんと同じ\u202e。https://shop.example/o?id=tok-998877 の 778899001122、@acme_helpまで Bluebird';
  const { conversation, sources } = draftQuestion({
    ...material,
    sources: [{ kind: 'answer', question, text: 'https://help.acme.example/red を見てください。' }],
  });
  expect(conversation[0]?.text).toBe('昨日{アカウント}に聞いたが赤いまま');
  expect(sources).toEqual([
    {
      kind: 'answer',
      question: '昨日{アカウント}に聞いた。{名前}さんと同じ。{リンク} の {番号}、@acme_helpまで …',
      text: 'https://help.acme.example/red を見てください。',
    },
  ]);
});
