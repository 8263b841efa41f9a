// How far a source has been read, and how much was heard there by the hour.
import { sql } from 'kysely';
import type { WorkScope } from './scope.ts';

export interface SourceAdvance {
  /** Null leaves the position where it is. */
  cursor: string | null;
  heard: number;
  matched: number;
  malformed: number;
  at: string;
}

export interface ShareReceipt {
  partition: number;
  stream: string;
  seq: number;
}

/**
 * In sequences of the stream. Shares come one at a time and in order, so that only the newest come again: the one in hand
 * of a worker that died, and after a crash of the bus those whose end it had not written down, some minutes at most.
 */
const receiptsKept = 100_000;

export function createSourceStore({ trx, workspaceId }: WorkScope) {
  return {
    /** Saves the position and the counts of a batch; refuses (false) when the source is gone. */
    async advance(sourceId: string, batch: SourceAdvance): Promise<boolean> {
      const { cursor, heard, matched, malformed, at } = batch;
      const { rows } = await sql<{ id: string }>`
        with moved as (
          update source set cursor = coalesce(${cursor}, cursor),
            last_heard_at = case when ${heard + malformed}::int > 0 then ${at}::timestamptz else last_heard_at end,
            heard_count = heard_count + ${heard}::int,
            matched_count = matched_count + ${matched}::int,
            malformed_count = malformed_count + ${malformed}::int
          where id = ${sourceId} and removed_at is null
          returning id
        ), counted as (
          insert into heard_count as c (workspace_id, source_id, hour, heard, matched)
          select ${workspaceId}::uuid, id, date_trunc('hour', ${at}::timestamptz, 'UTC'), ${heard}::int, ${matched}::int
          from moved where ${heard}::int > 0
          on conflict (workspace_id, source_id, hour)
            do update set heard = c.heard + excluded.heard, matched = c.matched + excluded.matched
        )
        select id from moved`.execute(trx);
      return rows.length > 0;
    },

    /** Answers whether this share is taken in for the first time; waits for another transaction that takes it now. */
    async sign({ partition, stream, seq }: ShareReceipt): Promise<boolean> {
      const { rows } = await sql`
        with signed as (
          insert into share_receipt (workspace_id, partition, stream, seq)
          values (${workspaceId}::uuid, ${partition}::smallint, ${stream}, ${seq}::bigint)
          on conflict do nothing
          returning seq
        ), forgotten as (
          delete from share_receipt
          where workspace_id = ${workspaceId}::uuid and partition = ${partition}::smallint
            and (stream <> ${stream} or seq < ${seq - receiptsKept}::bigint)
        )
        select seq from signed`.execute(trx);
      return rows.length > 0;
    },
  };
}
