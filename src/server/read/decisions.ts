// How decisions went over some days, as a view.
import type { ReplyOf } from '../../contract/endpoint.ts';
import type { readDecisions } from '../../contract/endpoints/deciding.ts';
import type { AdviceChoice } from '../../domain/decision/advice-choice.ts';
import { adviceName } from '../../domain/decision/advice-reasons.ts';
import { wilson } from '../../domain/listening/advice/precision.ts';
import type { WorkspaceTransaction } from '../../storage/database.ts';
import {
  decisionCounts,
  notTakenCounts,
  outcomeCounts,
  silenceCounts,
  type DecisionCount,
  type DecisionSpan,
  type OutcomeCount,
} from '../../storage/decision-report.ts';

export type DecisionReport = ReplyOf<typeof readDecisions>;

const mostNotTaken = 6;

export async function decisionReport(trx: WorkspaceTransaction, span: DecisionSpan): Promise<DecisionReport> {
  const counts = await decisionCounts(trx, span);
  const ended = await outcomeCounts(trx, span.since);
  const notTaken = await notTakenCounts(trx, span.since, mostNotTaken);
  const weeks = [...new Set(counts.map(({ week }) => week))].toSorted();
  const sum = (fits: (row: DecisionCount) => boolean): number => sumOf(counts.filter(fits));
  const takenOf = (advice: AdviceChoice) => shareOf(counts.filter((row) => row.advice === advice));
  return {
    decided: {
      speak: sum(({ choice }) => choice === 'speak'),
      silent: sum(({ choice }) => choice === 'silent'),
      later: sum(({ choice }) => choice === 'later'),
    },
    unadvised: sum(({ advice }) => advice === null),
    byAdvice: { speak: takenOf('speak'), silent: takenOf('silent'), private: takenOf('private') },
    weeks: weeks.flatMap((week) => {
      const agreement = shareOf(counts.filter((row) => row.week === week));
      return agreement === null ? [] : [{ week, agreement }];
    }),
    silences: await silenceCounts(trx, span.since),
    notTaken: notTaken.map((row) => ({
      ...row,
      why: { ja: adviceName(row.code, 'ja'), en: adviceName(row.code, 'en') },
    })),
    outcomes: {
      advised: endedOf(ended.filter(({ advised }) => advised === true)),
      against: endedOf(ended.filter(({ advised }) => advised === false)),
      unadvised: endedOf(ended.filter(({ advised }) => advised === null)),
    },
  };
}

const sumOf = (rows: readonly { count: number }[]): number =>
  rows.reduce((total, { count }) => total + count, 0);

function shareOf(rows: readonly DecisionCount[]) {
  return wilson(
    sumOf(rows.filter(({ taken }) => taken === true)),
    sumOf(rows.filter(({ taken }) => taken !== null)),
  );
}

function endedOf(rows: readonly OutcomeCount[]): DecisionReport['outcomes']['advised'] {
  return {
    cases: sumOf(rows),
    open: sumOf(rows.filter(({ outcome }) => outcome === null)),
    byOutcome: rows.flatMap(({ outcome, count }) => (outcome === null ? [] : [{ outcome, count }])),
  };
}
