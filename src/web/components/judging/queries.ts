// How what people said, and how good the judgements are, is read from the server.
import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { QueryInput, Reply } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { App } from '../../app.tsx';

type Client = Pick<App, 'client'>;
export type Judging = Reply<'readJudging'>;
export type Corrections = Reply<'readCorrections'>;

/** A further word makes a new version of the entry, and so another key: what is held is never out of date. */
const correctionsKey = ({ post, version }: LedgerEntryView) => ['corrections', post.id, version] as const;

/** Who said what of a post's judgements; asked only where somebody did, or may have before the author changed the post. */
export function correctionsQuery({ client }: Client, entry: LedgerEntryView) {
  return queryOptions({
    queryKey: correctionsKey(entry),
    queryFn: ({ signal }) => client.call('readCorrections', { params: { id: entry.post.id } }, { signal }),
    enabled: entry.post.editedAt !== null || entry.judgements.some(({ method }) => method === 'person'),
  });
}

/** Keeps what the server answered to a correction, so that nothing is asked for again. */
export function holdCorrected(queryClient: QueryClient, reply: Reply<'correctJudgement'>): void {
  const { entry, corrections } = reply;
  queryClient.setQueryData(correctionsKey(entry), { corrections });
  holdEntry(queryClient, entry);
}

/** An entry that is about to leave its list stays in sight; its decisions are read when somebody looks at them. */
export function holdEntry(queryClient: QueryClient, entry: LedgerEntryView): void {
  queryClient.setQueryData<Reply<'readLedgerEntry'>>(
    keys.entry(entry.post.id),
    (held) => (held === undefined ? { entry, decisions: [] } : { ...held, entry }),
    { updatedAt: 0 },
  );
}

export function judgingQuery({ client }: Client, query: QueryInput<'readJudging'>) {
  return queryOptions({
    queryKey: ['judging', 'figures', query] as const,
    queryFn: ({ signal }) => client.call('readJudging', { query }, { signal }),
    // Every correction moves the figures a little, and none of them says so.
    staleTime: 0,
  });
}

export function uncertainQuery({ client }: Client, query: QueryInput<'listUncertain'>) {
  return queryOptions({
    queryKey: ['uncertain', query] as const,
    queryFn: ({ signal }) => client.call('listUncertain', { query }, { signal }),
    // Asked for when somebody begins to label, and not changed under their hands.
    staleTime: 0,
    gcTime: 0,
    refetchOnMount: 'always',
    refetchOnReconnect: false,
  });
}
