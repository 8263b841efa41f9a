// The decisions as keys and buttons take them: done, told, and the next candidate brought up.
import { useMemo } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { SilenceReason } from '../../../domain/ledger/ledger.ts';
import { useToasts } from '../../components/toast.tsx';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { DecisionActions } from './decision-bar.tsx';
import type { CandidateNavigation } from './use-candidate-navigation.ts';
import type { Deciding, HowToSpeak } from './use-decide.ts';

/** Which one to show once `gone` have left: the next below, or above at the end of the list. */
export function nextAfter(
  rows: readonly LedgerEntryView[],
  openId: string,
  gone: readonly string[],
): string | undefined {
  const at = rows.findIndex((row) => row.post.id === openId);
  const stays = (row: LedgerEntryView): boolean => !gone.includes(row.post.id);
  const next = rows.slice(at + 1).find(stays) ?? rows.slice(0, Math.max(0, at)).findLast(stays);
  return next?.post.id;
}

interface Speaking extends HowToSpeak {
  stay: boolean;
}

export interface CandidateActions extends DecisionActions {
  silentAll: (entries: readonly LedgerEntryView[], reason: SilenceReason, note: string) => void;
}

export function useDecisionActions(
  rows: readonly LedgerEntryView[],
  deciding: Deciding,
  { postId, select, openCase }: CandidateNavigation,
): CandidateActions {
  const { t } = useI18n();
  const toasts = useToasts();
  const moveOn = (gone: readonly string[]): void => {
    if (postId !== undefined && gone.includes(postId)) select(nextAfter(rows, postId, gone));
  };
  const speakNow = async (entry: LedgerEntryView, { stay, ...how }: Speaking): Promise<void> => {
    const opened = await deciding.speak(entry, how);
    if (opened === null) return;
    const open = (): void => openCase(opened.id);
    if (!stay) open();
    else
      toasts.done(t('decide.spoken', { number: opened.number }), [
        { label: t('decide.openCase'), run: open },
      ]);
  };
  const silentAll: CandidateActions['silentAll'] = useStable((entries, reason, note) => {
    moveOn(entries.map((entry) => entry.post.id));
    void deciding.silent(entries, reason, note);
  });
  const speak: CandidateActions['speak'] = useStable((entry, stay) => {
    if (stay) moveOn([entry.post.id]);
    void speakNow(entry, { stay });
  });
  const converse: CandidateActions['converse'] = useStable(
    (entry) => void speakNow(entry, { stay: false, isConversation: true }),
  );
  const speakPrivately: CandidateActions['speakPrivately'] = useStable(
    (entry) => void speakNow(entry, { stay: false, isPrivate: true }),
  );
  const later: CandidateActions['later'] = useStable((entry, until) => {
    moveOn([entry.post.id]);
    void deciding.later(entry, until);
  });
  return useMemo(
    () => ({
      silentAll,
      speak,
      speakPrivately,
      converse,
      silent: (entry, reason, note) => silentAll([entry], reason, note),
      later,
    }),
    [silentAll, speak, speakPrivately, converse, later],
  );
}
