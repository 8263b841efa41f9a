// Replies that are written in a practice session: to which story they belong, and what is kept of them.
import { sql } from 'kysely';
import { elapsedMaxMs } from '../../domain/practice/engine.ts';
import type { KeptFinding } from '../../domain/practice/session.ts';
import { storableJson, storableText } from './json.ts';
import type { WorkScope } from './scope.ts';

export function createPractisingStore({ trx, workspaceId, at }: WorkScope) {
  return {
    async storyOf(userId: string, post: { network: string; nativeId: string }) {
      if (post.network !== 'practice') return null;
      const row = await trx
        .selectFrom('practice_session as session')
        .innerJoin('practice_session_run as played', (join) =>
          join
            .onRef('played.workspace_id', '=', 'session.workspace_id')
            .onRef('played.session_id', '=', 'session.id'),
        )
        .innerJoin('practice_run as run', (join) =>
          join.onRef('run.workspace_id', '=', 'played.workspace_id').onRef('run.id', '=', 'played.run_id'),
        )
        .innerJoin('practice_post as post', (join) =>
          join.onRef('post.workspace_id', '=', 'run.workspace_id').onRef('post.run_id', '=', 'run.id'),
        )
        .select(['session.id as sessionId', 'run.id as runId', 'run.play', 'run.ticked_at as tickedAt'])
        .where('session.user_id', '=', userId)
        .where('session.ended_at', 'is', null)
        // Ids of other networks’ posts, and of tests, are no UUIDs.
        .where(sql<boolean>`post.id::text = ${post.nativeId}`)
        // The session ends after this reply, or before it.
        .forShare('session')
        .executeTakeFirst();
      if (row === undefined) return null;
      const { sessionId, runId, play, tickedAt } = row;
      const sinceMs = Math.min(Math.max(0, Date.parse(at) - Date.parse(tickedAt)), elapsedMaxMs);
      return { sessionId, runId, storyMs: Math.round(play.clockMs + sinceMs) };
    },

    async keep(reply: {
      outboundId: string;
      sessionId: string;
      runId: string;
      text: string;
      findings: readonly KeptFinding[];
      storyMs: number;
    }): Promise<void> {
      await trx
        .insertInto('practice_reply')
        .values({
          workspace_id: workspaceId,
          outbound_id: reply.outboundId,
          session_id: reply.sessionId,
          run_id: reply.runId,
          text: storableText(reply.text),
          findings: storableJson(reply.findings),
          story_ms: reply.storyMs,
        })
        .execute();
    },
  };
}
