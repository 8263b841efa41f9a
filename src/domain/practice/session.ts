// What is known of a practice session: each story with the decision and the replies of whoever practises, and its score.
import type { Level, RuleId } from '../guideline/finding.ts';
import {
  brokenRules,
  scoreOf,
  scoreStory,
  summedParts,
  type PartScore,
  type PlayedStory,
  type StoryScore,
} from './scoring.ts';
import type { Outcome, Story } from './story.ts';

/** More at once nobody learns from. */
export const mostStories = 6;

/** How many sessions of each member are listed, the newest. */
export const mostSessionsEach = 30;

/** What the guideline found in a reply as it was sent. */
export interface KeptFinding {
  rule: RuleId;
  level: Level;
  why: { ja: string; en: string };
  /** The words it is about, [start, end) in UTF-16 units; null: all of it, or what is missing. */
  span: readonly [number, number] | null;
  /** The whole reply as one key would have mended it; null where none would. */
  mended: string | null;
  /** Whether the mend is to go on in a DM. */
  toDm: boolean;
}

export interface PracticedReply {
  /** Of the send. */
  id: string;
  caseId: string | null;
  at: string;
  /** Story time when it was written. */
  storyMs: number;
  visibility: 'public' | 'dm';
  /** What it answers; empty where that is gone. */
  answers: string;
  text: string;
  findings: KeptFinding[];
  /** Why it went out though the guideline stopped it. */
  overrides: { rules: string[]; reason: string }[];
}

export interface PracticedDecision {
  choice: 'speak' | 'silent';
  /** Why silent, by its code; empty where none was asked for. */
  reason: string;
  note: string;
  at: string;
  /** What Kizuki advised at that time. */
  advised: 'speak' | 'silent' | 'private' | null;
}

/** A story as it was played; kept as it is when the session ends. */
export interface PlayedRecord {
  runId: string;
  storyId: string;
  title: Story['title'];
  lesson: Story['lesson'];
  advice: Story['advice'];
  outcome: Outcome | null;
  startedAt: string;
  endedAt: string | null;
  /** How much story time has passed, in milliseconds. */
  clockMs: number;
  wasHeard: boolean;
  decision: PracticedDecision | null;
  /** Oldest first. */
  replies: PracticedReply[];
  /** A good first reply, where it was right to speak. */
  modelAnswer: string | null;
}

export interface ScoredRecord extends PlayedRecord, StoryScore {
  firstAnswerMs: number | null;
}

export interface ScoredSession {
  stories: ScoredRecord[];
  parts: PartScore[];
  score: number | null;
  replies: number;
  broken: { rule: RuleId; replies: number }[];
}

/** Scores the stories of a session, each and together. */
export function scoreSession(records: readonly PlayedRecord[]): ScoredSession {
  const stories = records.map((record): ScoredRecord => {
    const played = playedOf(record);
    return { ...record, firstAnswerMs: played.firstAnswerMs, ...scoreStory(played) };
  });
  const parts = summedParts(stories);
  const replies = records.flatMap((record) => record.replies);
  return { stories, parts, score: scoreOf(parts), replies: replies.length, broken: brokenRules(replies) };
}

function playedOf(record: PlayedRecord): PlayedStory {
  const { advice, outcome, wasHeard, decision, replies, clockMs } = record;
  const first = replies.map(({ storyMs }) => storyMs).toSorted((a, b) => a - b)[0] ?? null;
  return {
    advice,
    outcome,
    wasHeard,
    decision,
    replies,
    firstAnswerMs: first,
    clockMs,
  };
}
