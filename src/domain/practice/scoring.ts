// How a practice session went, in points: each one that is missing names its story, and the reply and rule that cost it.
import type { Level, RuleId } from '../guideline/finding.ts';
import type { Outcome, Story } from './story.ts';

/** What a story is scored by, and how many points each part has at most. */
export const partPoints = { rules: 40, outcome: 30, time: 20, decision: 10 } as const;
export const scoreParts = ['rules', 'outcome', 'time', 'decision'] as const;
export type ScorePart = (typeof scoreParts)[number];

/** What a rule costs in a reply that was sent against it; a rule counts once in a reply. */
export const findingPoints: Record<Level, number> = { block: 10, warn: 4 };

/** The promise: the first word within an hour, and at the latest within a day. Milliseconds. */
export const promiseMs = { full: 3_600_000, half: 86_400_000 } as const;

/** Which share of the points for the outcome there is, where it was right to speak. */
export const outcomeShares: Record<Outcome, number> = {
  thanked: 1,
  calmed: 0.8,
  chat: 0.8,
  solved_self: 0.5,
  went_quiet: 0.5,
  deleted: 0.2,
  annoyed: 0,
  left: 0,
};
/** The same where silence was right and we spoke. */
const intrusionShares: Partial<Record<Outcome, number>> = { annoyed: 0, left: 0, deleted: 0 };
const harmlessShare = 0.5;

export interface ScoredFinding {
  rule: RuleId;
  level: Level;
}

export interface ScoredReply {
  /** Of the send. */
  id: string;
  findings: readonly ScoredFinding[];
}

/** All that a story is scored by. */
export interface PlayedStory {
  advice: Story['advice'];
  /** Null while it goes on, or where it was broken off. */
  outcome: Outcome | null;
  /** Whether it came into the ledger, so that there was something to decide. */
  wasHeard: boolean;
  /** What the trainee decided; null: nothing. */
  decision: { choice: 'speak' | 'silent' } | null;
  replies: readonly ScoredReply[];
  /** Story time, in milliseconds, until our first word, and how much of it has passed. */
  firstAnswerMs: number | null;
  clockMs: number;
}

/** Why points are missing. */
export const markReasons = [
  'rule_warned',
  'rule_passed_over',
  'outcome',
  'spoke_unasked',
  'late',
  'very_late',
  'never_answered',
  'should_speak',
  'should_be_silent',
  'undecided',
] as const;
export type MarkWhy = (typeof markReasons)[number];

/** Points that are missing, and what cost them. */
export interface Mark {
  part: ScorePart;
  /** 0 where there was nothing left to lose. */
  lost: number;
  why: MarkWhy;
  /** Of the send that cost them. */
  replyId: string | null;
  rule: RuleId | null;
}

export interface PartScore {
  part: ScorePart;
  got: number;
  of: number;
}

export interface StoryScore {
  /** Those there is something to say of, in the order of `scoreParts`. */
  parts: PartScore[];
  marks: Mark[];
  /** 0 to 100; null where there is nothing to say yet. */
  score: number | null;
}

/** Scores a story: the parts that apply, what is missing and why. */
export function scoreStory(story: PlayedStory): StoryScore {
  const judged: Record<ScorePart, Mark[] | null> = {
    rules: marksOfRules(story),
    outcome: marksOfOutcome(story),
    time: marksOfTime(story),
    decision: marksOfDecision(story),
  };
  const parts = scoreParts.flatMap((part): PartScore[] => {
    const marks = judged[part];
    return marks === null ? [] : [{ part, of: partPoints[part], got: partPoints[part] - lostIn(marks) }];
  });
  return { parts, marks: scoreParts.flatMap((part) => judged[part] ?? []), score: scoreOf(parts) };
}

/** The share of the points that there were, 0 to 100; null without any. */
export function scoreOf(parts: readonly PartScore[]): number | null {
  const of = parts.reduce((sum, part) => sum + part.of, 0);
  if (of === 0) return null;
  return Math.round((100 * parts.reduce((sum, part) => sum + part.got, 0)) / of);
}

/** The parts of several stories together. */
export function summedParts(stories: readonly Pick<StoryScore, 'parts'>[]): PartScore[] {
  return scoreParts.flatMap((part): PartScore[] => {
    const found = stories.flatMap(({ parts }) => parts.filter((one) => one.part === part));
    if (found.length === 0) return [];
    const sum = (of: 'got' | 'of'): number => found.reduce((total, one) => total + one[of], 0);
    return [{ part, got: sum('got'), of: sum('of') }];
  });
}

/** How often each rule was broken over all replies, the most often first. */
export function brokenRules(replies: readonly ScoredReply[]): { rule: RuleId; replies: number }[] {
  const counts = new Map<RuleId, number>();
  for (const { findings } of replies) {
    for (const rule of new Set(findings.map((found) => found.rule)))
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
  }
  return [...counts]
    .map(([rule, count]) => ({ rule, replies: count }))
    .toSorted((a, b) => b.replies - a.replies || (a.rule < b.rule ? -1 : 1));
}

const lostIn = (marks: readonly Mark[]): number => marks.reduce((sum, { lost }) => sum + lost, 0);

function mark(part: ScorePart, lost: number, why: MarkWhy, of: Partial<Mark> = {}): Mark[] {
  return lost > 0 ? [{ part, lost, why, replyId: null, rule: null, ...of }] : [];
}

/** Of each rule in each reply, what weighs most; no more is lost than there is. */
function marksOfRules({ replies }: PlayedStory): Mark[] | null {
  if (replies.length === 0) return null;
  const marks: Mark[] = [];
  let left: number = partPoints.rules;
  for (const { id, findings } of replies) {
    const rules = new Set(findings.map(({ rule }) => rule));
    for (const rule of rules) {
      const isBlock = findings.some((found) => found.rule === rule && found.level === 'block');
      const lost = Math.min(left, findingPoints[isBlock ? 'block' : 'warn']);
      left -= lost;
      // What there is nothing left to take for is told all the same.
      const why = isBlock ? 'rule_passed_over' : 'rule_warned';
      marks.push({ part: 'rules', lost, why, replyId: id, rule });
    }
  }
  return marks;
}

function marksOfOutcome({ advice, outcome, replies }: PlayedStory): Mark[] | null {
  if (outcome === null) return null;
  const replyId = replies.at(-1)?.id ?? null;
  if (advice === 'stay_silent') {
    if (replies.length === 0) return [];
    const share = intrusionShares[outcome] ?? harmlessShare;
    return mark('outcome', Math.round(partPoints.outcome * (1 - share)), 'spoke_unasked', { replyId });
  }
  return mark('outcome', Math.round(partPoints.outcome * (1 - outcomeShares[outcome])), 'outcome', {
    replyId,
  });
}

function marksOfTime({ advice, outcome, replies, firstAnswerMs, clockMs }: PlayedStory): Mark[] | null {
  if (advice === 'stay_silent') return null;
  const half = partPoints.time / 2;
  const replyId = replies[0]?.id ?? null;
  if (firstAnswerMs === null) {
    // Whether it will be in time nobody knows before the story or the hour is over.
    if (outcome === null && clockMs <= promiseMs.full) return null;
    return mark('time', partPoints.time, 'never_answered');
  }
  if (firstAnswerMs <= promiseMs.full) return [];
  if (firstAnswerMs <= promiseMs.half) return mark('time', half, 'late', { replyId });
  return mark('time', partPoints.time, 'very_late', { replyId });
}

function marksOfDecision({ advice, outcome, wasHeard, decision, replies }: PlayedStory): Mark[] | null {
  const choice = decision?.choice ?? (replies.length > 0 ? 'speak' : null);
  if (choice === null) {
    if (!wasHeard || outcome === null) return null;
    return mark('decision', partPoints.decision, 'undecided');
  }
  const right = advice === 'speak' ? 'speak' : 'silent';
  if (choice === right) return [];
  return mark('decision', partPoints.decision, right === 'speak' ? 'should_speak' : 'should_be_silent');
}
