// Taking a silence back: the post waits for a decision again, with a way to go there at once.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';

/** Rejects as the call does; the form shows why. */
export function useReconsider(): (entry: LedgerEntryView, note: string) => Promise<void> {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  return async (entry, note) => {
    const postId = entry.post.id;
    const body = { choice: 'reconsider', note } as const;
    const reply = await client.call('decide', { params: { id: postId }, body }, { idempotencyKey: newId() });
    applyLocally(queryClient, [{ kind: 'ledger', id: postId, row: reply.entry }]);
    void queryClient.invalidateQueries({ queryKey: keys.entry(postId) });
    void queryClient.invalidateQueries({ queryKey: ['ledgerCounts'] });
    const open = (): void => {
      void navigate({ to: '/candidates/{-$postId}', params: { postId } });
    };
    toasts.done(t('ledger.reconsidered'), [{ label: t('ledger.decideNow'), run: open }]);
  };
}
