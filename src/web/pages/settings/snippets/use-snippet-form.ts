// A snippet while it is written, and how it is saved.
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { useApp } from '../../../app.tsx';
import { useWordsForm, type WordsForm } from '../starting-points/use-words-form.ts';
import { choiceOf, whoseOf } from './whose.ts';

const valuesOf = (snippet: SnippetView | null) => ({
  name: snippet?.name ?? '',
  key: snippet?.key ?? '',
  text: snippet?.text ?? '',
  tags: snippet?.tags ?? [],
  lang: snippet?.lang ?? '',
  whose: snippet === null ? '' : choiceOf(snippet),
});
type SnippetValues = ReturnType<typeof valuesOf>;
export type SnippetForm = WordsForm<SnippetValues>;

const bodyOf = ({ whose, lang, ...words }: SnippetValues) => ({
  ...words,
  lang: lang === '' ? null : lang,
  ...whoseOf(whose),
});

export function useSnippetForm(snippet: SnippetView | null, done: () => void): SnippetForm {
  const { client } = useApp();
  return useWordsForm({
    kind: 'snippets',
    row: snippet,
    valuesOf,
    create: (values, idempotencyKey) =>
      client.call('createSnippet', { body: bodyOf(values) }, { idempotencyKey }),
    change: (values, { id, version }) =>
      client.call('changeSnippet', { params: { id }, body: bodyOf(values) }, { ifMatch: version }),
    list: async () => (await client.call('listSnippets', {})).rows,
    done,
  });
}
