// Moves within the cases by their address: which one is open, which view or search the list shows, which pane.
import { getRouteApi } from '@tanstack/react-router';
import type { CaseFilter } from '../../api/keys.ts';
import type { Pane } from '../../components/panes/panes.tsx';
import { useStable } from '../../components/use-stable.ts';
import { chosen, paneOf, withoutPane, withPaneToggled, type CaseView } from '../../search.ts';

const route = getRouteApi('/member/cases/{-$caseId}');

const filters: Record<CaseView, CaseFilter> = {
  mine: { state: 'unfinished', assignee: 'me' },
  unassigned: { state: 'open', assignee: 'nobody' },
  open: { state: 'open' },
  waiting: { state: 'waiting_customer' },
  closed: { state: 'closed', kind: 'support' },
  conversations: { kind: 'conversation' },
};

export interface CaseNavigation {
  caseId: string | undefined;
  view: CaseView;
  /** Words searched for; then the view does not matter. */
  q: string | undefined;
  filter: CaseFilter;
  /** The pane a phone shows. */
  pane: Pane;
  select: (id: string | undefined) => void;
  togglePerson: () => void;
  look: (view: CaseView) => void;
  /** Searches for words; without any, the view is back and what is open stays open. */
  search: (q: string) => void;
}

export function useCaseNavigation(): CaseNavigation {
  const { caseId } = route.useParams();
  const search = route.useSearch();
  const { view = 'mine', network, q } = search;
  const navigate = route.useNavigate();
  const reading = caseId !== undefined;
  const select = useStable((id: string | undefined): void => {
    void navigate({
      to: '/cases/{-$caseId}',
      params: { caseId: id },
      search: withoutPane,
      replace: reading && id !== undefined,
    });
  });
  const togglePerson = useStable(
    (): void => void navigate({ search: withPaneToggled, params: (held) => held, replace: true }),
  );
  return {
    caseId,
    view,
    q,
    filter: chosen({ ...(q === undefined ? filters[view] : {}), network, q }),
    pane: paneOf(reading, search),
    select,
    togglePerson,
    look: (wanted) =>
      void navigate({ search: chosen({ view: wanted, network }), params: { caseId: undefined } }),
    search: (words) =>
      void navigate(
        words === ''
          ? { search: chosen({ view, network }), params: (held) => held }
          : { search: chosen({ view, network, q: words }), params: { caseId: undefined } },
      ),
  };
}
