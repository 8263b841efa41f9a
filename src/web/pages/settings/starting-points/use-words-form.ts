// What replies begin with while it is written, and how it is saved.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { codeOf } from '../../../api/errors.ts';
import { keys } from '../../../api/keys.ts';
import { useApp } from '../../../app.tsx';
import { useSubmission, type Submission } from '../../../components/form.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { ListKind } from './kind.ts';

interface WordsFormOptions<Row, Values> {
  kind: ListKind;
  /** As it stood when the form was opened; null for one that is still to be made. */
  row: Row | null;
  valuesOf: (row: Row | null) => Values;
  create: (values: Values, idempotencyKey: string) => Promise<unknown>;
  /** Fails with `version_changed` where another was faster. */
  change: (values: Values, against: Row) => Promise<unknown>;
  list: () => Promise<readonly Row[]>;
  done: () => void;
}

export interface WordsForm<Values> extends Submission {
  values: Values;
  change: (part: Partial<Values>) => void;
  /** Leaving would lose something. */
  begun: boolean;
  save: () => void;
  /** What another made of it meanwhile, and the ways on. */
  conflict: { latest: Values; takeTheirs: () => void; keepOurs: () => void } | null;
}

/** What is changed meanwhile is told, and not written over. */
export function useWordsForm<Row extends { id: string }, Values extends object>(
  options: WordsFormOptions<Row, Values>,
): WordsForm<Values> {
  const { kind, row, valuesOf, create, change, list, done } = options;
  const { t } = useI18n();
  const { newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const submission = useSubmission();
  const creation = useRef(newId());
  const [base, setBase] = useState(row);
  const [values, setValues] = useState(() => valuesOf(row));
  const [latest, setLatest] = useState<Row | null>(null);
  const save = async (against: Row | null): Promise<void> => {
    try {
      await (against === null ? create(values, creation.current) : change(values, against));
    } catch (error) {
      if (against === null || codeOf(error) !== 'version_changed') throw error;
      setLatest((await list()).find(({ id }) => id === against.id) ?? null);
      return;
    }
    await queryClient.invalidateQueries({ queryKey: keys[kind] });
    toasts.done(t('common.saved'));
    done();
  };
  return {
    ...submission,
    values,
    change: (part) => setValues((now) => ({ ...now, ...part })),
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
