// A person's word about a send whose end the program does not know: shown at once, told when it fails.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { OutboundView } from '../../../contract/views.ts';
import type { BodyInput } from '../../api/client.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { applyLocally } from '../../live/merge.ts';

export type Choice = BodyInput<'settleOutbound'>['choice'];

interface Settling {
  /** The choice that is under way. */
  busy: Choice | null;
  /** Answers the send as it is then; null where it could not be settled. */
  settle: (choice: Choice) => Promise<OutboundView | null>;
}

export function useSettle({ id }: Pick<OutboundView, 'id'>): Settling {
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState<Choice | null>(null);
  const settle = async (choice: Choice): Promise<OutboundView | null> => {
    setBusy(choice);
    try {
      const row = await client.call('settleOutbound', { params: { id }, body: { choice } });
      applyLocally(queryClient, [{ kind: 'outbound', id: row.id, caseId: row.caseId, row }]);
      return row;
    } catch (error) {
      toasts.failed(error);
      return null;
    } finally {
      setBusy(null);
    }
  };
  return { busy, settle };
}
