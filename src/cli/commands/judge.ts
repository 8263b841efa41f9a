// kizuki judge: posts from a file or a pipe, and for each what it is and whether it needs an answer.
import { reasonsFor } from '../../domain/judgement/explain.ts';
import { Judge, type Judged } from '../../domain/judgement/judge.ts';
import type { HeadName } from '../../domain/judgement/labels.ts';
import type { Model } from '../../domain/judgement/model.ts';
import type { PostToJudge } from '../../domain/judgement/vectors.ts';
import { findPersonalData } from '../../domain/personal-data/personal-data.ts';
import type { Command } from '../command.ts';
import { eachRecord, faultsOf, gatherLines } from '../each-record.ts';
import { exitCodes } from '../exit-codes.ts';
import { readBrand, readPost } from '../match-records.ts';

/** The heads whose yes is shown, with their reasons. */
function headsOf({ kinds, urgency, churn, abuse, sentiment, speak }: Judged): HeadName[] {
  const heads: HeadName[] = [...kinds];
  if (urgency !== null && urgency > 0)
    heads.push((['urgent1', 'urgent2', 'urgent3'] as const)[urgency - 1] ?? 'urgent1');
  if (churn === true) heads.push('churn');
  if (abuse === 'rude' || abuse === 'harassment') heads.push(abuse);
  if (sentiment === -1) heads.push('negative');
  if (sentiment === 1) heads.push('positive');
  if (speak === 'private') heads.push('private');
  if (speak === 'no') heads.push('silent');
  return heads;
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;

function lineOf(id: string, post: PostToJudge, judged: Judged, model: Model | undefined): string {
  const { about, kinds, sentiment, urgency, churn, abuse, speak, p } = judged;
  const why =
    model === undefined
      ? {}
      : Object.fromEntries(
          headsOf(judged).map((head) => [head, reasonsFor(model, head, post).map(({ word }) => word)]),
        );
  const pii = findPersonalData(post.text).map(({ kind, start, end }) => ({ kind, start, end }));
  const probabilities = Object.fromEntries(Object.entries(p).map(([name, value]) => [name, rounded(value)]));
  const record = {
    id,
    lang: post.lang,
    about,
    kinds,
    sentiment,
    urgency,
    churn,
    abuse,
    speak,
    pii,
    p: probabilities,
    why,
  };
  return JSON.stringify(record);
}

export const judge: Command = {
  name: 'judge',
  summary: 'Judges posts from a file of NDJSON, without a database.',
  details:
    'A post is as for kizuki match; an optional "brand": ["name", …] says whom it is for, and without it every post is taken ' +
    'to be about them. For each post one line {"id", "lang", "about", "kinds", "sentiment", "urgency", "churn", "abuse", "speak", ' +
    '"pii", "p", "why"} is written: pii are spans of personal data, p probabilities, why the words that weighed most. What ' +
    'cannot be known is null, as in a language without a model. A bad line is reported on standard error and skipped.',
  takes: [
    { name: 'POSTS', meaning: 'A file of posts; standard input without it, or for -.', isOptional: true },
  ],
  options: {
    strict: { kind: 'flag', meaning: 'Stop at the first bad line, with exit code 2.' },
  },
  examples: ['kizuki judge posts.ndjson', 'tail -f posts.ndjson | kizuki judge - > judged.ndjson'],
  async run(input, { ports, io }) {
    const models = await ports.models();
    const judging = new Judge(models);
    const byLanguage = new Map(models.map((model) => [model.header.lang, model]));
    const languageOf = await ports.languages();
    const lines = gatherLines(io);
    const judgeOne = (value: unknown): void => {
      const { id, text, lang } = readPost(value, languageOf);
      const post = { text, lang, brand: readBrand(value) };
      lines.add(lineOf(id, post, judging.judge(post), byLanguage.get(lang ?? '')));
    };
    try {
      await eachRecord(
        input.positionals['POSTS'] ?? '-',
        io,
        judgeOne,
        faultsOf(io, input.flag('strict')),
        lines.flush,
      );
    } finally {
      await lines.flush();
    }
    return exitCodes.ok;
  },
};
