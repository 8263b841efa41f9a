// The frame around every page of a member: the rail, the state of the connection, palette and keys.
import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { sessionQuery } from '../api/queries.ts';
import { useSession } from '../api/session.ts';
import { useApp } from '../app.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useCommand } from '../keyboard/keyboard.tsx';
import { KeysHeld } from '../keyboard/keys-held.tsx';
import { LiveProvider } from '../live/live.tsx';
import { Pending } from '../components/loading.tsx';
import { useStable } from '../components/use-stable.ts';
import { ConnectionBar } from './connection-bar.tsx';
import { CrisisBar } from './crisis-bar.tsx';
import { PersonaBar } from './persona-bar.tsx';
import { BottomBar } from './bottom-bar.tsx';
import classes from './frame.module.css';
import { cleared, places, type Place } from './places.ts';
import { Rail } from './rail.tsx';

const NoWorkspace = lazy(async () => ({ default: (await import('./no-workspace.tsx')).NoWorkspace }));
const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));
const KeySheet = lazy(async () => ({ default: (await import('../keyboard/key-sheet.tsx')).KeySheet }));

export function Frame(): ReactNode {
  // The same query as everywhere: with another function a later reading would answer something else.
  const held = useQuery({ ...sessionQuery(useApp()), enabled: false }).data;
  // Signed out while the page was open: the guard of the route leads away in a moment.
  if (held == null) return <Pending />;
  if (held.workspace !== null) return <MemberFrame />;
  return (
    <Suspense fallback={<Pending />}>
      <NoWorkspace />
    </Suspense>
  );
}

function GoCommand({ place }: { place: Place }): ReactNode {
  const navigate = useNavigate();
  useCommand(place.command, () => void navigate({ to: place.to, params: cleared }));
  return null;
}

/** What was set aside is one key away from everywhere. */
function GoNoise(): ReactNode {
  const navigate = useNavigate();
  const search = { judged: 'noise' };
  useCommand('goNoise', () => void navigate({ to: '/candidates/{-$postId}', params: cleared, search }));
  return null;
}

/** Another page takes the focus, so that one does not go on where the last one was; within a page nothing moves. */
function FocusPage(): ReactNode {
  const page = useLocation({ select: ({ pathname }) => pathname.split('/')[1] ?? '' });
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current === page) return;
    shown.current = page;
    document.getElementById('content')?.focus({ preventScroll: true });
  }, [page]);
  return null;
}

function MemberFrame(): ReactNode {
  const { t } = useI18n();
  const session = useSession();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  const showPalette = useStable(() => setOverlay('palette'));
  const showKeys = useStable(() => setOverlay('keys'));
  useCommand('palette', showPalette);
  useCommand('help', showKeys);
  const close = (): void => setOverlay(null);
  return (
    <LiveProvider key={session.workspace.id}>
      {places.map((place) => (
        <GoCommand key={place.to} place={place} />
      ))}
      <GoNoise />
      <FocusPage />
      <a className={classes['skip']} href="#content">
        {t('frame.skip')}
      </a>
      <div className={classes['frame']}>
        <Rail showKeys={showKeys} showPalette={showPalette} />
        <div className={classes['column']}>
          <CrisisBar />
          <PersonaBar />
          <ConnectionBar />
          <main className={classes['content']} id="content" tabIndex={-1}>
            <Suspense fallback={<Pending />}>
              <Outlet />
            </Suspense>
          </main>
        </div>
        <BottomBar />
      </div>
      <Suspense fallback={<KeysHeld />}>
        {overlay === 'palette' && <Palette close={close} showKeys={showKeys} />}
        {overlay === 'keys' && <KeySheet close={close} />}
      </Suspense>
    </LiveProvider>
  );
}
