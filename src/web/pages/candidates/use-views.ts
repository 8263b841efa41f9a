// The views that the team keeps: which one is shown now, and how one is saved or removed.
import type { CandidateOrder } from '../../../domain/judgement/standing.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Reply } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import { viewsQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import type { Narrowing } from './candidate-filter.ts';
import type { CandidateNavigation } from './use-candidate-navigation.ts';

export type View = Reply<'listViews'>['rows'][number];

/** The same text for what shows the same, in whatever order it is said. */
function sameText({ order, narrowing }: { order: CandidateOrder; narrowing: Narrowing }): string {
  return JSON.stringify(Object.entries({ ...narrowing, order }).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a view shows; where it says no order, what needs somebody first. */
export function shownBy({ shows }: View): { order: CandidateOrder; narrowing: Narrowing } {
  const { order = 'priority', ...narrowing } = shows;
  return { order, narrowing: narrowing as Narrowing };
}

export interface Views {
  all: readonly View[];
  /** The one that shows what is shown now. */
  present: View | undefined;
  /** Rejects where it could not be saved, as when the name is taken. */
  save: (name: string) => Promise<void>;
  remove: (view: View) => Promise<void>;
}

export function useViews({ narrowing, order }: Pick<CandidateNavigation, 'narrowing' | 'order'>): Views {
  const { t } = useI18n();
  const app = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const all = useQuery(viewsQuery(app)).data?.rows ?? [];
  const now = sameText({ narrowing, order });
  const readAgain = (): Promise<void> => queryClient.invalidateQueries({ queryKey: keys.views });

  const keep = async (name: string, shows: View['shows']): Promise<void> => {
    await app.client.call('saveView', { body: { name, shows } });
    await readAgain();
  };
  return {
    all,
    present: all.find((view) => sameText(shownBy(view)) === now),
    async save(name) {
      // A day stands still in a view: what is shown since then is not what one looks for tomorrow.
      const { since: _, ...lasting } = narrowing;
      await keep(name, { ...lasting, order });
      toasts.done(t('views.saved', { name }));
    },
    async remove(view) {
      try {
        await app.client.call('removeView', { params: { id: view.id } });
      } catch (error) {
        toasts.failed(error);
      }
      await readAgain();
      const restore = (): void => void keep(view.name, view.shows).catch(toasts.failed);
      toasts.done(t('views.removed', { name: view.name }), [{ label: t('toast.undo'), run: restore }]);
    },
  };
}
