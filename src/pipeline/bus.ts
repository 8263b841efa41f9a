// The port to a bus between listeners and workers: shares go in at one end, and are taken at the other one by one.

import type { ShareReceipt } from './source-ports.ts';

/** The part of a batch that falls to one partition, as it is sent. */
export interface ShareToSend {
  /** Chosen before the first try, the same for each: what is sent twice shortly after one another is kept once. */
  id: string;
  /** From 0. */
  partition: number;
  text: string;
}

/** A share as the bus delivers it. */
export interface DeliveredShare extends ShareReceipt {
  /** 1 for the first time. */
  deliveries: number;
  text: string;
}

/** What becomes of a delivered share: it is done with, or comes again after a while. */
export type Verdict = 'done' | { againInMs: number };

/** Which monitors a workspace has now. */
export interface MonitorsNotice {
  workspaceId: string;
  /** The key of the set, as `WorkspaceStore.monitorsKey` answers it. */
  key: string;
}

export interface Bus {
  /** How many partitions there are. */
  readonly partitions: number;
  /** Most bytes of a share's text. */
  readonly maxShareBytes: number;
  /**
   * Resolves once every share is kept. Those of one partition are kept in the order given.
   * Errors: `bus_unavailable`; some of them may then be kept.
   */
  publish(shares: readonly ShareToSend[]): Promise<void>;
  /**
   * Takes shares until stopped. A partition's shares come in order and one at a time, whoever takes them; one whose taker
   * dies comes again within seconds, to whoever is there. `stop` waits for those in hand.
   */
  take(handle: (share: DeliveredShare) => Promise<Verdict>): Promise<{ stop(): Promise<void> }>;
  /** Tells every process that listens now; nothing is kept for others. */
  announceMonitors(notice: MonitorsNotice): void;
  hearMonitors(handle: (notice: MonitorsNotice) => void): void;
  /** How it stands. Errors: `bus_unavailable`. */
  state(): Promise<BusState>;
  close(): Promise<void>;
}

export interface BusState {
  /** Shares that no worker has finished, by partition. */
  waiting: number[];
  bytes: number;
  /** When this much waits, nothing more is taken. */
  maxBytes: number;
}
