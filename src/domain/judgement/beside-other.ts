// What stands of a post that another model judged, when people have spoken: their word, what follows from it, and else the other's.
import {
  answersIn,
  judgementKinds,
  valueIn,
  type Correction,
  type HeadAnswers,
  type JudgementKind,
} from './correction.ts';
import { isOnlyAboutUs } from './labels.ts';
import type { JudgementRow } from './rows.ts';

/** What decides what other judgements can be. */
interface Frame {
  isAbout: boolean;
  isSpam: boolean;
  isHarassment: boolean;
}

const isSilent = ({ isAbout, isSpam, isHarassment }: Frame): boolean => !isAbout || isSpam || isHarassment;

/** Whether a post in this frame has an answer to a question at all. */
function hasAnswer({ isAbout, isSpam }: Frame, kind: JudgementKind): boolean {
  if (isOnlyAboutUs(kind) && !isAbout) return false;
  return !(isSpam && (kind === 'urgency' || kind === 'churn'));
}

/** Says that it is about us without saying so: that it is a complaint, for one. */
function saysAboutUs(correction: Correction): boolean {
  const answers = Object.entries(answersIn(correction) satisfies HeadAnswers);
  return answers.some(([name, isYes]) => isYes && isOnlyAboutUs(name));
}

/**
 * `other`: the rows as they stood before anybody spoke; without words they stand. `own`: what our models say that heard the same
 * words. They are asked only what the other could not say, because it took the post for something else: what it is for us, where it
 * had found it to be none of ours.
 */
export function besideOther(
  other: readonly JudgementRow[],
  own: readonly JudgementRow[],
  said: readonly Correction[],
): JudgementRow[] {
  if (said.length === 0) return [...other];
  const spoken = new Map(said.map(({ kind, value }) => [kind, value]));
  const before: Frame = {
    isAbout: valueIn(other, 'about') !== 'no',
    isSpam: valueIn(other, 'spam') === 'yes',
    isHarassment: valueIn(other, 'abuse') === 'harassment',
  };
  const about = spoken.get('about');
  const now: Frame = {
    isAbout: about === undefined ? before.isAbout || said.some(saysAboutUs) : about === 'yes',
    isSpam: (spoken.get('spam') ?? (before.isSpam ? 'yes' : 'no')) === 'yes',
    isHarassment: (spoken.get('abuse') ?? (before.isHarassment ? 'harassment' : 'none')) === 'harassment',
  };
  const rows = judgementKinds.flatMap((kind): JudgementRow[] => {
    const value = spoken.get(kind);
    if (value !== undefined) return [{ kind, value, probability: null, method: 'person' }];
    const [others, ours] = [other, own].map((all) => all.filter((row) => row.kind === kind));
    if (kind === 'about' && now.isAbout) return [];
    if (kind === 'speak') return speakRows(before, now, others ?? [], ours ?? []);
    if (!hasAnswer(now, kind)) return [];
    return (hasAnswer(before, kind) ? others : ours) ?? [];
  });
  return inOrderOf(other, rows);
}

function speakRows(before: Frame, now: Frame, others: JudgementRow[], ours: JudgementRow[]): JudgementRow[] {
  if (!isSilent(now)) return isSilent(before) ? ours : others;
  const isNo = others.some(({ value }) => value === 'no');
  // By rule, whoever asks.
  return isNo ? others : [{ kind: 'speak', value: 'no', probability: null, method: 'model' }];
}

/** Those that stood there where they stood, and then the new ones. */
function inOrderOf(before: readonly JudgementRow[], rows: readonly JudgementRow[]): JudgementRow[] {
  const placeOf = ({ kind, method }: JudgementRow): number => {
    const place = before.findIndex((row) => row.kind === kind);
    return place === -1 || method === 'person' ? before.length : place;
  };
  return rows.toSorted((a, b) => placeOf(a) - placeOf(b));
}
