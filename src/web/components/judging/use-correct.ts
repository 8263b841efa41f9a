// Correcting and confirming judgements: shown at once, said to the server one after the other, and taken back where that failed.
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { keys } from '../../api/keys.ts';
import type { Reply } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';
import { useValueWords } from '../judgements.ts';
import { useToasts } from '../toast.tsx';
import { useStable } from '../use-stable.ts';
import { holdCorrected, holdEntry } from './queries.ts';
import { answersBefore, valueNow, withAnswers, type Answer, type OnItsWay } from './said-by-people.ts';

export interface Correcting {
  /** Says these of a post; `quiet`, where the page itself shows that it was done. Answers whether the server took them. */
  say: (entry: LedgerEntryView, answers: readonly Answer[], quiet?: boolean) => Promise<boolean>;
  /** Says whether a post is about us: the other of what is said now. */
  turnAbout: (entry: LedgerEntryView) => void;
}

type Put = (
  entry: LedgerEntryView,
  answers: readonly Answer[],
  before: OnItsWay['before'],
) => Promise<boolean>;

/** Shows answers at once and sends them in turn; what the server refuses is read anew. */
function usePut(): Put {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  /** By post, what was said and not answered yet: who types fast says the next before that. */
  const onTheWay = useRef(new Map<string, OnItsWay[]>());
  const queue = useRef(Promise.resolve(true));

  const show = (entry: LedgerEntryView): void => {
    const row = withAnswers(entry, onTheWay.current.get(entry.post.id) ?? []);
    holdEntry(queryClient, row);
    applyLocally(queryClient, [{ kind: 'ledger', id: row.post.id, row }]);
  };
  const arrived = (reply: Reply<'correctJudgement'>, answer: OnItsWay): void => {
    const id = reply.entry.post.id;
    onTheWay.current.set(
      id,
      (onTheWay.current.get(id) ?? []).filter((one) => one !== answer),
    );
    holdCorrected(queryClient, reply);
    show(reply.entry);
  };
  const failed = (error: unknown, { post }: LedgerEntryView): false => {
    onTheWay.current.delete(post.id);
    toasts.failed(error, t('correct.failed'));
    // Some of it may have been taken: what the server holds is right.
    void queryClient.invalidateQueries({ queryKey: ['candidates'] });
    void queryClient.invalidateQueries({ queryKey: keys.entry(post.id) });
    return false;
  };
  const send = async (entry: LedgerEntryView, answers: readonly OnItsWay[]): Promise<boolean> => {
    try {
      for (const answer of answers) {
        const { kind, value } = answer;
        const params = { id: entry.post.id, kind };
        // The next is about what the one before has made of the post.
        // Should the author change it meanwhile, it is not of the new text.
        const body = { value, editedAt: entry.post.editedAt };
        arrived(await client.call('correctJudgement', { params, body }), answer);
      }
      return true;
    } catch (error) {
      return failed(error, entry);
    }
  };
  return (entry, answers, before) => {
    const id = entry.post.id;
    const going = answers.map((answer) => ({ ...answer, before }));
    onTheWay.current.set(id, [...(onTheWay.current.get(id) ?? []), ...going]);
    show(entry);
    queue.current = queue.current.then(() => send(entry, going));
    return queue.current;
  };
}

/** `remember` is told how to take the last ones back. */
export function useCorrect(remember: (undo: () => void) => void): Correcting {
  const { t } = useI18n();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const wordsOf = useValueWords();
  const put = usePut();
  const takeBack = (entry: LedgerEntryView, answers: readonly Answer[]): void => {
    const held = queryClient.getQueryData<Reply<'readLedgerEntry'>>(keys.entry(entry.post.id))?.entry;
    void put(held ?? entry, answersBefore(answers, entry.judgements), entry.judgements);
  };
  const told = (entry: LedgerEntryView, answers: readonly Answer[]): string => {
    const [first] = answers;
    if (answers.length > 1 || first === undefined) return t('correct.confirmed', { count: answers.length });
    const text = wordsOf(first.kind, first.value ?? '') ?? '';
    const isSame = valueNow(entry.judgements, first.kind) === first.value;
    return t(isSame ? 'correct.confirmedOne' : 'correct.done', { text });
  };
  const say: Correcting['say'] = useStable((entry, answers, quiet = false) => {
    if (answers.length === 0) return Promise.resolve(true);
    if (quiet) return put(entry, answers, entry.judgements);
    const undo = (): void => takeBack(entry, answers);
    const toast = toasts.done(told(entry, answers), [{ label: t('toast.undo'), run: undo }]);
    remember(() => {
      toasts.hide(toast);
      undo();
    });
    return put(entry, answers, entry.judgements);
  });
  return useMemo(
    () => ({
      say,
      turnAbout(entry) {
        const value = valueNow(entry.judgements, 'about') === 'yes' ? 'no' : 'yes';
        void say(entry, [{ kind: 'about', value }]);
      },
    }),
    [say],
  );
}
