// What checking a reply needs to know from outside: the guideline that holds, and what happened around the reply.
import type { Visibility } from '../domain/post/post.ts';
import type { StoredPost } from './ports.ts';

/** Settings as they were stored: they may be broken. */
export interface HeldGuideline {
  /** Null: the workspace's. */
  accountId: string | null;
  version: number;
  settings: unknown;
}

/** As whom an account speaks. */
export interface HeldPersona {
  /** As it was stored: it may be broken. */
  definition: unknown;
  /** Whether somebody answers for it who is on the team. */
  isOwned: boolean;
  /** The writer's; empty where they have none. */
  initials: string;
}

export interface SaidSince {
  nativeId: string;
  text: string;
  createdAt: string;
}

/** Whoever writes; times in ISO 8601 UTC. */
export interface Writer {
  signature: string;
  /** Cases that are theirs, and our turn. */
  openCases: number;
  /** Of each in which a customer waits: since when. */
  waitingSince: string[];
  /** When they wrote lately, newest first. */
  wroteAt: string[];
}

export interface GuidelineStore {
  /** The account's own where it has one, else the workspace's; null where nobody has decided anything. */
  holding(accountId: string): Promise<HeldGuideline | null>;
  /** The persona that the account points to, else the default; null where there is neither. */
  persona(accountId: string, writerId: string | null): Promise<HeldPersona | null>;
  /** What an account said lately, newest first. */
  recentReplies(accountId: string, visibility: Visibility): Promise<string[]>;
  hasHeardFromUs(identityId: string): Promise<boolean>;
  /** How many replies of ours stand in a case since the customer last wrote. */
  unanswered(caseId: string): Promise<number>;
  /** What we hold of the conversation before a post, oldest first. */
  saidBefore(post: StoredPost): Promise<{ author: string; text: string }[]>;
  /** What the author of a post has said since, as far as we heard it, oldest first. */
  saidSince(post: StoredPost): Promise<SaidSince[]>;
  /** What was said in the DMs of a case, or with this person in others, and what of the case stands in public; newest first. */
  saidInPrivate(of: {
    caseId: string;
    identityId: string;
  }): Promise<{ theirs: string[]; ours: string[]; inPublic: string[] }>;
  writer(userId: string, since: string): Promise<Writer>;
  addOverride(override: {
    outboundId: string;
    accountId: string;
    rules: string[];
    reason: string;
    by: string | null;
  }): Promise<void>;
}
