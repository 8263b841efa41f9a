// What commands need of the program; src/main fills these, and src/cli/main.ts hands them in.
import type { ActsReader } from '../domain/guideline/acts-reader.ts';
import type { Model } from '../domain/judgement/model.ts';
import type { Role } from '../domain/access/policy.ts';

export interface Setting {
  readonly name: string;
  /** As it takes effect; secrets are hidden. */
  readonly value: string;
  /** Whether nobody set it. */
  readonly isInitial: boolean;
}

export type CheckState = 'ok' | 'warn' | 'fail' | 'skip';

export interface Check {
  /** What was looked at: `database`, `disk`, `account @acme_help`. */
  readonly name: string;
  readonly state: CheckState;
  readonly found: string;
  /** What to do; null when there is nothing to do. */
  readonly advice: string | null;
}

export interface MigrationState {
  readonly file: string;
  /** ISO 8601 UTC; null while it is pending. */
  readonly appliedAt: string | null;
}

export interface UserSummary {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  /** ISO 8601 UTC; null for one who may sign in. */
  readonly disabledAt: string | null;
  readonly workspaces: readonly { readonly id: string; readonly name: string; readonly role: Role }[];
}

export interface NewMember {
  readonly email: string;
  readonly name: string;
  /** Id, slug or name of a workspace; with the role of an owner a new one is made where there is none. */
  readonly workspace: string;
  readonly role: Role;
  /** Null: one is made up and answered. */
  readonly password: string | null;
  readonly locale: 'ja' | 'en';
  readonly timeZone: string;
}

export interface UsersPort {
  list(): Promise<UserSummary[]>;
  /** `password` is the one made up, to be shown once. Errors: `already_exists`, `not_found`, `invalid_input`. */
  create(user: NewMember): Promise<{
    userId: string;
    workspaceId: string;
    madeWorkspace: boolean;
    /** False: the address was known, and the user was taken onto the team. */
    madeUser: boolean;
    password: string | null;
  }>;
  /** Ends all sessions. Errors: `not_found`. */
  resetPassword(
    email: string,
    password: string | null,
  ): Promise<{ password: string | null; sessionsEnded: number }>;
  /** Ends all sessions. Errors: `not_found`, `transition_refused` for the last owner of a workspace. */
  disable(email: string): Promise<{ sessionsEnded: number }>;
  enable(email: string): Promise<void>;
}

export interface BackupResult {
  readonly schemaVersion: number;
  readonly tables: number;
  readonly rows: number;
  readonly pictures: number;
  readonly bytes: number;
  readonly hasKeys: boolean;
}

export interface RestoreResult {
  readonly program: string;
  readonly at: string;
  readonly tables: number;
  readonly rows: number;
  readonly pictures: number;
  /** Sends that were on their way and are looked up before anything else. */
  readonly doubted: number;
  /** What to do now, in sentences. */
  readonly advice: readonly string[];
}

export type Progress = (table: string, rows: number) => void;

export interface BackupsPort {
  /** `file` null: to standard output. Errors: `already_exists` for a file that is there. */
  write(file: string | null, options: { withKeys: boolean; progress: Progress }): Promise<BackupResult>;
  /** `file` null: from standard input. Errors: see `restoreBackup`. */
  restore(file: string | null, options: { progress: Progress }): Promise<RestoreResult>;
}

export const exportKinds = ['posts', 'cases', 'ledger'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** One row of an export; every row of a kind has the same names in the same order. */
export type ExportRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface ExportsPort {
  /**
   * Batches of rows, oldest first; null for the only workspace there is. `unmasked` is why personal data stays readable,
   * which is kept; null masks it. Errors: `not_found` for the workspace, `invalid_input` when several could be meant.
   */
  rows(
    kind: ExportKind,
    wanted: { workspace: string | null; since: string | null; unmasked: string | null },
  ): AsyncIterable<readonly ExportRow[]>;
  columns(kind: ExportKind): readonly string[];
}

/** Each is made when a command asks for it, so that a small command starts quickly. */
export interface Ports {
  version(): Promise<string>;
  /** Runs until it is told to stop. */
  serve(): Promise<void>;
  /** Errors: `invalid_configuration`. */
  settings(): Promise<readonly Setting[]>;
  doctor(options: { offline: boolean }): Promise<AsyncIterable<Check>>;
  migrations(): Promise<{
    status(): Promise<readonly MigrationState[]>;
    up(): Promise<readonly string[]>;
  }>;
  users(): Promise<UsersPort>;
  backups(): Promise<BackupsPort>;
  exports(): Promise<ExportsPort>;
  /** Tells the language of a text (ISO 639-1), or null; takes a moment and 140 MB to load. */
  languages(): Promise<(text: string) => string | null>;
  /** What posts are judged with, one for each language. */
  models(): Promise<readonly Model[]>;
  /** What the posting rules are asked with. */
  acts(): Promise<ActsReader>;
}
