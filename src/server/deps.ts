// Everything the server is given: configuration, database, clock, randomness, and the ports of ports.ts.
import type { Kysely } from 'kysely';
import type pg from 'pg';
import type { Passing } from './media/passing.ts';
import type { SecretBox } from '../storage/secret-box.ts';
import type { InChild } from '../pipeline/ports.ts';
import type { Database } from '../storage/tables.ts';
import type {
  AttachmentStore,
  CheckHost,
  CompileQuery,
  DecidingUseCases,
  JudgingUseCases,
  ListeningNotices,
  Log,
  ModelDrafting,
  NetworkPort,
  PracticeUseCases,
  ReadGauges,
  WorkRows,
  WorkUseCases,
} from './ports.ts';

export interface ServerConfig {
  version: string;
  /** Where people reach the program, without a path: decides cookies, own origins, invite links and OAuth returns. */
  publicUrl: string;
  /** Further origins whose pages are ours, such as a development server. */
  extraOrigins: readonly string[];
  /**
   * Whose X-Forwarded-* is believed: proxies by address, or by how many hops away; false for nobody's. Never everybody's:
   * anyone may send the header.
   */
  trustProxy: false | string | string[] | ((address: string, hop: number) => boolean);
  /** The built web app; null where there is none. */
  webRoot: string | null;
  /** Asked for at /metrics as a bearer token; null: only this machine may ask. */
  metricsToken: string | null;
  /** Checks every reply against its schema (tests, development): a wrong one becomes a 500. */
  checkReplies: boolean;
  /** Requests a minute to one API operation… */
  limits: {
    /** …by one member or token. */
    perActor: number;
    /** …by one address that is not signed in. */
    perAddress: number;
  };
}

/** Requests a minute that no person or fair script reaches. */
export const usualLimits: ServerConfig['limits'] = { perActor: 1200, perAddress: 120 };

export interface ServerDeps {
  config: ServerConfig;
  log: Log;
  db: Kysely<Database>;
  /** One connection of it is kept for LISTEN. */
  pool: pg.Pool;
  /** Epoch milliseconds. */
  now(): number;
  /** A new UUIDv7. */
  newId(): string;
  randomBytes(count: number): Buffer;
  secretBox: SecretBox;
  work: WorkUseCases;
  deciding: DecidingUseCases;
  judging: JudgingUseCases;
  practice: PracticeUseCases;
  /** Null where the operator has set up no language model for drafts. */
  drafting: ModelDrafting | null;
  /** A picture of the practice network. Errors: `not_found`. */
  practiceImage(workspaceId: string, id: string): Promise<{ bytes: Uint8Array; mimeType: string }>;
  /** Looks at an account's public profile and keeps what it saw; unless `evenNow`, not twice within seconds. */
  lookAtProfile(workspaceId: string, accountId: string, evenNow?: boolean): Promise<void>;
  rows: WorkRows;
  /** By network id. */
  networks: ReadonlyMap<string, NetworkPort>;
  listening: ListeningNotices;
  checkHost: CheckHost;
  /** Guarded: it reaches no internal address. */
  fetch: typeof globalThis.fetch;
  passing: Passing;
  compileQuery: CompileQuery;
  /** Runs what would hold up everybody else in a process of its own. */
  inChild: InChild;
  attachments: AttachmentStore;
  readGauges: ReadGauges;
  /** Documents that networks must be able to fetch from us (OAuth client metadata), by path. */
  publicDocuments: ReadonlyMap<string, unknown>;
}
