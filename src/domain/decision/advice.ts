// Advice on the decision whether to speak: what speaks for it, for staying silent and for a private word, and how strongly.
import type { Outcome } from '../case/case.ts';
import type { DraftContext, SaidPost } from '../guideline/context.ts';
import type { Found } from '../guideline/finding.ts';
import { r09 } from '../guideline/rules/r09-whether.ts';
import { settledSince } from '../guideline/rules/r10-since.ts';
import { r14 } from '../guideline/rules/r14-breaking-in.ts';
import type { JudgementRow } from '../judgement/rows.ts';
import type { Origin, SilenceReason } from '../ledger/ledger.ts';
import { findPersonalData } from '../personal-data/personal-data.ts';
import type { Permission } from '../post/policy.ts';
import { against, type AdviceChoice } from './advice-choice.ts';
import type { AdviceReason } from './advice-reasons.ts';

/** All that is looked at; what nobody knows is null. */
export interface DecisionFacts {
  /** ISO 639-1 of the post; null where it is unknown. */
  lang: string | null;
  post: SaidPost & { isReply: boolean; isRepost: boolean; ageMinutes: number };
  origin: Origin;
  judgements: readonly JudgementRow[];
  /** What was said before the post, oldest first, and by its author since. */
  thread: readonly SaidPost[];
  newer: readonly { text: string; minutesAfter: number }[];
  /** Our handle on the network; empty where we have none. */
  account: string;
  history: {
    /** How often we wrote to them in seven days without being asked. */
    contacts7d: number;
    optedOut: boolean;
    /** How their last case ended; null where there was none. */
    lastOutcome: Outcome | null;
    /** Whether they have ever heard from us. */
    isKnown: boolean;
  };
  /** What the network lets us do here. */
  permission: { reply: Permission; dm: Permission };
  /** Of the team: cases whose turn is ours, of them about to be late, and people who are there; null where nobody counts. */
  load: { open: number; nearBreach: number; people: number } | null;
}

export interface AdviceGround {
  code: AdviceReason;
  params: Readonly<Record<string, string>>;
  speaksFor: AdviceChoice;
  /** How much, in log-odds; only as large as it is beside the others. */
  weight: number;
}

export interface Advice {
  advice: AdviceChoice;
  /** What speaks for the advice, the strongest first, then what speaks against it. */
  reasons: readonly AdviceGround[];
  /** 0: as good as either · 1: there is no doubt. */
  strength: number;
  /** The reason a silence would be recorded with; null where the advice is to speak. */
  silence: SilenceReason | null;
}

/** Rules of the network and of the person: against these nothing else weighs. */
const forbidding: ReadonlySet<AdviceReason> = new Set(['optedOut', 'forbidden']);
const certain = 9;
/** More than all that a post can sound like: a found post that is solved is over, and a reply to it would be stopped. */
const solvedUnasked = 14;
const dayMinutes = 24 * 60;
/** Unasked, in seven days. */
const mostContacts = 2;
/** Cases for each who is there, beyond which found posts that nobody waits for can be left. */
const mostOpenEach = 15;
/** So much of a private word must be there. */
const privateFrom = 1;

function ground(
  speaksFor: AdviceChoice,
  code: AdviceReason,
  weight: number,
  params: Readonly<Record<string, string>> = {},
): AdviceGround {
  return { code, params, speaksFor, weight };
}

/** A judgement weighs by how sure it is; by half where it does not say. */
function weighed(row: JudgementRow, weight: number): number {
  return weight * (row.probability === null ? 0.75 : Math.min(1, Math.max(0.25, row.probability)));
}

const sure = ({ probability }: JudgementRow): Record<string, string> =>
  probability === null ? {} : { percent: String(Math.round(probability * 100)) };

function ofJudgement(row: JudgementRow): AdviceGround[] {
  const { kind, value } = row;
  const on = (choice: AdviceChoice, code: AdviceReason, weight: number): AdviceGround[] => [
    ground(choice, code, weighed(row, weight), sure(row)),
  ];
  if (kind === 'about') return value === 'no' ? on('silent', 'notAbout', 3) : [];
  if (kind === 'urgency') {
    if (value === '1') return on('speak', 'soon', 0.8);
    // Few are to be missed, so that a post stands as urgent at less than a half.
    const isLikely = row.probability === null || row.probability >= 0.5;
    return on('speak', isLikely ? 'urgent' : 'maybeUrgent', value === '3' ? 4 : 2.5);
  }
  if (kind === 'abuse')
    return value === 'harassment' ? on('silent', 'harasses', 3) : on('silent', 'rude', 0.4);
  if (kind === 'speak') {
    if (value === 'no') return on('silent', 'judgedSilent', 2);
    return value === 'private' ? on('private', 'judgedPrivate', 2) : on('speak', 'judgedSpeak', 1.2);
  }
  if (value !== 'yes') return [];
  switch (kind) {
    case 'help':
      return on('speak', 'stuck', 2.5);
    case 'complaint':
      return on('speak', 'complains', 1.8);
    case 'question':
      return on('speak', 'asks', 1.8);
    case 'idea':
      return on('speak', 'wishes', 0.8);
    case 'praise':
      return on('speak', 'praises', 0.7);
    case 'churn':
      return on('speak', 'leaves', 1.8);
    case 'spam':
      return on('silent', 'spam', 5);
    default:
      return [];
  }
}

/** What the posting rules say of the post alone, before there is a draft. */
function ofRules(facts: DecisionFacts): AdviceGround[] {
  const { post, history, origin, lang, account } = facts;
  const context: DraftContext = {
    lang: lang ?? '',
    channel: origin === 'dm' ? 'dm' : 'public',
    isFirstContact: !history.isKnown,
    persona: { name: '', emoji: 'none', register: 'polite', signature: '' },
    isOpen: null,
    agent: null,
    post,
    thread: facts.thread,
    newer: facts.newer,
    recentReplies: [],
    draft: '',
    account,
    isRepost: post.isRepost,
  };
  const of = (found: readonly Found[], weight: number): AdviceGround[] =>
    found.slice(0, 1).map(({ reason, params }) => ground('silent', reason, weight, params ?? {}));
  const [whether] = r09.check(context);
  const isAsked = whether?.reason === 'leftAlone';
  return [
    ...of(whether === undefined ? [] : [whether], isAsked ? 5 : 2),
    ...of(r14.check(context), 2.5),
    ...of(settledSince(context), origin === 'found' ? solvedUnasked : 3),
  ];
}

function ofHistory({ history, origin }: DecisionFacts): AdviceGround[] {
  const { contacts7d, optedOut, lastOutcome } = history;
  // Whoever turns to us is answered, whatever was before.
  if (origin !== 'found') return optedOut ? [ground('private', 'optedOut', 0.5)] : [];
  const found: AdviceGround[] = [];
  if (optedOut) found.push(ground('silent', 'optedOut', certain));
  if (lastOutcome === 'declined') found.push(ground('silent', 'declinedBefore', 3));
  if (lastOutcome === 'no_reply') found.push(ground('silent', 'noReplyBefore', 0.8));
  if (lastOutcome === 'solved' || lastOutcome === 'thanked')
    found.push(ground('speak', 'wentWellBefore', 0.8));
  if (contacts7d > mostContacts)
    found.push(ground('silent', 'contactedOften', 1 + contacts7d / 2, { count: String(contacts7d) }));
  return found;
}

function ofCircumstances({ permission, load, origin, post, judgements }: DecisionFacts): AdviceGround[] {
  const found: AdviceGround[] = [];
  const { dm } = permission;
  // In a DM the answer is a DM.
  const reply = origin === 'dm' ? dm : permission.reply;
  if (reply === 'none' && dm === 'none') found.push(ground('silent', 'forbidden', certain));
  else if (reply === 'none') found.push(ground('private', 'onlyPrivate', 3));
  else if (reply === 'open_in_network') found.push(ground('silent', 'byHand', 0.3));
  if (origin !== 'found') return [...found, ground('speak', 'cameToUs', 4)];
  const days = Math.floor(post.ageMinutes / dayMinutes);
  if (days >= 3) found.push(ground('silent', 'old', Math.min(3, 0.5 * days), { days: String(days) }));
  const urgency = judgements.find(({ kind }) => kind === 'urgency');
  if (load !== null && (urgency === undefined || urgency.value === '1')) {
    const each = load.open / Math.max(1, load.people);
    if (load.nearBreach > 0)
      found.push(ground('silent', 'othersWait', 0.8, { count: String(load.nearBreach) }));
    if (each > mostOpenEach) found.push(ground('silent', 'loaded', 1, { count: String(load.open) }));
  }
  return found;
}

/** What everybody would read of them. */
function ofPersonalData({ post, origin }: DecisionFacts): AdviceGround[] {
  const [first] = origin === 'dm' ? [] : findPersonalData(post.text);
  return first === undefined
    ? []
    : [ground('private', 'personalData', 2.5, { words: post.text.slice(first.start, first.end) })];
}

const silenceOf: Partial<Record<AdviceReason, SilenceReason>> = {
  spam: 'spam',
  harasses: 'abusive',
  notAbout: 'not_about_us',
  inPassing: 'not_about_us',
  passedOn: 'not_about_us',
  praisesOther: 'not_about_us',
  breaksIn: 'among_friends',
  amongFriends: 'among_friends',
  solved: 'already_solved',
  leftAlone: 'asked_not_to',
  optedOut: 'asked_not_to',
  declinedBefore: 'asked_not_to',
};

/** Advice for a post. Never certain where nothing is known: without grounds it is silence, with strength 0. */
export function adviseDecision(facts: DecisionFacts): Advice {
  const grounds = [
    ...facts.judgements.flatMap(ofJudgement),
    ...ofRules(facts),
    ...ofHistory(facts),
    ...ofCircumstances(facts),
    ...ofPersonalData(facts),
  ];
  const sum = (choice: AdviceChoice): number =>
    grounds.reduce((total, { speaksFor, weight }) => (speaksFor === choice ? total + weight : total), 0);
  const privately = sum('private');
  const silently = sum('silent');
  // A private word is a word: it weighs against silence as well.
  const speaking = sum('speak') + privately;
  const isForbidden = grounds.some(({ speaksFor, code }) => speaksFor === 'silent' && forbidding.has(code));
  const isSilent = isForbidden || speaking <= silently;
  const canDm = facts.permission.dm !== 'none';
  const isPrivate = !isSilent && canDm && facts.origin !== 'dm' && privately >= privateFrom;
  if (!isSilent && !canDm && privately >= privateFrom) grounds.push(ground('speak', 'inviteToDm', 0.5));
  const advice: AdviceChoice = isSilent ? 'silent' : isPrivate ? 'private' : 'speak';
  return {
    advice,
    reasons: sortedFor(grounds, advice),
    strength: isForbidden ? 1 : strengthOf(advice, { speaking, silently, privately }),
    silence: isSilent ? silenceFor(grounds) : null,
  };
}

/** Whether a ground speaks for an advice: what speaks for a word speaks for a private one, too. */
export function isFor({ speaksFor }: Pick<AdviceGround, 'speaksFor'>, advice: AdviceChoice): boolean {
  return speaksFor === advice || (advice === 'private' && speaksFor === 'speak');
}

/** Those for the advice first, each side by weight; that it is urgent, which puts a post before all others, is named before them. */
function sortedFor(grounds: readonly AdviceGround[], advice: AdviceChoice): AdviceGround[] {
  const isUrgent = ({ code }: AdviceGround): boolean => code === 'urgent' || code === 'maybeUrgent';
  return grounds.toSorted(
    (a, b) =>
      Number(isFor(b, advice)) - Number(isFor(a, advice)) ||
      Number(isUrgent(b)) - Number(isUrgent(a)) ||
      b.weight - a.weight,
  );
}

/** What is kept of the reasons with a decision: codes only, for reasons may quote what people wrote. */
export function codesOf({ advice, reasons }: Advice): string[] {
  const [pro, contra] = [true, false].map((side) =>
    reasons.filter((ground) => isFor(ground, advice) === side).map(({ code }) => code),
  );
  return contra === undefined || contra.length === 0
    ? [...(pro ?? [])]
    : [...(pro ?? []), against, ...contra];
}

/** How far one side is ahead, from 0 to 1 by the logistic of the difference; privacy must be as sure as the word itself. */
function strengthOf(
  advice: AdviceChoice,
  { speaking, silently, privately }: { speaking: number; silently: number; privately: number },
): number {
  const ahead = Math.abs(speaking - silently);
  const margin = advice === 'private' ? Math.min(ahead, privately) : ahead;
  return Math.round(Math.tanh(margin / 2) * 100) / 100;
}

function silenceFor(grounds: readonly AdviceGround[]): SilenceReason {
  const strongest = grounds
    .filter(({ speaksFor }) => speaksFor === 'silent')
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ code }) => silenceOf[code]);
  return strongest.find((reason) => reason !== undefined) ?? 'would_not_help';
}
