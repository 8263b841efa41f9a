// What the server needs from outside: use cases of the daily work, networks, live rows, stores. src/main fills these.
import type { Transaction } from 'kysely';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../contract/endpoint.ts';
import type { EndpointName, endpoints } from '../contract/endpoints.ts';
import type { CaseRow, LedgerEntryView, OutboundView, PostView } from '../contract/views.ts';
import type { noteView } from '../contract/views.ts';
import type { z } from 'zod';
import type { Role } from '../domain/access/policy.ts';
import type { CompileResult } from '../domain/listening/matcher.ts';
import type { DraftSource } from '../domain/drafting/model-question.ts';
import type { Received } from '../domain/webhooks/inbox.ts';
import type { Standing } from '../domain/webhooks/standing.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { BothLanguages } from '../domain/post/policy.ts';
import type { Visibility } from '../domain/post/post.ts';
import type { Database } from '../storage/tables.ts';

export interface Log {
  debug(details: Record<string, unknown>, message: string): void;
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

/** Who acts in a workspace: a member, or an API token (then `userId` is null and `name` is the token's). */
export interface Actor {
  workspaceId: string;
  userId: string | null;
  /** Who made the API token that acts; only where `userId` is null. */
  onBehalfOf?: string | null;
  role: Role;
  name: string;
}

/** A request that passed the contract's schemas. */
export interface InputOf<N extends EndpointName> {
  params: ParamsOf<(typeof endpoints)[N]>;
  query: QueryOf<(typeof endpoints)[N]>;
  body: BodyOf<(typeof endpoints)[N]>;
  /** The version named by If-Match; null where the endpoint asks for none, or for `*`. */
  ifMatch: number | null;
  /** As sent; the server already replays stored answers, this is for a use case that keeps its own (the outbox). */
  idempotencyKey: string | null;
}

/** What an endpoint answers; nothing where its reply is empty. */
export type AnswerOf<N extends EndpointName> =
  ReplyOf<(typeof endpoints)[N]> extends Record<string, never> ? void : ReplyOf<(typeof endpoints)[N]>;

/** One use case: refuses with an AppError of the endpoint's `errors`. The permission was already checked. */
export type UseCase<N extends EndpointName> = (actor: Actor, input: InputOf<N>) => Promise<AnswerOf<N>>;

/** A language model that writes drafts. */
export interface ModelDrafting {
  /** Its name, as people are shown it. */
  model: string;
  /** Ends soon after the signal is aborted. Errors: those of pipeline/draft-by-model.ts. */
  ask(
    actor: Actor,
    request: {
      caseId: string;
      accountId: string;
      replyToPostId: string;
      visibility: Visibility;
      sources: readonly DraftSource[];
    },
    signal: AbortSignal,
  ): Promise<ReplyOf<(typeof endpoints)['askForDraft']>>;
}

/** The daily work (contract/endpoints/work.ts), but presence, which the live hub keeps. */
export interface WorkUseCases {
  listCandidates: UseCase<'listCandidates'>;
  listLedger: UseCase<'listLedger'>;
  readLedgerCounts: UseCase<'readLedgerCounts'>;
  readLedgerEntry: UseCase<'readLedgerEntry'>;
  decide: UseCase<'decide'>;
  decideMany: UseCase<'decideMany'>;
  readThread: UseCase<'readThread'>;
  readAuthorPosts: UseCase<'readAuthorPosts'>;
  search: UseCase<'search'>;
  listCases: UseCase<'listCases'>;
  readCase: UseCase<'readCase'>;
  assignCase: UseCase<'assignCase'>;
  setFollowUp: UseCase<'setFollowUp'>;
  closeCase: UseCase<'closeCase'>;
  reopenCase: UseCase<'reopenCase'>;
  makeSupport: UseCase<'makeSupport'>;
  addNote: UseCase<'addNote'>;
  saveDraft: UseCase<'saveDraft'>;
  readReplyContext: UseCase<'readReplyContext'>;
  sendReply: UseCase<'sendReply'>;
  react: UseCase<'react'>;
  approveReply: UseCase<'approveReply'>;
  sendBackReply: UseCase<'sendBackReply'>;
  startCrisis: UseCase<'startCrisis'>;
  endCrisis: UseCase<'endCrisis'>;
  undoOutbound: UseCase<'undoOutbound'>;
  settleOutbound: UseCase<'settleOutbound'>;
  listOutbound: UseCase<'listOutbound'>;
  editOwnPost: UseCase<'editOwnPost'>;
  deleteOwnPost: UseCase<'deleteOwnPost'>;
}

/** Advice, people and how decisions went (contract/endpoints/deciding.ts). */
export interface DecidingUseCases {
  readAdvice: UseCase<'readAdvice'>;
  readIdentity: UseCase<'readIdentity'>;
  setOptOut: UseCase<'setOptOut'>;
  markIdentitySeen: UseCase<'markIdentitySeen'>;
  readDecisions: UseCase<'readDecisions'>;
}

/** Learning from the team (contract/endpoints/judging.ts). */
export interface JudgingUseCases {
  correctJudgement: UseCase<'correctJudgement'>;
  readCorrections: UseCase<'readCorrections'>;
  listUncertain: UseCase<'listUncertain'>;
  readJudging: UseCase<'readJudging'>;
  trainTeamModel: UseCase<'trainTeamModel'>;
  activateTeamModel: UseCase<'activateTeamModel'>;
}

/** The practice network's public page (contract/endpoints/practice.ts). */
export interface PracticeUseCases extends PracticeSessionUseCases {
  readPracticeTimeline: UseCase<'readPracticeTimeline'>;
  postAsCustomer: UseCase<'postAsCustomer'>;
  deleteAsCustomer: UseCase<'deleteAsCustomer'>;
  readPracticeStage: UseCase<'readPracticeStage'>;
  changePracticeStage: UseCase<'changePracticeStage'>;
  startPracticeStory: UseCase<'startPracticeStory'>;
  joinPractice: UseCase<'joinPractice'>;
}

/** Stories that a member answers by themselves, and how that went. */
export interface PracticeSessionUseCases {
  startPracticeSession: UseCase<'startPracticeSession'>;
  listPracticeSessions: UseCase<'listPracticeSessions'>;
  readPracticeSession: UseCase<'readPracticeSession'>;
  endPracticeSession: UseCase<'endPracticeSession'>;
  skipPracticeTime: UseCase<'skipPracticeTime'>;
}

type NoteView = z.infer<typeof noteView>;

/**
 * Fresh rows of the daily work in bulk, for the live stream; `trx` sees one workspace. What is gone is left out; order
 * does not matter.
 */
export interface WorkRows {
  /** By post id. */
  ledgerRows(trx: Transaction<Database>, ids: readonly string[]): Promise<LedgerEntryView[]>;
  caseRows(trx: Transaction<Database>, ids: readonly string[]): Promise<CaseRow[]>;
  postRows(trx: Transaction<Database>, ids: readonly string[]): Promise<PostView[]>;
  outboundRows(trx: Transaction<Database>, ids: readonly string[]): Promise<OutboundView[]>;
  noteRows(trx: Transaction<Database>, ids: readonly string[]): Promise<(NoteView & { caseId: string })[]>;
}

/** An account as a network sees it; the same shape as the network kit's. */
export interface NetworkAccount {
  id: string;
  server: string;
  nativeId: string;
  handle: string;
  secrets: Record<string, string>;
  saveSecrets(secrets: Record<string, string>): Promise<void>;
}

/** What a network answers when an account is connected. */
export interface ConnectedAccount {
  server: string;
  nativeId: string;
  handle: string;
  displayName: string;
  avatarUrl?: string;
  secrets: Record<string, string>;
}

/** The part of a network that connecting accounts needs; every network of src/networks fits it. */
export interface NetworkPort {
  readonly manifest: NetworkManifest;
  limits(account: NetworkAccount): Promise<NetworkManifest['limits']>;
  connect(fields: Record<string, string>): Promise<ConnectedAccount>;
  oauthStart(input: {
    fields: Record<string, string>;
    redirectUri: string;
    state: string;
  }): Promise<{ url: string; pending: Record<string, string> }>;
  oauthFinish(input: {
    pending: Record<string, string>;
    params: Record<string, string>;
    redirectUri: string;
  }): Promise<ConnectedAccount>;
  keepAlive(account: NetworkAccount): Promise<void>;
  receive?(
    account: NetworkAccount,
    call: { headers: Readonly<Record<string, string | undefined>>; body: Uint8Array },
  ): Received;
  /** Bytes of one call at most, where it is more than most networks need. */
  readonly mostCallBytes?: number;
  /** Where it first asks by GET whether we are there: what is entered at the network, and what is answered. */
  readonly question?: {
    token?(account: NetworkAccount): string;
    readonly type?: 'application/json';
    answer(account: NetworkAccount, query: Readonly<Record<string, unknown>>): string;
  };
  /** Whether its calls are signed with a key that we make. */
  readonly signedWithOurKey?: true;
  /** Secrets that we made and others hold by now: an account that is connected again keeps those it has. */
  readonly keepsSecrets?: readonly string[];
  /** Secrets that need not be entered again: an account that is connected again keeps those it has, unless others are given. */
  readonly keepsUnlessGiven?: readonly string[];
  standing?(account: NetworkAccount): Promise<Standing>;
}

/** Told after the change is committed; whoever listens may live in another process, so src/main decides how. */
export interface ListeningNotices {
  sourcesChanged(workspaceId: string): void;
  monitorsChanged(workspaceId: string): void;
}

/** Why a server must not be reached, for who entered it; null where nothing speaks against it. */
export type CheckHost = (host: string) => Promise<BothLanguages | null>;

/** Compiles a query for a check or a dry run. */
export type CompileQuery = (text: string) => CompileResult;

/** Where pictures lie; keys are made by the server and hold no name anybody chose. */
export interface AttachmentStore {
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is none. */
  get(key: string): Promise<Uint8Array | null>;
  remove(key: string): Promise<void>;
}

/** One line of /metrics that somebody else measures: how sources, outbox and jobs stand. */
export interface Gauge {
  /** Without the `kizuki_` in front. */
  name: string;
  help: string;
  labels?: Record<string, string>;
  value: number;
}
export type ReadGauges = () => Promise<Gauge[]>;
