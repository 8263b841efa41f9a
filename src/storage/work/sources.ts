// How far a source has been read, and how much was heard there by the hour.
import { sql } from 'kysely';
import { keepRecords, type RecordToKeep } from './heard-records.ts';
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
  stamp: string;
  seq: number;
}

/**
 * Shares come one at a time and in order, so that only the newest come again: the one in hand of a worker that died, and
 * after a crash of the bus those whose end it had not written down, some minutes at most. In nanoseconds, as stamps are.
 */
const receiptsKeptNs = 15n * 60n * 1_000_000_000n;

/** Stamps have as many digits each, so that as texts too the older one is the smaller. */
function forgottenBefore({ stamp }: ShareReceipt): string {
  return String(BigInt(stamp) - receiptsKeptNs);
}

export function createSourceStore(scope: WorkScope) {
  const { trx, workspaceId } = scope;
  return {
    keepRecords: (
      source: { id: string; network: string },
      kept: { records: readonly RecordToKeep[]; outdated: readonly string[] },
    ) => keepRecords(scope, source, kept),

    /** Saves the position and the counts of a batch; refuses (false) when the source is gone. */
    async advance(sourceId: string, batch: SourceAdvance): Promise<boolean> {
      const { cursor, heard, matched, malformed, at } = batch;
      const { rows } = await sql<{ id: string }>`
        with moved as (
          update source set cursor = coalesce(${cursor}, cursor),
            last_heard_at = case when ${heard + malformed}::int > 0 then ${at}::timestamptz else last_heard_at end,
            heard_count = heard_count + ${heard}::int,
            matched_count = matched_count + ${matched}::int
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

    /**
     * Answers, in the order given, whether each of these shares is taken in for the first time; waits for another
     * transaction that takes one of them now.
     */
    async sign(receipts: readonly ShareReceipt[]): Promise<boolean[]> {
      const input = receipts.map((receipt) => ({ ...receipt, before: forgottenBefore(receipt) }));
      // Ordered, so that two who sign the same shares never wait for each other.
      const { rows } = await sql<ShareReceipt>`
        with given as (
          select partition, stamp, seq, before
          from json_to_recordset(${JSON.stringify(input)}::json)
            as r (partition smallint, stamp text, seq bigint, before text)
        ), signed as (
          insert into share_receipt (workspace_id, partition, stamp, seq)
          select ${workspaceId}::uuid, partition, stamp, seq from given order by partition, stamp, seq
          on conflict do nothing
          returning partition, stamp, seq
        ), forgotten as (
          delete from share_receipt as kept using given
          where kept.workspace_id = ${workspaceId}::uuid and kept.partition = given.partition
            and kept.stamp < given.before
        )
        select partition, stamp, seq from signed`.execute(trx);
      const nameOf = ({ partition, stamp, seq }: ShareReceipt): string => `${partition} ${seq} ${stamp}`;
      const signed = new Set(rows.map(nameOf));
      // Deleted as it is told: the same one twice in a batch is new once.
      return receipts.map((receipt) => signed.delete(nameOf(receipt)));
    },
  };
}
