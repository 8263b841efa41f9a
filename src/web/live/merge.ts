// Keeps everything the browser has read equal to the server: live changes go into the query cache here.
import type { QueryClient } from '@tanstack/react-query';
import type { LiveChange, LiveChanges } from '../../contract/live.ts';
import type { CountsView } from '../../contract/counts-view.ts';
import type { CaseDetail, SessionView } from '../../contract/views.ts';
import { keys } from '../api/keys.ts';
import { applyChange, outdatedBy } from './apply-change.ts';
import { createRecent } from './recent.ts';

/** Readings caused by changes wait this long, so that a burst causes one. */
const REREAD_DELAY_MS = 400;

export interface Merger {
  changes: (message: LiveChanges) => void;
  counts: (counts: CountsView) => void;
  /** Everything may be out of date: what is on screen is read again, the rest when it is needed. */
  readAllAgain: () => void;
  stop: () => void;
}

interface Held {
  queryKey: readonly unknown[];
  state: { data: unknown; dataUpdatedAt: number };
}

function userOf(client: QueryClient): string {
  return client.getQueryData<SessionView | null>(keys.session)?.user.id ?? '';
}

function mergeInto(client: QueryClient, query: Held, changes: readonly LiveChange[]): void {
  const context = { userId: userOf(client) };
  const held = query.state.data;
  const merged = changes.reduce<unknown>(
    (data, change) => applyChange(query.queryKey, data, change, context),
    held,
  );
  if (merged === held) return;
  // The time of reading stays: a merged row does not make the rest of a list any fresher.
  client.setQueryData(query.queryKey, merged, { updatedAt: query.state.dataUpdatedAt });
}

/** Puts changes into everything held: those that came live, and those one has just made oneself. */
export function applyLocally(client: QueryClient, changes: readonly LiveChange[]): void {
  for (const query of client.getQueryCache().getAll()) mergeInto(client, query, changes);
}

/** Begins to merge changes into `client`'s cache. */
export function createMerger(client: QueryClient): Merger {
  const recent = createRecent();
  const begun = new WeakMap<object, number>();
  const toReread = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const unsubscribe = client.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated') return;
    if (event.action.type === 'fetch') begun.set(event.query, recent.mark());
    if (event.action.type === 'success' && event.action.manual !== true) {
      const missed = recent.since(begun.get(event.query) ?? recent.mark());
      if (missed.length > 0) mergeInto(client, event.query, missed);
    }
  });

  const rereadSoon = (key: readonly unknown[]): void => {
    toReread.set(JSON.stringify(key), key);
    timer ??= setTimeout(() => {
      timer = undefined;
      const due = [...toReread.values()];
      toReread.clear();
      for (const queryKey of due) void client.invalidateQueries({ queryKey });
    }, REREAD_DELAY_MS);
  };

  const identityOf = (caseId: string): string | undefined =>
    client.getQueryData<CaseDetail>(keys.case(caseId))?.case.identity.id;

  return {
    changes({ changes, counts }) {
      recent.add(changes);
      applyLocally(client, changes);
      for (const key of changes.flatMap((change) => outdatedBy(change, identityOf))) rereadSoon(key);
      client.setQueryData(keys.counts, counts);
    },
    counts: (counts) => client.setQueryData(keys.counts, counts),
    readAllAgain() {
      void client.invalidateQueries({
        predicate: (query) => query.queryKey[0] !== 'presence' && query.queryKey[0] !== 'setup',
      });
    },
    stop() {
      unsubscribe();
      clearTimeout(timer);
    },
  };
}
