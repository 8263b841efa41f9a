// Moves within the candidates by their address: which one is open, what the list is narrowed to, which pane shows.
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Pane } from '../../components/panes/panes.tsx';
import { chosen, paneOf, withoutPane, withPaneToggled, type CandidateSearch } from '../../search.ts';
import type { FilterChange, Narrowing } from './filters.tsx';

const route = getRouteApi('/member/candidates/{-$postId}');

export interface CandidateNavigation {
  postId: string | undefined;
  narrowing: Narrowing;
  /** The pane a phone shows. */
  pane: Pane;
  select: (id: string | undefined) => void;
  togglePerson: () => void;
  narrow: FilterChange;
  widen: () => void;
  openCase: (id: string) => void;
}

export function useCandidateNavigation(): CandidateNavigation {
  const { postId } = route.useParams();
  const search: CandidateSearch = route.useSearch();
  const narrowing = withoutPane(search);
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
  return {
    postId,
    narrowing,
    pane: paneOf(reading, search),
    select,
    togglePerson: () =>
      void navigate({
        search: withPaneToggled,
        params: (held) => held,
        replace: true,
      }),
    narrow: (wanted) =>
      void navigate({ search: chosen({ ...narrowing, ...wanted }), params: { postId: undefined } }),
    widen: () => void navigate({ search: {}, params: { postId: undefined } }),
    openCase: (id) => void navigate({ to: '/cases/{-$caseId}', params: { caseId: id }, search: {} }),
  };
}
