// All that the posting rules know of a reply: the draft, whom it answers, who writes it, and when.

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
}

export interface DraftContext {
  /** ISO 639-1 of the draft. */
  lang: string;
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
}
