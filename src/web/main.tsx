// Starts the application in the browser.
import './theme/mantine.css';
import './styles/tokens.css';
import './styles/global.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { routes } from 'virtual:routes';
import type { SessionView } from '../contract/views.ts';
import { createClient } from './api/client.ts';
import { ApiError } from './api/errors.ts';
import { keys } from './api/keys.ts';
import { readAhead } from './ahead.ts';
import { AppProvider, type App } from './app.tsx';
import { ToastOutlet } from './components/toast-outlet.tsx';
import { loadFirstWords, loadLaterWords } from './i18n/catalogs.ts';
import { createAppRouter } from './routes.tsx';
import { createPreferences } from './theme/preferences.ts';
import { PreferencesProvider } from './theme/preferences-provider.tsx';

/** Trying again helps only where something was down; what was refused stays refused. */
function worthRetrying(failures: number, error: Error): boolean {
  return (
    failures < 2 && error instanceof ApiError && (error.problem.status === 0 || error.problem.status >= 502)
  );
}

const queryClient = new QueryClient({
  defaultOptions: {
    // Live changes keep what is held fresh, so it is not read again without a reason.
    queries: { staleTime: Infinity, gcTime: 10 * 60_000, retry: worthRetrying, refetchOnWindowFocus: false },
  },
});

/** How long after the first page the words of the others are fetched: when it has read what it shows. */
const LATER_WORDS_MS = 1500;

const client = createClient({
  routes,
  fetch: (input, init) => fetch(input, init),
  csrfToken: () => queryClient.getQueryData<SessionView | null>(keys.session)?.csrfToken ?? null,
  onSignedOut: () => {
    if (queryClient.getQueryData<SessionView | null>(keys.session) == null) return;
    queryClient.setQueryData(keys.session, null);
    void router.invalidate();
  },
});

const app: App = { client, queryClient, now: Date.now, newId: () => crypto.randomUUID() };
const router = createAppRouter(app);
const preferences = createPreferences(localStorage, navigator.languages);

// Styles that libraries add while running carry the nonce that the policy asks for.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
Object.assign(globalThis, { __webpack_nonce__: nonce });

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no #root to start in.');
const { locale, candidateOrder } = preferences.read();
const words = loadFirstWords(locale);
readAhead(app, location.pathname, router.options.parseSearch(location.search), candidateOrder);
const catalog = await words;

const stopWaiting = router.subscribe('onRendered', () => {
  stopWaiting();
  // What fails is asked for again by the page that needs it.
  setTimeout(() => void loadLaterWords().catch(() => undefined), LATER_WORDS_MS);
});

createRoot(place).render(
  <StrictMode>
    <AppProvider app={app}>
      <QueryClientProvider client={queryClient}>
        <PreferencesProvider store={preferences} first={{ locale, catalog }}>
          <ToastOutlet />
          <RouterProvider router={router} />
        </PreferencesProvider>
      </QueryClientProvider>
    </AppProvider>
  </StrictMode>,
);
