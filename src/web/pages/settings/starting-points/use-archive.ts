// Putting away what replies begin with, and taking it out again; either can be undone.
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../api/keys.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import type { ListKind } from './kind.ts';

/** `change` keeps the next version of a row and answers it; a refusal is told. */
export function useArchive<Row>(
  kind: ListKind,
  name: string,
  change: (row: Row, archived: boolean) => Promise<Row>,
): (row: Row, archived: boolean) => Promise<void> {
  const { t } = useI18n();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const archive = async (row: Row, archived: boolean): Promise<void> => {
    try {
      const next = await change(row, archived);
      const undo = { label: t('settings.snippets.undo'), run: () => void archive(next, !archived) };
      toasts.done(t(archived ? 'settings.snippets.archived' : 'settings.snippets.restored', { name }), [
        undo,
      ]);
    } catch (error) {
      toasts.failed(error);
    }
    await queryClient.invalidateQueries({ queryKey: keys[kind] });
  };
  return archive;
}
