// Moves within the candidates by their address: which one is open, what the list is narrowed to, which pane shows.
import type { CandidateOrder } from '../../../domain/judgement/standing.ts';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { CandidateFilter } from '../../api/keys.ts';
import type { Pane } from '../../components/panes/panes.tsx';
import { useStable } from '../../components/use-stable.ts';
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
  /** To write in it. */
  openCase: (id: string) => void;
}

export function useCandidateNavigation(): CandidateNavigation {
  const { postId } = route.useParams();
  const search: CandidateSearch = route.useSearch();
  // The same objects while the address says the same: a step draws nothing again that is not about the post.
  const { asked, narrowing } = useMemo(() => {
    const { order: by, ...rest } = withoutPane(search);
    return { asked: by, narrowing: rest };
  }, [search]);
  const [{ candidateOrder }, changePreferences] = usePreferences();
  const order = asked ?? candidateOrder;
  const filter = useMemo(() => filterOf(narrowing, order), [narrowing, order]);
  const navigate = route.useNavigate();
  const reading = postId !== undefined;
  const select = useStable((id: string | undefined): void => {
    void navigate({
      to: '/candidates/{-$postId}',
      params: { postId: id },
      search: withoutPane,
      replace: reading && id !== undefined,
    });
  });
  const show = useStable((wanted: Narrowing, by?: CandidateOrder): void => {
    void navigate({ search: chosen({ ...wanted, order: by ?? asked }), params: { postId: undefined } });
  });
  const togglePerson = useStable(
    (): void => void navigate({ search: withPaneToggled, params: (held) => held, replace: true }),
  );
  const narrow: FilterChange = useStable((wanted) => show(chosen({ ...narrowing, ...wanted })));
  const setOrder = useStable((by: CandidateOrder): void => {
    show(narrowing, by);
    // What could not be kept on the server is kept here, and stands in the address.
    changePreferences({ candidateOrder: by }).catch(() => undefined);
  });
  const widen = useStable((): void => show({}));
  return {
    postId,
    narrowing,
    order,
    filter,
    isNoise: factsIn(narrowing.judged).includes('noise'),
    pane: paneOf(reading, search),
    select,
    togglePerson,
    narrow,
    setOrder,
    show,
    widen,
    openCase: (id) =>
      void navigate({ to: '/cases/{-$caseId}', params: { caseId: id }, search: {}, state: { toWrite: id } }),
  };
}
