// How each thing is read from the server; live changes keep it fresh after that.
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { CaseRow, SessionView } from '../../contract/views.ts';
import type { Visibility } from '../../domain/post/post.ts';
import type { App } from '../app.tsx';
import type { QueryInput } from './client.ts';
import { codeOf } from './errors.ts';
import {
  keys,
  type CandidateFilter,
  type CaseFilter,
  type LedgerFilter,
  type OutboundFilter,
} from './keys.ts';
import { sameRows } from './same-rows.ts';

/** Rows of one page: enough for two screens, small enough to come at once. */
const PAGE_ROWS = 60;
/** Live changes keep the rows they do not touch, and so does reading all of it again. */
const asChanged = { structuralSharing: sameRows } as const;
/** What was read live from a network is asked for again after this. */
const NETWORK_FRESH_MS = 60_000;

/** Who goes on sooner only passes by: what is read from a network is counted there, and is not asked for that. */
const STAYS_MS = 50;

/** Resolves after `forMs`; rejects where nobody wants it any more by then. */
async function staying(signal: AbortSignal, forMs: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, forMs));
  signal.throwIfAborted();
}

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
    ...asChanged,
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
    ...asChanged,
    queryKey: keys.ledger(filter),
    queryFn: ({ pageParam, signal }) =>
      client.call('listLedger', { query: { ...filter, limit: PAGE_ROWS, ...cursor(pageParam) } }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

export function casesQuery({ client }: Client, filter: CaseFilter) {
  return infiniteQueryOptions({
    ...asChanged,
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

/** `staysMs`: how long somebody stays at the post before it is asked for. */
export function threadQuery({ client }: Client, postId: string, staysMs = STAYS_MS) {
  return queryOptions({
    queryKey: keys.thread(postId),
    queryFn: async ({ signal }) => {
      await staying(signal, staysMs);
      return client.call('readThread', { params: { id: postId } }, { signal });
    },
    staleTime: NETWORK_FRESH_MS,
  });
}

/** `staysMs`: as of the thread. */
export function authorQuery({ client }: Client, postId: string, staysMs = STAYS_MS) {
  return queryOptions({
    queryKey: keys.author(postId),
    queryFn: async ({ signal }) => {
      await staying(signal, staysMs);
      return client.call('readAuthorPosts', { params: { id: postId } }, { signal });
    },
    staleTime: NETWORK_FRESH_MS,
  });
}

/** How long an advice may stand while nothing of its entry changes: others work, and time passes. */
const ADVICE_FRESH_MS = 30_000;

export function adviceQuery({ client }: Client, postId: string) {
  return queryOptions({
    queryKey: keys.advice(postId),
    queryFn: ({ signal }) => client.call('readAdvice', { params: { id: postId } }, { signal }),
    staleTime: ADVICE_FRESH_MS,
  });
}

export function identityQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.identity(id),
    queryFn: ({ signal }) => client.call('readIdentity', { params: { id } }, { signal }),
    staleTime: ADVICE_FRESH_MS,
  });
}

export function caseQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.case(id),
    queryFn: ({ signal }) => client.call('readCase', { params: { id } }, { signal }),
  });
}

/** What a reply is checked by as it is written; asked again when the conversation went on. */
export function replyContextQuery(
  { client }: Client,
  { id, threadVersion }: Pick<CaseRow, 'id' | 'threadVersion'>,
  reply: { account: { id: string } | undefined; target: { id: string } | undefined; visibility: Visibility },
) {
  const accountId = reply.account?.id ?? '';
  const replyToPostId = reply.target?.id ?? '';
  const query = { accountId, replyToPostId, visibility: reply.visibility };
  return queryOptions({
    queryKey: keys.replyContext(id, [accountId, replyToPostId, reply.visibility, threadVersion]),
    queryFn: ({ signal }) => client.call('readReplyContext', { params: { id }, query }, { signal }),
    enabled: accountId !== '' && replyToPostId !== '',
    staleTime: NETWORK_FRESH_MS,
  });
}

export function guidelineQuery({ client }: Client, accountId: string | null) {
  return queryOptions({
    queryKey: keys.guideline(accountId),
    queryFn: ({ signal }) =>
      client.call('readGuideline', { query: accountId === null ? {} : { accountId } }, { signal }),
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

export function approvalsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.approvals,
    queryFn: ({ signal }) => client.call('readApprovals', {}, { signal }),
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

export function publicHolidaysQuery({ client }: Client, query: QueryInput<'readPublicHolidays'>) {
  return queryOptions({
    queryKey: [...keys.publicHolidays, query],
    queryFn: ({ signal }) => client.call('readPublicHolidays', { query }, { signal }),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  });
}

export function membersQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.members,
    queryFn: ({ signal }) => client.call('listMembers', {}, { signal }),
  });
}
