// What every component may ask for: the client of the server, a clock and new ids.
import { createContext, use, type ReactNode } from 'react';
import type { QueryClient } from '@tanstack/react-query';
import type { Client } from './api/client.ts';

export interface App {
  client: Client;
  queryClient: QueryClient;
  now: () => number;
  newId: () => string;
}

const Context = createContext<App | null>(null);

export function AppProvider({ app, children }: { app: App; children: ReactNode }): ReactNode {
  return <Context value={app}>{children}</Context>;
}

export function useApp(): App {
  const app = use(Context);
  if (app === null) throw new Error('useApp is used outside AppProvider.');
  return app;
}
