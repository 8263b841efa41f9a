// What the stages ask of the store of sources: how far one was read, what was taken in over the bus, and its last records.
import type { RecordFate } from '../domain/listening/heard-record.ts';

/** What came on a source and what became of it, for somebody who looks into it. */
export interface RecordToKeep {
  fate: RecordFate;
  nativeId: string | null;
  authorNativeId: string | null;
  problem: string | null;
  /** JSON, cut where it is long. */
  raw: string | null;
  made: string | null;
}

/** Where something was heard. */
export interface HeardSource {
  id: string;
  network: string;
}

/** What could not be read, and what it is about where the network says so. */
export interface MalformedItem {
  raw: string;
  problem: string;
  nativeId: string | null;
  authorNativeId: string | null;
}

export interface SourceStore {
  /** Keeps these and the newest before them, a bounded number; what was kept of `outdated` (native ids) says the old and goes. */
  keepRecords(
    source: HeardSource,
    kept: { records: readonly RecordToKeep[]; outdated: readonly string[] },
  ): Promise<void>;
  /** Saves the position and the counts of a batch; refuses (false) when the source is gone. */
  advance(
    sourceId: string,
    batch: { cursor: string | null; heard: number; matched: number; malformed: number; at: string },
  ): Promise<boolean>;
  /**
   * Answers, in the order given, whether each of these shares is taken in for the first time; waits for another
   * transaction that takes one of them now.
   */
  sign(receipts: readonly ShareReceipt[]): Promise<boolean[]>;
}

/** Which share of the bus something came as. */
export interface ShareReceipt {
  partition: number;
  /** When the bus kept it, in nanoseconds: with it a sequence is unique, though the stream was made anew. */
  stamp: string;
  seq: number;
}
