// All that the posting rules know of a reply: the draft, whom it answers, who writes it, and when.
import type { ActsReader } from './acts-reader.ts';
import type { LengthRule } from '../post/length.ts';
import type { SaidInPrivate } from './private-words.ts';

export interface SaidPost {
  /** The author's handle, without `@`; empty where nobody knows. */
  author: string;
  text: string;
}

export interface Persona {
  name: string;
  emoji: 'none' | 'allowed';
  register: 'polite' | 'friendly';
  /** What replies end with; empty for none. */
  signature: string;
  /** What it never speaks of, and what is said in its place. */
  limits?: readonly PersonaLimit[];
  /** Why nothing goes out as it from this writer; null where something may. */
  stops?: PersonaStop | null;
  /** Whether its signature asks for initials that the writer has not given. */
  lacksInitials?: boolean;
}

export interface PersonaLimit {
  words: readonly string[];
  /** Empty where nothing is said of it. */
  instead: string;
}

/** `ownerless`: nobody answers for it · `notSpeaker`: the writer is not one of those who may speak as it. */
export const personaStops = ['ownerless', 'notSpeaker'] as const;
export type PersonaStop = (typeof personaStops)[number];

/** What somebody who looks can know of a person; null where nobody has looked, or nobody counts. */
export interface KnownPerson {
  /** Whether the writer has seen who it is: earlier conversations, what was noted. */
  hasSeen: boolean | null;
  /** As they call themselves; empty where unknown. */
  name: string;
  /** How often we wrote to them in seven days without being asked. */
  contacts7d: number | null;
  optedOut: boolean;
  /** How it ended last time, as a case has it. */
  lastOutcome: string | null;
}

/** What the models say of the post; null where nobody asked them. */
export interface JudgedPost {
  about: boolean | null;
  speak: 'yes' | 'private' | 'no' | null;
}

export interface DraftContext {
  /** ISO 639-1 of the draft. */
  lang: string;
  /** Where the draft goes. */
  channel: 'public' | 'dm';
  /** Whether the person never heard from us before. */
  isFirstContact: boolean;
  persona: Persona;
  /** Whether somebody is there to go on with it now; null where no hours are set. */
  isOpen: boolean | null;
  /** What lies on whoever writes; null where nobody counts. */
  agent: { openCases: number; minutesOn: number; nearBreach: number } | null;
  post: SaidPost & { isReply: boolean };
  /** What was said before the post, oldest first. */
  thread: readonly SaidPost[];
  /** What the post's author has said since, oldest first. */
  newer: readonly { text: string; minutesAfter: number }[];
  /** What the account has replied lately, newest first. */
  recentReplies: readonly string[];
  draft: string;

  /** Texts that replies begin with: what is sent is more than one of them. */
  templates?: readonly string[];

  // Left out where nobody knows; what needs it is then not said.

  /** Whether the post itself is a DM to us; where nobody says so, a draft in a DM answers one. */
  answersDm?: boolean;
  /** By what the network counts the draft. */
  length?: LengthRule;
  /** Our handle there. */
  account?: string;
  person?: KnownPerson;
  judged?: JudgedPost;
  /** Since the post was written, and what we promise, both in minutes; null where nothing is promised. */
  waiting?: { minutes: number; promiseMinutes: number | null };
  /** A sentence that says when somebody is there again. */
  hoursText?: string;
  /** How many posts of ours stand there without an answer since they last wrote. */
  unanswered?: number;
  /** Whether the post only passes on what another wrote. */
  isRepost?: boolean;
  /** What only this person and we know: a public draft repeats none of it. */
  inPrivate?: SaidInPrivate;
  /** Tells what sentences do; without it the rules know no more than their phrases. */
  acts?: ActsReader;
}
