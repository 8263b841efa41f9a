// Judging as a stage: the language of a post, then what its language's model says of it.
import type { Correction } from '../domain/judgement/correction.ts';
import type { Judged } from '../domain/judgement/judge.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import type { PostToJudge } from '../domain/judgement/vectors.ts';
import type { JudgingStore } from './judging-ports.ts';

/** Tells the language of a text (ISO 639-1), or null when it cannot. Filled by src/main. */
export type DetectLanguage = (text: string) => string | null;

/** A workspace's judge: the built-in models, and what the workspace learnt on top of them. */
export interface WorkspaceJudge {
  /** What is to be kept of a post; what people said of it stands, and the rest follows it. */
  rowsOf(post: PostToJudge, said?: readonly Correction[]): JudgementRow[];
  /** The same before it is put in rows. */
  judge(post: PostToJudge): Judged;
  /** Whose word it is in a language: that of what the team taught it (`team`), or the built-in one's (`model`). */
  methodOf(lang: string | null): 'team' | 'model';
  /** From which probabilities on answers are yes; undefined where the language has no model. */
  cutsOf(lang: string | null): ReadonlyMap<string, number> | undefined;
}

/** Each workspace's judge as of a transaction: another version that was activated judges from the next one on. */
export interface JudgeStage {
  judgeFor(
    workspaceId: string,
    tx: { judging: Pick<JudgingStore, 'activeKey' | 'active'> },
  ): Promise<WorkspaceJudge>;
  /** SHA-256 of the built-in weights, by language. */
  bases: ReadonlyMap<string, string>;
}

/** Whom a post is for may not be known yet: then it may be about any of our brands. */
export function brandOf(names: ReadonlyMap<string, readonly string[]>, brandId: string | null): string[] {
  return brandId === null ? [...names.values()].flat() : [...(names.get(brandId) ?? [])];
}

const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const hangul = /\p{Script=Hangul}/gu;
/** A word of a script that writes spaces. */
const spacedWords =
  /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]+/gu;
const letters = /\p{L}/gu;
const noise = /https?:\/\/\S+|[@#＃＠][\p{L}\p{N}_.@-]+/gu;
/** Below this many letters a statistical detector guesses; the author's client knows better. */
const minLetters = 12;

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * Script first: kana is Japanese and hangul Korean, unless it is a name in a sentence of spaced words. Then the detector,
 * then what the author's client declared.
 */
export function judgeLanguage(
  post: { text: string; langHint?: string | undefined },
  detect: DetectLanguage,
): string | null {
  const text = post.text.replace(noise, ' ');
  const words = count(text, spacedWords);
  const kanaCount = count(text, kana);
  if (kanaCount > 0 && kanaCount >= words) return 'ja';
  const hangulCount = count(text, hangul);
  if (hangulCount > 0 && hangulCount >= words) return 'ko';
  const hint = post.langHint?.slice(0, 2).toLowerCase() ?? null;
  const letterCount = count(text, letters);
  if (letterCount < minLetters) return hint ?? (letterCount > 0 ? detect(text) : null);
  return detect(text) ?? hint;
}
