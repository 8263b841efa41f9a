// Adding an internal note.
import { useQueryClient } from '@tanstack/react-query';
import { useApp } from '../../../app.tsx';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { applyLocally } from '../../../live/merge.ts';
import type { Sheet } from './sheet.ts';
import type { Drafting } from './use-draft.ts';

/** Answers how to add what was noted on `sheet`. */
export function useNote({ caseId, set }: Sheet, drafting: Drafting): () => Promise<void> {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  return async (): Promise<void> => {
    set({ noting: true });
    try {
      const body = { text: drafting.draft.note.trim() };
      const row = await client.call('addNote', { params: { id: caseId }, body }, { idempotencyKey: newId() });
      applyLocally(queryClient, [{ kind: 'note', id: row.id, caseId, row }]);
      drafting.clear('note');
    } catch (error) {
      toasts.failed(error, t('note.failed'));
    } finally {
      set({ noting: false });
    }
  };
}
