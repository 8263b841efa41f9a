// What replies begin with, as the composer and the settings read it.
import { queryOptions } from '@tanstack/react-query';
import type { App } from '../app.tsx';
import { keys } from './keys.ts';

type Client = Pick<App, 'client'>;

/** Somebody else may have changed them, and nothing tells. */
const FRESH_MS = 60_000;

export function snippetsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.snippets,
    queryFn: ({ signal }) => client.call('listSnippets', {}, { signal }),
    staleTime: FRESH_MS,
  });
}

export function snippetQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.snippet(id),
    queryFn: ({ signal }) => client.call('readSnippet', { params: { id } }, { signal }),
    staleTime: 0,
  });
}

export function articlesQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.articles,
    queryFn: ({ signal }) => client.call('listArticles', {}, { signal }),
    staleTime: FRESH_MS,
  });
}

export function articleQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.article(id),
    queryFn: ({ signal }) => client.call('readArticle', { params: { id } }, { signal }),
    staleTime: 0,
  });
}

/** How soon one asks again while earlier cases are still being read. */
const AGAIN_MS = 1_000;

export function suggestionsQuery({ client }: Client, caseId: string) {
  return queryOptions({
    queryKey: keys.suggestions(caseId),
    queryFn: ({ signal }) => client.call('readSuggestions', { params: { id: caseId } }, { signal }),
    staleTime: FRESH_MS,
    refetchInterval: ({ state }) => (state.data?.isReady === false ? AGAIN_MS : false),
  });
}
