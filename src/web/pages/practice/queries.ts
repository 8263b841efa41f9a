// How the practice network is read; a live change of it makes both be read again.
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Reply } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import type { App } from '../../app.tsx';

type Client = Pick<App, 'client'>;
export type PracticePost = Reply<'readPracticeTimeline'>['rows'][number];
export type Stage = Reply<'readPracticeStage'>;

const PAGE_ROWS = 40;

/** The timeline newest first, or with `root` one thread, oldest first. */
export function practicePostsQuery({ client }: Client, root: string | undefined) {
  return infiniteQueryOptions({
    queryKey: keys.practicePosts(root),
    queryFn: ({ pageParam, signal }) =>
      client.call(
        'readPracticeTimeline',
        {
          query: {
            limit: PAGE_ROWS,
            ...(root === undefined ? {} : { root }),
            ...(pageParam === null ? {} : { cursor: pageParam }),
          },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 5000,
  });
}

/** The direct messages between a person and us, oldest first. */
export function practiceMessagesQuery({ client }: Client, personId: string) {
  return queryOptions({
    queryKey: keys.practiceMessages(personId),
    queryFn: ({ signal }) => client.call('readPracticeTimeline', { query: { person: personId } }, { signal }),
    staleTime: 5000,
  });
}

export function practiceStageQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.practiceStage,
    queryFn: ({ signal }) => client.call('readPracticeStage', {}, { signal }),
    staleTime: 5000,
  });
}

/** One’s own sessions, newest first; everybody’s for who supervises. */
export function practiceSessionsQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.practiceSessions,
    queryFn: ({ signal }) => client.call('listPracticeSessions', {}, { signal }),
    staleTime: 5000,
  });
}

export function practiceSessionQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.practiceSession(id),
    queryFn: ({ signal }) => client.call('readPracticeSession', { params: { id } }, { signal }),
    staleTime: 5000,
  });
}
