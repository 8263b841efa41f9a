// The addresses of the application: which page each shows, and what its search may say.
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import type { App } from './app.tsx';
import { sessionQuery, setupQuery, workspaceQuery } from './api/queries.ts';
import { Crash } from './components/crash.tsx';
import { NoPage } from './components/states.tsx';
import { Pending } from './components/loading.tsx';
import { Frame } from './frame/frame.tsx';
import { loadLaterWords } from './i18n/catalogs.ts';
import { candidateSearch, caseSearch, ledgerSearch } from './search.ts';

/** For every page but the first ones: its words are fetched beside it. */
function withWords<Page>(load: () => Promise<Page>): () => Promise<Page> {
  return async () => {
    const [page] = await Promise.all([load(), loadLaterWords()]);
    return page;
  };
}

const root = createRootRouteWithContext<{ app: App }>()({ notFoundComponent: NoPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search): { next?: string } =>
    typeof search['next'] === 'string' && search['next'].startsWith('/') && !search['next'].startsWith('//')
      ? { next: search['next'] }
      : {},
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

const invite = createRoute({
  getParentRoute: () => root,
  path: '/invite/$token',
  component: lazyRouteComponent(() => import('./pages/sign-in/invite-page.tsx'), 'InvitePage'),
});

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  beforeLoad: async ({ context: { app } }) => {
    const [setup, session] = await Promise.all([
      app.queryClient.query({ ...setupQuery(app), staleTime: 'static' }),
      app.queryClient.query({ ...sessionQuery(app), staleTime: 'static' }),
    ]);
    if (!setup.needsOwner && session === null) redirect({ throw: true, to: '/sign-in' });
  },
  component: lazyRouteComponent(
    withWords(() => import('./pages/welcome/welcome-page.tsx')),
    'WelcomePage',
  ),
});

const member = createRoute({
  getParentRoute: () => root,
  id: 'member',
  beforeLoad: async ({ context: { app }, location }) => {
    const session = await app.queryClient.query({ ...sessionQuery(app), staleTime: 'static' });
    if (session !== null) return;
    const setup = await app.queryClient.query(setupQuery(app));
    if (setup.needsOwner) redirect({ throw: true, to: '/welcome' });
    redirect({ throw: true, to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
  component: Frame,
});

/** Whether the owner's first run was left before the company had a name. Who has other workspaces can go to those. */
async function isLeftFirstRun(app: App): Promise<boolean> {
  const session = await app.queryClient.query({ ...sessionQuery(app), staleTime: 'static' });
  if (session === null || session.memberships.length !== 1 || session.role !== 'owner') return false;
  const read = app.queryClient.query({ ...workspaceQuery(app), staleTime: 'static' });
  return read.then(
    ({ brands }) => brands.length === 0,
    () => false,
  );
}

const home = createRoute({
  getParentRoute: () => member,
  path: '/',
  beforeLoad: async ({ context: { app } }) => {
    if (await isLeftFirstRun(app)) redirect({ throw: true, to: '/welcome' });
    redirect({ throw: true, to: '/candidates/{-$postId}', params: { postId: undefined } });
  },
});

const candidates = createRoute({
  getParentRoute: () => member,
  path: '/candidates/{-$postId}',
  validateSearch: candidateSearch,
  component: lazyRouteComponent(() => import('./pages/candidates/candidates-page.tsx'), 'CandidatesPage'),
});

const cases = createRoute({
  getParentRoute: () => member,
  path: '/cases/{-$caseId}',
  validateSearch: caseSearch,
  component: lazyRouteComponent(
    withWords(() => import('./pages/cases/cases-page.tsx')),
    'CasesPage',
  ),
});

const approvals = createRoute({
  getParentRoute: () => member,
  path: '/approvals/{-$outboundId}',
  component: lazyRouteComponent(
    withWords(() => import('./pages/approvals/approvals-page.tsx')),
    'ApprovalsPage',
  ),
});

const ledger = createRoute({
  getParentRoute: () => member,
  path: '/ledger/{-$postId}',
  validateSearch: ledgerSearch,
  component: lazyRouteComponent(
    withWords(() => import('./pages/ledger/ledger-page.tsx')),
    'LedgerPage',
  ),
});

const monitors = createRoute({
  getParentRoute: () => member,
  path: '/monitors/{-$monitorId}',
  component: lazyRouteComponent(
    withWords(() => import('./pages/monitors/monitors-page.tsx')),
    'MonitorsPage',
  ),
});

const accounts = createRoute({
  getParentRoute: () => member,
  path: '/accounts',
  // As the way back from a network's own page says how it went.
  validateSearch: (search): { connected?: string; problem?: string; account?: string } => ({
    ...(typeof search['connected'] === 'string' ? { connected: search['connected'] } : {}),
    ...(typeof search['problem'] === 'string' ? { problem: search['problem'] } : {}),
    ...(typeof search['account'] === 'string' ? { account: search['account'] } : {}),
  }),
  component: lazyRouteComponent(
    withWords(() => import('./pages/accounts/accounts-page.tsx')),
    'AccountsPage',
  ),
});

const judgement = createRoute({
  getParentRoute: () => member,
  path: '/judgement/{-$view}',
  component: lazyRouteComponent(
    withWords(() => import('./pages/judgement/judgement-page.tsx')),
    'JudgementPage',
  ),
});

const team = createRoute({
  getParentRoute: () => member,
  path: '/team',
  component: lazyRouteComponent(
    withWords(() => import('./pages/team/team-page.tsx')),
    'TeamPage',
  ),
});

const settings = createRoute({
  getParentRoute: () => member,
  path: '/settings/{-$section}',
  component: lazyRouteComponent(
    withWords(() => import('./pages/settings/settings-page.tsx')),
    'SettingsPage',
  ),
});

const practice = createRoute({
  getParentRoute: () => member,
  path: '/practice',
  validateSearch: (search): { thread?: string } =>
    typeof search['thread'] === 'string' ? { thread: search['thread'] } : {},
  component: lazyRouteComponent(
    withWords(() => import('./pages/practice/practice-page.tsx')),
    'PracticePage',
  ),
});

const practiceSessions = createRoute({
  getParentRoute: () => member,
  path: '/practice/sessions/{-$sessionId}',
  component: lazyRouteComponent(
    withWords(() => import('./pages/practice/sessions/sessions-page.tsx')),
    'SessionsPage',
  ),
});

const tree = root.addChildren([
  signIn,
  invite,
  welcome,
  member.addChildren([
    home,
    candidates,
    cases,
    approvals,
    ledger,
    monitors,
    accounts,
    judgement,
    team,
    settings,
    practice,
    practiceSessions,
  ]),
]);

/** Makes the router; `app` is what its guards read with. */
export function createAppRouter(app: App) {
  return createRouter({
    routeTree: tree,
    context: { app },
    defaultPreload: 'intent',
    defaultPreloadDelay: 30,
    defaultPendingMs: 300,
    defaultPendingComponent: Pending,
    defaultErrorComponent: Crash,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
  interface HistoryState {
    /** The case that one comes to write in. */
    toWrite?: string | undefined;
  }
}
