// Runs the live stream while somebody is signed in, and tells components how it is.
import { useQueryClient } from '@tanstack/react-query';
import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import type { LivePresence } from '../../contract/live.ts';
import { keys } from '../api/keys.ts';
import { createMerger } from './merge.ts';
import { openStream, type LiveState } from './stream.ts';

export type Connection = LiveState | 'offline';

const Context = createContext<Connection>('connecting');

/** Give it the workspace as its key: another workspace is another stream. */
export function LiveProvider(props: { children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  const [online, setOnline] = useState(() => navigator.onLine);

  useEffect(() => {
    const merger = createMerger(client);
    const stream = openStream({
      open: (address) => new EventSource(address),
      onHello: (hello) => {
        merger.counts(hello.counts);
        if (!hello.resumed) merger.readAllAgain();
      },
      onChanges: merger.changes,
      onPresence: (presence: LivePresence) => client.setQueryData(keys.presence, presence),
      onReset: merger.readAllAgain,
      onState: setState,
      random: Math.random,
    });
    const back = (): void => {
      setOnline(true);
      stream.retryNow();
    };
    const gone = (): void => setOnline(false);
    window.addEventListener('online', back);
    window.addEventListener('offline', gone);
    return () => {
      window.removeEventListener('online', back);
      window.removeEventListener('offline', gone);
      stream.close();
      merger.stop();
    };
  }, [client]);

  return <Context value={online ? state : 'offline'}>{props.children}</Context>;
}

/** How the connection to the server is now. */
export function useConnection(): Connection {
  return use(Context);
}
