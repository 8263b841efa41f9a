// Who else is here: tells the server what one looks at or writes, and shows what others do.
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import type { LivePresence } from '../../../contract/live.ts';
import { keys } from '../../api/keys.ts';
import { useSession } from '../../api/session.ts';
import { useApp } from '../../app.tsx';

/** The server forgets after 30 s. */
const BEAT_MS = 12_000;
const TYPING_MS = 4000;
/** One that is only passed by on the way to another case is not told. */
const SETTLED_MS = 150;

export type Here = LivePresence['presence'][number];

/** Tells that one looks at this case while it is on screen. Answers what to call with every typed letter. */
export function useTellPresence(caseId: string): () => void {
  const { client, now, newId } = useApp();
  const tab = useRef('');
  const typedAt = useRef(0);
  const told = useRef<'viewing' | 'typing' | null>(null);

  const tell = useCallback(
    (id: string | null): void => {
      if (tab.current === '') tab.current = newId();
      const doing = now() - typedAt.current < TYPING_MS ? 'typing' : 'viewing';
      told.current = doing;
      // Presence is a courtesy: when it does not get through, nothing else suffers.
      client.call('setPresence', { body: { caseId: id, doing, tab: tab.current } }).catch(() => undefined);
    },
    [client, now, newId],
  );
  useEffect(() => {
    const beat = (): void => {
      if (document.visibilityState === 'visible') tell(caseId);
    };
    const first = setTimeout(beat, SETTLED_MS);
    const timer = setInterval(beat, BEAT_MS);
    const typing = setInterval(() => {
      if (told.current === 'typing' && now() - typedAt.current >= TYPING_MS) beat();
    }, 1000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
      clearInterval(typing);
      typedAt.current = 0;
      told.current = null;
    };
  }, [caseId, tell, now]);
  // From case to case the next one takes the place of the last: that one left is told only at the end.
  useEffect(
    () => () => {
      if (tab.current !== '') tell(null);
    },
    [tell],
  );

  return useCallback(() => {
    typedAt.current = now();
    if (told.current !== 'typing') tell(caseId);
  }, [caseId, now, tell]);
}

export const nobody: readonly Here[] = [];

/** The others at each case, by case id. */
export function usePresence(): ReadonlyMap<string, readonly Here[]> {
  const userId = useSession().user.id;
  // Only the stream writes this: there is nothing to read it from.
  const { data } = useQuery<LivePresence>({ queryKey: keys.presence, enabled: false });
  return useMemo(() => {
    const byCase = new Map<string, Here[]>();
    for (const one of data?.presence ?? []) {
      if (one.userId !== userId) byCase.set(one.caseId, [...(byCase.get(one.caseId) ?? []), one]);
    }
    return byCase;
  }, [data, userId]);
}
