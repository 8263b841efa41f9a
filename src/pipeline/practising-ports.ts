// What is kept of replies that somebody writes while they practise.
import type { KeptFinding } from '../domain/practice/session.ts';

export interface PractisingStore {
  /** The story of somebody’s running session that a post belongs to, and its time by now; null for all other posts. */
  storyOf(
    userId: string,
    post: { network: string; nativeId: string },
  ): Promise<{ sessionId: string; runId: string; storyMs: number } | null>;
  keep(reply: {
    outboundId: string;
    sessionId: string;
    runId: string;
    text: string;
    findings: readonly KeptFinding[];
    storyMs: number;
  }): Promise<void>;
}
