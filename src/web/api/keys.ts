// The names under which the browser keeps what it has read; live changes find their rows by them.
import type { QueryInput } from './client.ts';

type Filter<T> = Omit<T, 'cursor' | 'limit'>;
export type CandidateFilter = Filter<QueryInput<'listCandidates'>>;
export type LedgerFilter = Filter<QueryInput<'listLedger'>>;
export type CaseFilter = Filter<QueryInput<'listCases'>>;
export type OutboundFilter = Filter<QueryInput<'listOutbound'>>;

export const keys = {
  setup: ['setup'] as const,
  session: ['session'] as const,
  counts: ['counts'] as const,
  presence: ['presence'] as const,
  workspace: ['workspace'] as const,
  candidates: (filter: CandidateFilter) => ['candidates', filter] as const,
  ledger: (filter: LedgerFilter) => ['ledger', filter] as const,
  ledgerCounts: (since: string | undefined) => ['ledgerCounts', since ?? ''] as const,
  entry: (postId: string) => ['entry', postId] as const,
  thread: (postId: string) => ['thread', postId] as const,
  advice: (postId: string) => ['advice', postId] as const,
  identity: (id: string) => ['identity', id] as const,
  author: (postId: string) => ['author', postId] as const,
  cases: (filter: CaseFilter) => ['cases', filter] as const,
  case: (id: string) => ['case', id] as const,
  replyContext: (id: string, asked: readonly unknown[]) => ['replyContext', id, ...asked] as const,
  accountHours: (accountId: string) => ['accountHours', accountId] as const,
  calendarFeed: (accountId: string) => ['calendarFeed', accountId] as const,
  accountHoursPlan: (accountId: string, asked: unknown) => ['accountHoursPlan', accountId, asked] as const,
  guideline: (accountId: string | null) => ['guideline', accountId ?? ''] as const,
  snippets: ['snippets'] as const,
  articles: ['articles'] as const,
  article: (id: string) => ['articles', id] as const,
  suggestions: (caseId: string) => ['suggestions', caseId] as const,
  snippet: (id: string) => ['snippets', id] as const,
  personas: ['personas'] as const,
  personaVersions: (id: string) => ['personaVersions', id] as const,
  outbound: (filter: OutboundFilter) => ['outbound', filter] as const,
  approvals: ['approvals'] as const,
  search: (q: string) => ['search', q] as const,
  spikes: ['spikes'] as const,
  views: ['views'] as const,
  monitors: ['monitors'] as const,
  monitor: (id: string) => ['monitor', id] as const,
  accounts: ['accounts'] as const,
  accountProfiles: ['accountProfiles'] as const,
  sources: ['sources'] as const,
  malformed: (sourceId: string) => ['malformed', sourceId] as const,
  networks: ['networks'] as const,
  publicHolidays: ['public-holidays'] as const,
  members: ['members'] as const,
  invites: ['invites'] as const,
  tokens: ['tokens'] as const,
  practiceStage: ['practice', 'stage'] as const,
  practiceSessions: ['practice', 'sessions'] as const,
  practiceSession: (id: string) => ['practice', 'sessions', id] as const,
  practiceMessages: (personId: string) => ['practice', 'messages', personId] as const,
  practicePosts: (root: string | undefined) => ['practice', 'posts', root ?? ''] as const,
};
