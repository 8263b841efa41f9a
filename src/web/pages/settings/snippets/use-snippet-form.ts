// A snippet while it is written, and how it is saved.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { SnippetView } from '../../../../contract/endpoints/drafting.ts';
import { codeOf } from '../../../api/errors.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { choiceOf, whoseOf } from './whose.ts';

const valuesOf = (snippet: SnippetView | null) => ({
  name: snippet?.name ?? '',
  key: snippet?.key ?? '',
  text: snippet?.text ?? '',
  tags: snippet?.tags ?? [],
  lang: snippet?.lang ?? '',
  whose: snippet === null ? '' : choiceOf(snippet),
});

/** `snippet` as it stood when the form was opened: what is changed meanwhile is told, and not written over. */
export function useSnippetForm(snippet: SnippetView | null, done: () => void) {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const submission = useSubmission();
  const creation = useRef(newId());
  const [base, setBase] = useState(snippet);
  const [values, setValues] = useState(() => valuesOf(snippet));
  const [latest, setLatest] = useState<SnippetView | null>(null);
  const save = async (against: SnippetView | null): Promise<void> => {
    const { whose, lang, ...words } = values;
    const body = { ...words, lang: lang === '' ? null : lang, ...whoseOf(whose) };
    if (against === null) {
      await client.call('createSnippet', { body }, { idempotencyKey: creation.current });
    } else {
      const { id, version } = against;
      try {
        await client.call('changeSnippet', { params: { id }, body }, { ifMatch: version });
      } catch (error) {
        if (codeOf(error) !== 'version_changed') throw error;
        const { rows } = await client.call('listSnippets', {});
        setLatest(rows.find((row) => row.id === id) ?? null);
        return;
      }
    }
    await queryClient.invalidateQueries({ queryKey: keys.snippets });
    toasts.done(t('common.saved'));
    done();
  };
  return {
    ...submission,
    values,
    change: (part: Partial<typeof values>) => setValues((now) => ({ ...now, ...part })),
    isFilled: [values.name, values.key, values.text].every((text) => text.trim() !== ''),
    /** Leaving would lose something. */
    begun: JSON.stringify(values) !== JSON.stringify(valuesOf(base)),
    save: () => void submission.submit(() => save(base)),
    conflict:
      latest === null
        ? null
        : {
            latest: valuesOf(latest),
            takeTheirs: () => {
              setBase(latest);
              setValues(valuesOf(latest));
              setLatest(null);
            },
            keepOurs: () => void submission.submit(() => save(latest)),
          },
  };
}

export type SnippetForm = ReturnType<typeof useSnippetForm>;
