// Takes back what has not gone out yet, and shows the case with what that put back.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutboundView } from '../../../../contract/views.ts';
import { keys } from '../../../api/keys.ts';
import { caseQuery } from '../../../api/queries.ts';
import { useApp } from '../../../app.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { applyLocally } from '../../../live/merge.ts';

interface TakingBack {
  busy: boolean;
  takeBack: () => Promise<void>;
}

/** `back` is told what was taken back, before the case is read anew; `said`: what is said of it, and of a failure. */
export function useTakeBack(
  outbound: OutboundView,
  said: { done: string; failed: string },
  back: (row: OutboundView) => void,
): TakingBack {
  const app = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const takeBack = async (): Promise<void> => {
    setBusy(true);
    try {
      const row = await app.client.call('undoOutbound', { params: { id: outbound.id } });
      applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
      back(row);
      const caseId = outbound.caseId ?? '';
      // One that is under way may have been answered before it was taken back: without what that put back.
      await queryClient.cancelQueries({ queryKey: keys.case(caseId) });
      await queryClient.query({ ...caseQuery(app, caseId), staleTime: 0 });
      toasts.done(said.done);
    } catch (error) {
      toasts.failed(error, said.failed);
    } finally {
      setBusy(false);
    }
  };
  return { busy, takeBack };
}
