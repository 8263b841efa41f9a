// Moves within the candidates by their address: which one is open, what the list is narrowed to, which pane shows.
import type { CandidateOrder } from '../../../domain/judgement/standing.ts';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { CandidateFilter } from '../../api/keys.ts';
import type { Pane } from '../../components/panes/panes.tsx';
import { chosen, factsIn, paneOf, withoutPane, withPaneToggled, type CandidateSearch } from '../../search.ts';
import { usePreferences } from '../../theme/preferences-provider.tsx';
import { filterOf, type FilterChange, type Narrowing } from './candidate-filter.ts';

const route = getRouteApi('/member/candidates/{-$postId}');

export interface CandidateNavigation {
  postId: string | undefined;
  narrowing: Narrowing;
  order: CandidateOrder;
  filter: CandidateFilter;
  /** Whether the list shows what is folded away elsewhere. */
  isNoise: boolean;
  /** The pane a phone shows. */
  pane: Pane;
  select: (id: string | undefined) => void;
  togglePerson: () => void;
  narrow: FilterChange;
  setOrder: (order: CandidateOrder) => void;
  /** Shows what was named, and nothing else. */
  show: (narrowing: Narrowing, order?: CandidateOrder) => void;
  widen: () => void;
  openCase: (id: string) => void;
}

export function useCandidateNavigation(): CandidateNavigation {
  const { postId } = route.useParams();
  const search: CandidateSearch = route.useSearch();
  const { order: asked, ...narrowing } = withoutPane(search);
  const [{ candidateOrder }, changePreferences] = usePreferences();
  const order = asked ?? candidateOrder;
  const navigate = route.useNavigate();
  const reading = postId !== undefined;
  // The same function for every step, so that rows are not drawn again for it.
  const select = useCallback(
    (id: string | undefined): void =>
      void navigate({
        to: '/candidates/{-$postId}',
        params: { postId: id },
        search: withoutPane,
        replace: reading && id !== undefined,
      }),
    [navigate, reading],
  );
  const show = (wanted: Narrowing, by = asked): void =>
    void navigate({ search: chosen({ ...wanted, order: by }), params: { postId: undefined } });
  return {
    postId,
    narrowing,
    order,
    filter: filterOf(narrowing, order),
    isNoise: factsIn(narrowing.judged).includes('noise'),
    pane: paneOf(reading, search),
    select,
    togglePerson: () =>
      void navigate({
        search: withPaneToggled,
        params: (held) => held,
        replace: true,
      }),
    narrow: (wanted) => show(chosen({ ...narrowing, ...wanted })),
    setOrder(by) {
      show(narrowing, by);
      // What could not be kept on the server is kept here, and stands in the address.
      changePreferences({ candidateOrder: by }).catch(() => undefined);
    },
    show,
    widen: () => show({}),
    openCase: (id) => void navigate({ to: '/cases/{-$caseId}', params: { caseId: id }, search: {} }),
  };
}
