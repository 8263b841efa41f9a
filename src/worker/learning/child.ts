// The process in which a workspace's model is trained: one question, one answer, and it is ended.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readModel } from '../../domain/judgement/model.ts';
import { makeTeamModel } from '../../domain/judgement/team/make.ts';
import { readTeamModel, writeTeamModel } from '../../domain/judgement/team/team-model.ts';
import type { Answer, Question } from './making.ts';
import { readOwnPosts } from './own-posts.ts';

/** The same corrections give the same version. */
const seed = 20_261_122;

function answerTo({ lang, corrected, newest, active, weights, ownPosts }: Question): Answer {
  const start = performance.now();
  const bytes = readFileSync(path.join(weights, `${lang}.bin`));
  const base = createHash('sha256').update(bytes).digest('hex');
  const made = makeTeamModel({
    model: readModel(bytes),
    base,
    active: active === null ? null : readTeamModel(active),
    corrected,
    replayed: readOwnPosts(ownPosts, lang),
    newest,
    seed,
  });
  const { team, learntFrom, heldBack, figures, otherwise, isGoodEnough } = made;
  return {
    lang,
    base,
    weights: writeTeamModel(team),
    learntFrom,
    heldBack,
    figures,
    otherwise,
    isGoodEnough,
    isRefitted: team.header.heads.some((head) => head.isRefitted),
    tookMs: Math.round(performance.now() - start),
  };
}

process.once('message', (question) => process.send?.(answerTo(question as Question)));
