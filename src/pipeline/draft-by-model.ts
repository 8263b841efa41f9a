// A draft by a language model: for a post that may leave, within the budget, kept with its case, and never more than something to begin with.
import {
  companyWords,
  draftQuestion,
  type DraftMaterial,
  type DraftQuestion,
  type DraftSource,
  type PostToTell,
} from '../domain/drafting/model-question.ts';
import { modelText, type ModelText } from '../domain/drafting/model-text.ts';
import { AppError } from '../domain/errors.ts';
import { readPersona } from '../domain/guideline/persona.ts';
import { readGuideline } from '../domain/guideline/settings.ts';
import { emptyGuideline, usualPersona } from '../domain/guideline/usual.ts';
import { minus, spentBy, type Price, type Spent, type Usage } from '../domain/judgement/spending.ts';
import { measureLength } from '../domain/post/length.ts';
import type { Visibility } from '../domain/post/post.ts';
import { mayLeave } from '../domain/post/terms.ts';
import { withoutSignature } from '../domain/similar/offered.ts';
import { brandOf } from './judge.ts';
import type { NoAnswer } from './judge-by-other.ts';
import type { AccountRecord, Actor, InWorkspace, StoredPost, WorkTx } from './ports.ts';
import { accountToUse, postGone, refuseInPublic, targetIn } from './reply-target.ts';
import { speakingAs } from './speaking-as.ts';
import type { Manifests } from './write.ts';

/** The port: a language model that writes. Filled by src/main. */
export interface DraftingModel {
  /** What people are shown: “by <name>”. */
  name: string;
  /** The most tokens that one request can use. */
  mostUsage(question: DraftQuestion): Usage;
  /** One request. Never throws; ends soon after the signal is aborted. */
  write(
    question: DraftQuestion,
    signal: AbortSignal,
  ): Promise<{
    answer: { draft: string } | { failed: NoAnswer; retryAfterMs?: number };
    usage: Usage | null;
  }>;
}

/** What was spent; the same purse as that of judging. Filled by src/main. */
export interface DraftSpending {
  reserve(amount: Spent, spender: string | null): Promise<boolean>;
  correct(amount: Spent, spender: string | null): Promise<void>;
  count(outcomes: ReadonlyMap<string, number>): Promise<void>;
}

export interface DraftByModelDeps {
  inWorkspace: InWorkspace;
  manifestOf: Manifests;
  model: DraftingModel;
  spending: DraftSpending;
  price: Price | null;
  /** For one draft, further tries included. */
  timeoutMs: number;
}

export interface DraftRequest {
  caseId: string;
  accountId: string;
  replyToPostId: string;
  visibility: Visibility;
  /** What it may take facts and links from. */
  sources: readonly DraftSource[];
}

export interface DraftByModel {
  id: string;
  model: string;
  text: string;
  /** How many links and accounts were taken out, because they stand in nothing of ours. */
  links: number;
  accounts: number;
}

export type AskForDraft = (actor: Actor, request: DraftRequest, signal: AbortSignal) => Promise<DraftByModel>;

/** Ways of asking that an endpoint may refuse before it takes one. */
const mostTries = 4;

/**
 * Errors: model_not_set_up where the workspace has not turned it on, model_forbidden, model_spent, model_unavailable,
 * too_many_requests for who has one under way, not_found, network_forbids, account_token_dead, network_post_gone,
 * guideline_blocks where guideline or persona cannot be read.
 */
export function createDraftByModel(deps: DraftByModelDeps): AskForDraft {
  const { inWorkspace, model, spending } = deps;
  /** Who is waiting for one. */
  const underWay = new Set<string>();

  async function ask(actor: Actor, request: DraftRequest, signal: AbortSignal): Promise<DraftByModel> {
    const { question, around, postId } = await inWorkspace(actor.workspaceId, (tx) =>
      readMaterial(tx, deps, actor, request),
    );
    const answer = await write(deps, question, actor.workspaceId, signal);
    const left =
      typeof answer === 'string'
        ? answer
        : modelText(answer.draft, { ...around, known: companyWords(question) });
    await spending.count(new Map([[`draft_${outcomeOf(left, signal)}`, 1]]));
    if (typeof left === 'string') throw failure(left, model.name);
    if (left.text === '') throw failure('empty', model.name);
    return inWorkspace(actor.workspaceId, async (tx) => {
      const id = tx.newId();
      const { caseId } = request;
      const askedBy = actor.userId;
      const draft = { id, caseId, postId, model: model.name, text: left.text, askedBy };
      if (!(await tx.drafting.keepModelDraft(draft))) throw postGone();
      return { id, model: model.name, ...left };
    });
  }

  return async (actor, request, signal) => {
    const who = `${actor.workspaceId} ${actor.userId ?? actor.onBehalfOf ?? actor.name}`;
    if (underWay.has(who)) {
      throw new AppError('too_many_requests', 'A draft is being written for you already. Wait for it.');
    }
    underWay.add(who);
    try {
      return await ask(actor, request, signal);
    } finally {
      underWay.delete(who);
    }
  };
}

/** Who stops waiting has not been kept waiting. */
function outcomeOf(left: ModelText | Failed, stop: AbortSignal): string {
  if (typeof left !== 'string') return left.text === '' ? 'empty' : 'written';
  return left === 'late' && stop.aborted ? 'stopped' : left;
}

async function readMaterial(
  tx: WorkTx,
  { manifestOf }: Pick<DraftByModelDeps, 'manifestOf'>,
  actor: Actor,
  { caseId, accountId, replyToPostId, visibility, sources }: DraftRequest,
) {
  const target = await targetIn(tx, { id: caseId }, replyToPostId);
  const account = await accountToUse(tx, accountId, target.network);
  if (!(await tx.workspace.settings()).modelDrafts) {
    throw new AppError(
      'model_not_set_up',
      'Nobody has turned on drafts by a language model in this workspace.',
    );
  }
  refuseInPublic(target, visibility);
  refuseToLeave(target);
  const held = await tx.guideline.persona(account.id, actor.userId);
  const persona = held === null ? usualPersona : readPersona(held.definition);
  const guideline = readGuideline((await tx.guideline.holding(account.id))?.settings ?? emptyGuideline);
  // What cannot be read stops every reply; what is confidential in it nobody knows.
  if ('fault' in persona || 'fault' in guideline) {
    throw new AppError(
      'guideline_blocks',
      'The guideline or the persona of this account cannot be read. Save it anew first.',
    );
  }
  const ownSignature =
    actor.userId === null ? '' : (await tx.guideline.writer(actor.userId, tx.at)).signature;
  const speaking = await speakingAs(tx, account, { userId: actor.userId, signature: ownSignature });
  const { name, signature } = speaking.persona;
  const brands = brandOf(await tx.workspace.brandNames(), account.brandId);
  const material: DraftMaterial = {
    lang: target.lang,
    channel: visibility,
    names: [account.displayName, account.handle, ...brands],
    persona: { ...persona, name },
    words: guideline.words,
    longest: longestOf(account, manifestOf(account.network), visibility, signature),
    posts: upTo(target, await saidUnsigned(tx, caseId, target)),
    sources,
  };
  const around = { lang: target.lang, account: account.handle, signature };
  return { question: draftQuestion(material), around, postId: target.id };
}

/** What was said in public; our answers without the names of who wrote them. */
async function saidUnsigned(tx: WorkTx, caseId: string, target: StoredPost): Promise<PostToTell[]> {
  const said = await tx.drafting.saidInPublic({ caseId, post: target });
  const { signatures, initials } = await tx.drafting.signatures();
  return said.map((post) =>
    post.from === 'us' ? { ...post, text: withoutSignature(post.text, signatures, initials) } : post,
  );
}

/** The post that is answered stands last, whatever else was said. */
function upTo(target: StoredPost, posts: DraftMaterial['posts']): DraftMaterial['posts'] {
  const { handle, displayName } = target.author;
  const asked = posts.findLast((post) => post.text === target.text && post.handle === handle);
  const answered = { from: 'customer' as const, handle, displayName, text: target.text };
  return [...posts.filter((post) => post !== asked), answered];
}

/** Errors: model_forbidden. */
function refuseToLeave(target: StoredPost): void {
  if (mayLeave(target)) return;
  throw new AppError(
    'model_forbidden',
    target.visibility === 'dm'
      ? 'A direct message is never handed to a language model. Write this reply yourself.'
      : 'The terms of this network do not let its posts be handed to a language model. Write this reply yourself.',
    { data: { reason: target.visibility === 'dm' ? 'dm' : 'terms', network: target.network } },
  );
}

/** What is left of a network's length beside the signature, in characters. */
function longestOf(
  account: AccountRecord,
  manifest: ReturnType<Manifests>,
  visibility: Visibility,
  signature: string,
): number {
  const limits = account.limits ?? manifest.limits;
  const rule = visibility === 'dm' ? limits.dm : limits.post;
  const left = rule.max - (signature === '' ? 0 : measureLength(`\n${signature}`, rule).used);
  return Math.max(40, left);
}

type Failed = NoAnswer | 'spent' | 'empty';

/** Asks until there is an answer, in the ways that the endpoint may know; each request is paid for beforehand with the most it can cost. */
async function write(
  { model, spending, price, timeoutMs }: DraftByModelDeps,
  question: DraftQuestion,
  spender: string,
  stop: AbortSignal,
): Promise<{ draft: string } | Failed> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(timeoutMs)]);
  const most = spentBy(model.mostUsage(question), price);
  for (let tries = 1; ; tries += 1) {
    if (!(await spending.reserve(most, spender))) return 'spent';
    const { answer, usage } = await model.write(question, signal);
    if (usage !== null) await spending.correct(minus(spentBy(usage, price), most), spender);
    if ('draft' in answer) return answer;
    if (answer.failed !== 'again') return answer.failed;
    if (tries === mostTries) return 'refused';
  }
}

const sentences: Record<Exclude<Failed, 'spent'>, string> = {
  late: 'did not answer in time. Ask again, or write the reply yourself.',
  limited: 'asks to slow down. Ask again in a moment, or write the reply yourself.',
  down: 'cannot be reached. Ask again in a moment, or write the reply yourself.',
  refused: 'refused the request. Write the reply yourself; the operator finds why in the log.',
  again: 'refused the request. Write the reply yourself; the operator finds why in the log.',
  garbled: 'wrote something that is no draft. Ask again, or write the reply yourself.',
  empty: 'had nothing to say to this. Write the reply yourself.',
};

function failure(outcome: Failed, name: string): AppError {
  if (outcome === 'spent') {
    return new AppError(
      'model_spent',
      'The budget for the language model is spent. Write the reply yourself, or ask the operator to raise it.',
    );
  }
  return new AppError('model_unavailable', `${name} ${sentences[outcome]}`, { data: { reason: outcome } });
}
