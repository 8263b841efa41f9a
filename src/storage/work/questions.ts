// Posts about which another model is still to be asked.
import { sql } from 'kysely';
import type { WorkScope } from './scope.ts';

export function createQuestionStore({ trx, workspaceId }: WorkScope) {
  return {
    async addQuestions(postIds: readonly string[]): Promise<void> {
      if (postIds.length === 0) return;
      await sql`
        insert into other_question (workspace_id, post_id)
        select post.workspace_id, post.id from post
        where post.workspace_id = ${workspaceId}::uuid and post.id = any(${postIds}::uuid[])
        order by post.id on conflict do nothing`.execute(trx);
    },
    async questions(most: number): Promise<string[]> {
      const rows = await trx
        .selectFrom('other_question')
        .select('post_id')
        .orderBy('post_id')
        .limit(most)
        .execute();
      return rows.map((row) => row.post_id);
    },
    async dropQuestions(postIds: readonly string[]): Promise<void> {
      if (postIds.length === 0) return;
      await trx
        .deleteFrom('other_question')
        .where('post_id', '=', sql<string>`any(${postIds}::uuid[])`)
        .execute();
    },
  };
}
