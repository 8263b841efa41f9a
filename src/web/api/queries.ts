// How each thing is read from the server; live changes keep it fresh after that.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { SessionView } from '../../contract/views.ts';
import type { App } from '../app.tsx';
import { codeOf } from './errors.ts';
import {
  keys,
  type CandidateFilter,
  type CaseFilter,
  type LedgerFilter,
  type OutboundFilter,
} from './keys.ts';

/** Rows of one page: enough for two screens, small enough to come at once. */
const PAGE_ROWS = 60;
/** What was read live from a network is asked for again after this. */
const NETWORK_FRESH_MS = 60_000;

type Client = Pick<App, 'client'>;

export function setupQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.setup,
    queryFn: ({ signal }) => client.call('readSetup', {}, { signal }),
  });
}

/**
 * Null when nobody is signed in: that is an answer, not a failure.
 * Without a signal: a component that leaves would cancel the reading that a guard of the router waits for.
 */
export function sessionQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.session,
    queryFn: async (): Promise<SessionView | null> => {
      try {
        return await client.call('readSession', {});
      } catch (error) {
        if (codeOf(error) === 'sign_in_required') return null;
        throw error;
      }
    },
  });
}

export function countsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.counts,
    queryFn: ({ signal }) => client.call('readCounts', {}, { signal }),
  });
}

export function workspaceQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.workspace,
    queryFn: ({ signal }) => client.call('readWorkspace', {}, { signal }),
  });
}

export function candidatesQuery({ client }: Client, filter: CandidateFilter) {
  return infiniteQueryOptions({
    queryKey: keys.candidates(filter),
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'listCandidates',
        { query: { ...filter, limit: PAGE_ROWS, ...cursor(pageParam) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function ledgerQuery({ client }: Client, filter: LedgerFilter) {
  return infiniteQueryOptions({
    queryKey: keys.ledger(filter),
    queryFn: ({ pageParam, signal }) =>
      client.call('listLedger', { query: { ...filter, limit: PAGE_ROWS, ...cursor(pageParam) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function casesQuery({ client }: Client, filter: CaseFilter) {
  return infiniteQueryOptions({
    queryKey: keys.cases(filter),
    queryFn: ({ pageParam, signal }) =>
      client.call('listCases', { query: { ...filter, limit: PAGE_ROWS, ...cursor(pageParam) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function outboundQuery({ client }: Client, filter: OutboundFilter) {
  return infiniteQueryOptions({
    queryKey: keys.outbound(filter),
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'listOutbound',
        { query: { ...filter, limit: PAGE_ROWS, ...cursor(pageParam) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

function cursor(pageParam: string | null): { cursor?: string } {
  return pageParam === null ? {} : { cursor: pageParam };
}

export function ledgerCountsQuery({ client }: Client, since: string | undefined) {
  return queryOptions({
    queryKey: keys.ledgerCounts(since),
    queryFn: ({ signal }) =>
      client.call('readLedgerCounts', { query: since === undefined ? {} : { since } }, { signal }),
  });
}

export function entryQuery({ client }: Client, postId: string) {
  return queryOptions({
    queryKey: keys.entry(postId),
    queryFn: ({ signal }) => client.call('readLedgerEntry', { params: { id: postId } }, { signal }),
  });
}

export function threadQuery({ client }: Client, postId: string) {
  return queryOptions({
    queryKey: keys.thread(postId),
    queryFn: ({ signal }) => client.call('readThread', { params: { id: postId } }, { signal }),
    staleTime: NETWORK_FRESH_MS,
  });
}

export function authorQuery({ client }: Client, postId: string) {
  return queryOptions({
    queryKey: keys.author(postId),
    queryFn: ({ signal }) => client.call('readAuthorPosts', { params: { id: postId } }, { signal }),
    staleTime: NETWORK_FRESH_MS,
  });
}

export function caseQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.case(id),
    queryFn: ({ signal }) => client.call('readCase', { params: { id } }, { signal }),
  });
}

/** The newest posts with all these words; nothing while there are no words. */
export function searchQuery({ client }: Client, q: string, limit: number) {
  return queryOptions({
    queryKey: keys.search(q),
    queryFn: ({ signal }) => client.call('search', { query: { q, limit } }, { signal }),
    // Posts come in all the time, and nothing tells which words they have.
    staleTime: 0,
    enabled: q !== '',
  });
}

export function viewsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.views,
    queryFn: ({ signal }) => client.call('listViews', {}, { signal }),
  });
}

export function monitorsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.monitors,
    queryFn: ({ signal }) => client.call('listMonitors', {}, { signal }),
  });
}

export function spikesQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.spikes,
    queryFn: ({ signal }) => client.call('listSpikes', {}, { signal }),
  });
}

export function accountsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.accounts,
    queryFn: ({ signal }) => client.call('listAccounts', {}, { signal }),
  });
}

export function sourcesQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.sources,
    queryFn: ({ signal }) => client.call('listSources', {}, { signal }),
  });
}

export function networksQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.networks,
    queryFn: ({ signal }) => client.call('listNetworks', {}, { signal }),
    staleTime: Infinity,
  });
}

export function membersQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.members,
    queryFn: ({ signal }) => client.call('listMembers', {}, { signal }),
  });
}
