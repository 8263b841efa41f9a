// Deciding about a candidate: done on screen at once, on the server right after, and taken back where that failed.
import { useQueryClient } from '@tanstack/react-query';
import type { CaseRow, LedgerEntryView } from '../../../contract/views.ts';
import type { LedgerState, SilenceReason } from '../../../domain/ledger/ledger.ts';
import { heapOf } from '../../../domain/ledger/ledger.ts';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import type { BodyInput } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useStable } from '../../components/use-stable.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';

type Choice = BodyInput<'decide'>;

const stateAfter: Record<Choice['choice'], LedgerState> = {
  speak: 'in_case',
  silent: 'closed',
  later: 'later',
  reconsider: 'waiting',
};

/** In a direct message; as a conversation that ends by itself once it is answered. */
export interface HowToSpeak {
  isPrivate?: true;
  isConversation?: true;
}

export interface Deciding {
  /** Opens or joins a case; null when it failed. */
  speak: (entry: LedgerEntryView, how: HowToSpeak) => Promise<CaseRow | null>;
  silent: (entries: readonly LedgerEntryView[], reason: SilenceReason, note: string) => Promise<void>;
  later: (entry: LedgerEntryView, until: string) => Promise<void>;
  /** Takes one silence back. */
  reconsider: (entry: LedgerEntryView) => void;
}

interface Showing {
  show: (entries: readonly LedgerEntryView[]) => void;
  showAs: (entries: readonly LedgerEntryView[], state: LedgerState) => void;
  /** Shows what is true after the server refused, and says so. */
  failed: (error: unknown, entries: readonly LedgerEntryView[]) => void;
}

/** What stands on screen before the server has answered. */
function useShowing(): Showing {
  const { t } = useI18n();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const show = (entries: readonly LedgerEntryView[]): void =>
    applyLocally(
      queryClient,
      entries.map((row) => ({ kind: 'ledger', id: row.post.id, row })),
    );
  const showAs = (entries: readonly LedgerEntryView[], state: LedgerState): void =>
    show(entries.map((entry) => ({ ...entry, state, heap: heapOf(state) })));

  const failed = (error: unknown, entries: readonly LedgerEntryView[]): void => {
    // Somebody was faster: what the server holds is right, and not what stood here before.
    if (codeOf(error) === 'already_decided' || codeOf(error) === 'not_found') {
      void queryClient.invalidateQueries({ queryKey: ['candidates'] });
      for (const entry of entries)
        void queryClient.invalidateQueries({ queryKey: keys.entry(entry.post.id) });
    } else {
      show(entries);
    }
    toasts.failed(error, t('decide.failed', { count: entries.length }));
  };
  return { show, showAs, failed };
}

/**
 * `undone` is told which post came back, to bring it up again; `remember`, how to take the last silence or `later` back.
 */
export function useDecide(undone: (postId: string) => void, remember: (undo: () => void) => void): Deciding {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { show, showAs, failed } = useShowing();

  const decide = async (entry: LedgerEntryView, body: Choice): Promise<CaseRow | null | undefined> => {
    showAs([entry], stateAfter[body.choice]);
    try {
      const params = { id: entry.post.id };
      const reply = await client.call('decide', { params, body }, { idempotencyKey: newId() });
      show([reply.entry]);
      if (reply.case !== null)
        applyLocally(queryClient, [{ kind: 'case', id: reply.case.id, row: reply.case }]);
      return reply.case;
    } catch (error) {
      failed(error, [entry]);
      return undefined;
    }
  };

  const undoAll = (entries: readonly LedgerEntryView[]): void => {
    for (const entry of entries) {
      const held = { ...entry, state: 'closed' as const };
      void decide(held, { choice: 'reconsider' });
    }
    if (entries[0] !== undefined) undone(entries[0].post.id);
  };
  const tell = (entries: readonly LedgerEntryView[], message: string): void => {
    const toast = toasts.done(message, [{ label: t('toast.undo'), run: () => undoAll(entries) }]);
    remember(() => {
      toasts.hide(toast);
      undoAll(entries);
    });
  };

  const reconsider = useStable((entry: LedgerEntryView): void => undoAll([entry]));
  return {
    speak: async (entry, how) => (await decide(entry, { choice: 'speak', ...how })) ?? null,
    async silent(entries, reason, note) {
      const [first] = entries;
      if (first === undefined) return;
      tell(entries, t('decide.silentDone', { count: entries.length }));
      if (entries.length === 1) {
        await decide(first, { choice: 'silent', reason, note });
        return;
      }
      showAs(entries, 'closed');
      try {
        const body = { ids: entries.map((entry) => entry.post.id), choice: 'silent' as const, reason, note };
        const { refused } = await client.call('decideMany', { body }, { idempotencyKey: newId() });
        if (refused.length > 0) toasts.done(t('decide.someRefused', { count: refused.length }));
      } catch (error) {
        failed(error, entries);
      }
    },
    async later(entry, until) {
      tell([entry], t('decide.laterDone'));
      await decide(entry, { choice: 'later', until });
    },
    reconsider,
  };
}
