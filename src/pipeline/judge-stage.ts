// Judging as a stage: the built-in models, and for each workspace what it learnt, taken over when another version is activated.
import { answersOfPost, type Correction } from '../domain/judgement/correction.ts';
import { Judge } from '../domain/judgement/judge.ts';
import type { Model } from '../domain/judgement/model.ts';
import { rowsOf, type JudgementRow } from '../domain/judgement/rows.ts';
import { readTeamModel } from '../domain/judgement/team/team-model.ts';
import type { JudgeStage, WorkspaceJudge } from './judge.ts';
import type { ActiveModel } from './judging-ports.ts';

/** A built-in model with the SHA-256 of its bytes. */
export interface BuiltIn {
  model: Model;
  base: string;
}

interface Entry {
  key: string;
  judge: WorkspaceJudge;
}

/** Keeps what at most `maxWorkspaces` learnt, a few hundred kilobytes each; the least recently used goes first. */
export function createJudgeStage(builtIn: readonly BuiltIn[], maxWorkspaces = 100): JudgeStage {
  const bases = new Map(builtIn.map(({ model, base }) => [model.header.lang, base]));
  const shared = new Judge(builtIn.map(({ model }) => model));
  const usual = judgeOf(shared, new Map());
  const cache = new Map<string, Entry>();
  const learntOf = (active: readonly ActiveModel[]): Map<string, Judge> =>
    new Map(
      builtIn.flatMap(({ model, base }) => {
        const mine = active.find(({ lang }) => lang === model.header.lang);
        // What was learnt on top of other weights says nothing on top of these.
        if (mine === undefined || mine.base !== base) return [];
        return [[mine.lang, new Judge([model], [readTeamModel(mine.weights)])] as const];
      }),
    );
  return {
    bases,
    async judgeFor(workspaceId, tx) {
      const key = await tx.judging.activeKey();
      if (key === '') return usual;
      let entry = cache.get(workspaceId);
      if (entry?.key !== key) {
        const active = await tx.judging.active();
        const read = active.map(({ lang, version }) => `${lang} ${version}`).join(',');
        entry = { key: read, judge: judgeOf(shared, learntOf(active)) };
      }
      cache.delete(workspaceId);
      cache.set(workspaceId, entry);
      const oldest = cache.keys().next().value;
      if (cache.size > maxWorkspaces && oldest !== undefined) cache.delete(oldest);
      return entry.judge;
    },
  };
}

function judgeOf(shared: Judge, learnt: ReadonlyMap<string, Judge>): WorkspaceJudge {
  const judgeFor = (lang: string | null): Judge => learnt.get(lang ?? '') ?? shared;
  const methodOf = (lang: string | null): 'team' | 'model' => (learnt.has(lang ?? '') ? 'team' : 'model');
  return {
    judge: (post) => judgeFor(post.lang).judge(post),
    methodOf,
    rowsOf(post, said = []) {
      const judged = judgeFor(post.lang).judge(post, answersOfPost(said));
      const method = methodOf(post.lang);
      const rows = rowsOf(judged).map((row) => ({ ...row, method }));
      return said.length === 0 ? rows : withSaid(rows, said);
    },
    cutsOf(lang) {
      const cuts = judgeFor(lang).cutsOf(lang);
      return cuts.size === 0 ? undefined : cuts;
    },
  };
}

/** Rows in which people's words stand instead of any model's. */
export function withSaid(rows: readonly JudgementRow[], said: readonly Correction[]): JudgementRow[] {
  const kinds = new Set<string>(said.map(({ kind }) => kind));
  const kept = rows.filter(({ kind }) => !kinds.has(kind));
  return [...kept, ...said.map(({ kind, value }) => ({ kind, value, probability: null, method: 'person' }))];
}
