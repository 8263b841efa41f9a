// What judging and learning need from outside: entries with their posts, what people said of them, and the versions learnt from it.
import type { Correction, JudgementKind } from '../domain/judgement/correction.ts';
import type { HeadName } from '../domain/judgement/labels.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import type { CorrectedPost, Figure } from '../domain/judgement/team/make.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';

/** An entry of the ledger with what judging needs of its post. */
export interface EntryToJudge {
  postId: string;
  text: string;
  lang: string | null;
  brandId: string | null;
  network: string;
  judgements: JudgementRow[];
  editedAt: string | null;
  deletedAt: string | null;
}

/** What a person said of one judgement, and what was said before. */
export interface CorrectionRecord extends Correction {
  postId: string;
  /** Null where the post was not judged. */
  said: string | null;
  /** Of the questions behind it, at that time; empty where they are not those of `said`. */
  p: Partial<Record<HeadName, number>>;
  /** What stood there before anybody spoke, where another model had a say in it; null else. */
  others: JudgementRow[] | null;
  lang: string | null;
  by: string | null;
  at: string;
}

/** A judgement that can be learnt from, as far as the post and its network's terms allow. */
export interface CorrectionToLearn extends Correction {
  postId: string;
  text: string;
  brandId: string | null;
}

export interface ActiveModel {
  lang: string;
  version: number;
  /** SHA-256 of the built-in weights that it adds to. */
  base: string;
  weights: Uint8Array;
}

/** Which version judges a language; without its weights, which are a hundred kilobytes and more. */
export type ActiveVersion = Omit<ActiveModel, 'weights'>;

/** The version that a person chose for a language: it judges until somebody chooses again. */
export interface ChosenVersion {
  lang: string;
  /** 0 for the built-in model. */
  version: number;
  by: { id: string; name: string } | null;
  at: string;
}

/** What the newest version of a language was made from. */
export interface LastLearnt {
  version: number;
  corrections: number;
  /** What was said after this may not be in it. */
  at: string;
}

export interface TeamModelRecord extends Omit<ActiveModel, 'version'> {
  madeBy: string | null;
  learntFrom: number;
  heldBack: number;
  tookMs: number;
  isRefitted: boolean;
  figures: Figure[];
  otherwise: { count: number; of: number };
}

export interface JudgingStore {
  entries(postIds: readonly string[]): Promise<EntryToJudge[]>;
  /** Posts of entries that are not decided yet, in the order of their ids, after one. */
  waitingAfter(lang: string, after: string | null, limit: number): Promise<string[]>;
  /** The newest entries whose post is there, newest first; of all languages for null. */
  newest(lang: string | null, limit: number): Promise<EntryToJudge[]>;
  /** Languages of the newest entries, the one with most of them first. */
  newestLangs(limit: number): Promise<string[]>;
  /** Those that stand: what was said of a text that is gone does not. */
  correctionsOf(postIds: readonly string[]): Promise<CorrectionRecord[]>;
  /** Of one said again, only what the person says now, who and when are replaced; of one that does not stand any more, all. */
  putCorrection(correction: CorrectionRecord): Promise<void>;
  /** What was said of a text that is gone by now; nothing where a word stands of the text as it is. */
  putOutdated(correction: CorrectionRecord, outdatedAt: string): Promise<void>;
  /** What a post said when it had last been edited at `editedAt`, or not at all; null where it still says that. */
  earlierText(postId: string, editedAt: string | null): Promise<string | null>;
  /** Answers whether there was one. */
  removeCorrection(postId: string, kind: JudgementKind): Promise<boolean>;
  /** What was said of a post does not stand from `at` on: its text says something else now. */
  outdate(postId: string, at: string): Promise<void>;
  /** Another model is to be asked about these; those that wait already wait on. */
  addQuestions(postIds: readonly string[]): Promise<void>;
  /** The first `most` posts that another model is to be asked about, the oldest first. */
  questions(most: number): Promise<string[]>;
  dropQuestions(postIds: readonly string[]): Promise<void>;
  /** How many corrections of each language can be learnt from. Looks at every one of them: not for each click. */
  learnable(): Promise<Map<string, number>>;
  /** How many judgements of posts in a language people spoke of since, or ever, learnt from or not; counts no further than `most`. */
  saidSince(lang: string, since: string | null, most: number): Promise<number>;
  /** Those of one language, the newest `most`, in the order of their posts. */
  toLearn(lang: string, most: number): Promise<CorrectionToLearn[]>;
  /** Changes whenever another version is activated. */
  activeKey(): Promise<string>;
  active(): Promise<ActiveModel[]>;
  activeVersions(): Promise<ActiveVersion[]>;
  /** Null where there is no such version. */
  weightsOf(lang: string, version: number): Promise<Uint8Array | null>;
  /** Of the newest version over these built-in weights; null where there is none. */
  lastLearnt(lang: string, base: string): Promise<LastLearnt | null>;
  /** Only one transaction at a time makes or activates versions of a language. */
  lockModels(lang: string): Promise<void>;
  /** Answers the version; it is a candidate. Of too many the oldest that never judges is forgotten. */
  insertModel(model: TeamModelRecord): Promise<number>;
  /** Of all languages in which somebody chose. */
  choices(): Promise<ChosenVersion[]>;
  choose(choice: { lang: string; version: number; by: string | null; at: string }): Promise<void>;
  /** From now on the newest version that is good enough judges. */
  dropChoice(lang: string): Promise<void>;
  /** A candidate that is good enough to judge, while a person has chosen what does. */
  offer(lang: string, version: number): Promise<void>;
  /** The newest that is offered over these built-in weights; null for none. */
  offered(lang: string, base: string): Promise<number | null>;
  /** 0 for the built-in model. Answers what it adds to, or null where there is no such version. */
  activate(lang: string, version: number): Promise<{ base: string } | null>;
}

/** Trains beside everything else (a process of its own). Filled by src/main. */
export type MakeModel = (question: {
  lang: string;
  corrected: readonly CorrectedPost[];
  newest: readonly PostToJudge[];
  active: Uint8Array | null;
}) => Promise<Omit<TeamModelRecord, 'madeBy'> & { isGoodEnough: boolean }>;
