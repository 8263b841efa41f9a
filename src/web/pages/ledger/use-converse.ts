// Answering an entry of the ledger and being done: the conversation opens, and one goes there to write.
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { LedgerEntryView } from '../../../contract/views.ts';
import { useApp } from '../../app.tsx';
import { applyLocally } from '../../live/merge.ts';

/** Rejects as the call does; the button shows why. */
export function useConverse(): (entry: LedgerEntryView) => Promise<void> {
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async ({ post }) => {
    const body = { choice: 'speak', isConversation: true } as const;
    const reply = await client.call('decide', { params: { id: post.id }, body }, { idempotencyKey: newId() });
    applyLocally(queryClient, [{ kind: 'ledger', id: post.id, row: reply.entry }]);
    if (reply.case === null) return;
    applyLocally(queryClient, [{ kind: 'case', id: reply.case.id, row: reply.case }]);
    void queryClient.invalidateQueries({ queryKey: ['ledgerCounts'] });
    const { id: caseId } = reply.case;
    await navigate({ to: '/cases/{-$caseId}', params: { caseId }, state: { toWrite: caseId } });
  };
}
