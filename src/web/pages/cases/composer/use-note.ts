// Adding an internal note.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApp } from '../../../app.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { applyLocally } from '../../../live/merge.ts';
import type { Drafting } from './use-draft.ts';

export function useNote(caseId: string, drafting: Drafting): { busy: boolean; add: () => Promise<void> } {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const add = async (): Promise<void> => {
    setBusy(true);
    try {
      const body = { text: drafting.draft.note.trim() };
      const row = await client.call('addNote', { params: { id: caseId }, body }, { idempotencyKey: newId() });
      applyLocally(queryClient, [{ kind: 'note', id: row.id, caseId, row }]);
      drafting.clear('note');
    } catch (error) {
      toasts.failed(error, t('note.failed'));
    } finally {
      setBusy(false);
    }
  };
  return { busy, add };
}
