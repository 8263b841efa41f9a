// What posts and answers by the clock need from outside: what accounts set, what was decided before, who wrote to us.
import type { DayPostKind, Occasion, PostedBefore } from '../domain/hours/day-posts.ts';
import type { SilenceCause } from '../domain/hours/silence.ts';

/** As it was stored: each of the three may be broken; null where nothing was set. */
export interface StoredHours {
  ownHours: unknown;
  dayPosts: unknown;
  afterHours: unknown;
  /** ISO 8601 UTC; null while it is off. */
  dayPostsSince: string | null;
  afterHoursSince: string | null;
  /** Who wrote the texts as they stand. */
  dayPostsBy: string | null;
  afterHoursBy: string | null;
}

export interface DayPostRow {
  accountId: string;
  /** YYYY-MM-DD. */
  day: string;
  kind: DayPostKind;
  occasion: Occasion;
  turn: number;
  dueAt: string;
  outboundId: string | null;
  skipped: string | null;
}

/** A post that came to an account, with what decides about an answer beside the clock. */
export interface CameInRow {
  postId: string;
  identityId: string;
  createdAt: string;
  isBot: boolean;
  hasOptedOut: boolean;
  isDeleted: boolean;
  /** Answered, closed, in a case that somebody of ours answered since, or a person’s answer is on its way. */
  isSettled: boolean;
  /** Each judgement as `kind value`. */
  judged: string[];
}

export interface AfterHoursRow {
  postId: string;
  accountId: string;
  identityId: string;
  closedFrom: string;
  backAt: string | null;
  outboundId: string | null;
  skipped: SilenceCause | null;
}

export interface HoursStore {
  /** Null where nothing was ever set. */
  of(accountId: string): Promise<StoredHours | null>;
  /** The same, held until the end of the transaction: who else decides for this account waits. */
  lock(accountId: string): Promise<StoredHours | null>;
  /** Connected accounts for which the program posts (or answers) by itself, oldest first. */
  accountsWith(what: 'dayPosts' | 'afterHours'): Promise<string[]>;
  /** What was decided about a day and kind, as `day kind`, since a date, and what goes into the next turn. */
  dayPostsBefore(accountId: string, sinceDay: string): Promise<PostedBefore & { decided: Set<string> }>;
  addDayPost(row: DayPostRow): Promise<void>;
  /** What came to an account since a time and was not decided about, oldest first. */
  cameIn(accountId: string, since: string, limit: number): Promise<CameInRow[]>;
  /** What is known now of a post that came in; null where it is there no more. */
  cameInBy(postId: string): Promise<CameInRow | null>;
  /** When the program last told somebody as an account, and until when that holds. */
  lastTold(accountId: string, identityId: string): Promise<{ at: string; backAt: string | null } | null>;
  addAfterHours(row: AfterHoursRow): Promise<void>;
}
