// A batch from a listener becomes rows: posts, matches, ledger entries and the cursor, all in one transaction.
import type { MonitorMatch } from '../domain/listening/matcher.ts';
import { AppError } from '../domain/errors.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import type { Origin } from '../domain/ledger/ledger.ts';
import type { Post } from '../domain/post/post.ts';
import { applyChanges, type Change } from './changes.ts';
import { judgeChanged } from './judge-again.ts';
import { brandOf, judgeLanguage, type DetectLanguage, type JudgeStage } from './judge.ts';
import { enqueueAsking } from './ask-other.ts';
import type { MatchStage } from './match.ts';
import { joinCase } from './join-case.ts';
import type {
  AccountRecord,
  EventToAppend,
  HeardBatch,
  InWorkspace,
  LedgerRow,
  PostToStore,
  StoredPost,
  WindowPost,
  WorkTx,
} from './ports.ts';

export interface IngestDeps {
  inWorkspace: InWorkspace;
  matching: MatchStage;
  detectLanguage: DetectLanguage;
  /** Without it only languages are judged. */
  judging?: JudgeStage;
  /** Whether another model is to be asked about a post; without it none is. */
  asksOther?(post: Pick<Post, 'network' | 'visibility'>): boolean;
}

export interface IngestSource {
  workspaceId: string;
  id: string;
  network: string;
  accountId: string | null;
}

export interface IngestResult {
  heard: number;
  entered: number;
  malformed: number;
}

interface Arrival {
  post: Post;
  raw: unknown;
  inbound: 'mention' | 'reply' | 'dm' | undefined;
}

/** A new post and why it is kept. */
interface Kept {
  arrival: Arrival;
  lang: string | null;
  matches: MonitorMatch[];
  origin: Origin | null;
  ours: AccountRecord | null;
  /** The case thread it continues. */
  caseId: string | null;
  brandId: string | null;
}

/** Records of one malformed item are kept this long at most, in characters. */
const maxRawLength = 20_000;

/**
 * Commits one batch. Redelivery is harmless: a post already held is not entered again. Nothing is acknowledged to the
 * network before this returns.
 */
export async function ingest(
  deps: IngestDeps,
  source: IngestSource,
  batch: HeardBatch,
): Promise<IngestResult> {
  return deps.inWorkspace(source.workspaceId, async (tx) => {
    const items = await itemsToTake(tx, batch);
    if (items === null) return nothing;
    let heardCount = 0;
    const arrivals: Arrival[] = [];
    const changes: Change[] = [];
    const malformed: { sourceId: string; raw: string; problem: string }[] = [];
    for (const item of items) {
      if ('malformed' in item.outcome) {
        const raw = (JSON.stringify(item.raw) ?? 'null').slice(0, maxRawLength);
        malformed.push({ sourceId: source.id, raw, problem: item.outcome.malformed });
        continue;
      }
      const { heard } = item.outcome;
      if (heard === null) continue;
      // An edit may bring in what did not match before; of a post we hold, the change below is all that is news.
      if (heard.type === 'post' || heard.type === 'edit') {
        arrivals.push({ post: heard.post, raw: item.raw, inbound: item.inbound });
      }
      if (heard.type === 'post') heardCount += 1;
      else changes.push({ heard });
    }
    await tx.posts.insertMalformed(malformed, tx.at);
    const entered = await takeIn(deps, source, tx, arrivals);
    if (changes.length > 0) {
      const matcher = await deps.matching.matcherFor(source.workspaceId, tx);
      const edited = await applyChanges(tx, source.network, changes, (post) =>
        matcher.match(post, judgeLanguage(post, deps.detectLanguage)),
      );
      if (edited.length > 0 && deps.judging !== undefined) {
        await judgeChanged(tx, await deps.judging.judgeFor(source.workspaceId, tx), edited);
        if (deps.asksOther !== undefined) await enqueueAsking(tx, edited);
      }
    }
    const counts = { heard: heardCount, matched: entered, malformed: malformed.length };
    const isThere = await tx.sources.advance(source.id, { cursor: batch.cursor, ...counts, at: tx.at });
    if (!isThere) throw sourceGone();
    return { heard: heardCount, entered, malformed: malformed.length };
  });
}

const nothing: IngestResult = { heard: 0, entered: 0, malformed: 0 };

/** Without the shares that were committed before: who brings them again brings nothing. Null where nothing is left. */
async function itemsToTake(tx: WorkTx, { items, shares }: HeardBatch): Promise<HeardBatch['items'] | null> {
  if (shares === undefined) return items;
  const isFirst = await tx.sources.sign(shares.map(({ receipt }) => receipt));
  if (!isFirst.includes(true)) return null;
  let end = 0;
  return shares.flatMap((share, index) => {
    end += share.items;
    return isFirst[index] === true ? items.slice(end - share.items, end) : [];
  });
}

export function sourceGone(): AppError {
  const says = 'This source was removed: what it still brought is dropped.';
  return new AppError('not_found', says, { where: 'source' });
}

async function takeIn(deps: IngestDeps, source: IngestSource, tx: WorkTx, all: Arrival[]): Promise<number> {
  const arrivals = dedupe(all);
  if (arrivals.length === 0) return 0;
  const { network } = source;
  const referred = new Set(arrivals.flatMap(({ post }) => [post.nativeId, post.replyTo, post.root]));
  const known = await tx.posts.byNativeIds(
    network,
    [...referred].filter((id) => id !== undefined),
  );
  const fresh = arrivals.filter(({ post }) => !known.has(post.nativeId));
  if (fresh.length === 0) return 0;
  const kept: Kept[] = [];
  const passed: WindowPost[] = [];
  const context = await contextOf(deps, source, tx, known);
  for (const arrival of fresh) {
    const decided = await decideKeeping(context, arrival, deps.detectLanguage);
    if (isWanted(decided)) kept.push(decided);
    else if (arrival.post.visibility === 'public' && arrival.post.kind !== 'repost') {
      passed.push({ id: tx.newId(), post: arrival.post, lang: decided.lang });
    }
  }
  const settings = await tx.workspace.settings();
  if (settings.window.enabled) await tx.posts.insertWindow(passed, tx.at);
  return kept.length === 0 ? 0 : store(deps, source, tx, kept);
}

/** The same post twice in a batch: the first wins, but an inbound mark is kept from either. */
function dedupe(arrivals: Arrival[]): Arrival[] {
  const byId = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const before = byId.get(arrival.post.nativeId);
    if (before === undefined) byId.set(arrival.post.nativeId, { ...arrival });
    else before.inbound ??= arrival.inbound;
  }
  return [...byId.values()];
}

interface KeepingContext {
  tx: WorkTx;
  network: string;
  ours: AccountRecord[];
  account: AccountRecord | null;
  known: Map<string, StoredPost>;
  cases: Map<string, { caseId: string; identityId: string }[]>;
  matcher: Awaited<ReturnType<MatchStage['matcherFor']>>;
}

async function contextOf(
  deps: IngestDeps,
  source: IngestSource,
  tx: WorkTx,
  known: Map<string, StoredPost>,
): Promise<KeepingContext> {
  const accounts = await tx.accounts.all();
  return {
    tx,
    network: source.network,
    ours: accounts.filter((account) => account.network === source.network),
    account: accounts.find((account) => account.id === source.accountId) ?? null,
    known,
    cases: await tx.cases.casesOfPosts([...known.values()].map((post) => post.id)),
    matcher: await deps.matching.matcherFor(source.workspaceId, tx),
  };
}

async function decideKeeping(
  context: KeepingContext,
  arrival: Arrival,
  detect: DetectLanguage,
): Promise<Kept> {
  const { post } = arrival;
  const lang = judgeLanguage(post, detect);
  const base = { arrival, lang, matches: [], origin: null, ours: null, caseId: null, brandId: null };
  const ours = context.ours.find((account) => account.nativeId === post.author.nativeId) ?? null;
  const caseId = await caseContinuedBy(context, post);
  if (ours !== null) return { ...base, ours, caseId, brandId: ours.brandId };
  if (post.kind === 'repost') return base;
  const matches = context.matcher.match(post, lang);
  const [origin, toUs] = originOf(context, arrival, matches);
  const first = matches[0];
  const brandId = toUs?.brandId ?? (first === undefined ? null : context.matcher.brandOf(first.monitorId));
  return { ...base, matches, origin, caseId, brandId };
}

function isWanted(kept: Kept): boolean {
  return kept.origin !== null || kept.caseId !== null || kept.ours !== null;
}

/** How it came to us: the network's word first, then names and threads, then our own listening. */
function originOf(
  context: KeepingContext,
  { post, inbound }: Arrival,
  matches: MonitorMatch[],
): [Origin | null, AccountRecord | null] {
  if (inbound !== undefined) return [inbound, context.account];
  if (post.visibility === 'dm') return ['dm', context.account];
  const answered = post.replyTo === undefined ? undefined : context.known.get(post.replyTo);
  if (answered?.accountId != null) {
    return ['reply', context.ours.find((account) => account.id === answered.accountId) ?? null];
  }
  const named = context.ours.find((account) =>
    post.mentions.some((mention) => isSameAccount(mention, account)),
  );
  if (named !== undefined) return ['mention', named];
  return matches.length > 0 ? ['found', null] : [null, null];
}

function isSameAccount(mention: Post['mentions'][number], account: AccountRecord): boolean {
  if (mention.nativeId !== undefined) return mention.nativeId === account.nativeId;
  return mention.handle !== undefined && mention.handle.toLowerCase() === account.handle.toLowerCase();
}

/** The case whose customer, or whose account of ours, goes on speaking with this post. */
async function caseContinuedBy(context: KeepingContext, post: Post): Promise<string | null> {
  const around = [post.replyTo, post.root].flatMap((id) => {
    const stored = id === undefined ? undefined : context.known.get(id);
    return stored === undefined ? [] : [stored];
  });
  if (post.conversation !== undefined) {
    const newest = await context.tx.posts.newestInConversation(context.network, post.conversation);
    if (newest !== null) {
      around.push(newest);
      const more = await context.tx.cases.casesOfPosts([newest.id]);
      for (const [id, cases] of more) context.cases.set(id, cases);
    }
  }
  const weSpeak = context.ours.some((account) => account.nativeId === post.author.nativeId);
  for (const stored of around) {
    for (const one of context.cases.get(stored.id) ?? []) {
      if (weSpeak) return one.caseId;
      if (await isIdentity(context, one.identityId, post.author.nativeId)) return one.caseId;
    }
  }
  if (post.visibility !== 'dm' || weSpeak) return null;
  // A first DM from somebody we already speak with in public belongs to that case: the thread is kept whole.
  const identities = await context.tx.posts.saveIdentities(context.network, [post.author], context.tx.at);
  const identityId = identities.get(post.author.nativeId);
  if (identityId === undefined) return null;
  const open = (await context.tx.cases.casesOfIdentity(identityId)).find((one) => one.closedAt === null);
  return open?.id ?? null;
}

async function isIdentity(context: KeepingContext, identityId: string, nativeId: string): Promise<boolean> {
  for (const stored of context.known.values()) {
    if (stored.identityId === identityId) return stored.author.nativeId === nativeId;
  }
  return (await context.tx.posts.identityNativeId(identityId)) === nativeId;
}

async function store(deps: IngestDeps, source: IngestSource, tx: WorkTx, kept: Kept[]): Promise<number> {
  const identities = await tx.posts.saveIdentities(
    source.network,
    kept.map((one) => one.arrival.post.author),
    tx.at,
  );
  const rows: (Kept & { row: PostToStore })[] = kept.map((one) => ({
    ...one,
    row: rowOf(source, tx, one, identities),
  }));
  const inserted = await tx.posts.insert(
    rows.map((one) => one.row),
    tx.at,
  );
  const fresh = rows.filter((one) => inserted.has(one.row.id));
  await tx.posts.insertMatches(fresh.map((one) => ({ postId: one.row.id, matches: one.matches })));
  const entries = fresh.filter((one) => one.ours === null);
  const judgements = await judgeEntries(deps, source.workspaceId, tx, entries);
  await tx.ledger.insert(
    entries.map((one) => ({ ...ledgerRowOf(one), judgements: judgements.get(one.row.id) ?? [] })),
    tx.at,
  );
  const toAsk = entries.flatMap(({ row }) => (deps.asksOther?.(row.post) === true ? [row.id] : []));
  await enqueueAsking(tx, toAsk);
  await tx.append(entries.map(enteredEvent));
  await wakeAuthors(tx, entries);
  for (const one of fresh) {
    if (one.caseId !== null)
      await joinCase(tx, {
        caseId: one.caseId,
        postId: one.row.id,
        post: one.arrival.post,
        isOurs: one.ours !== null,
      });
  }
  return entries.length;
}

/** By post id, what each post is judged to be. */
async function judgeEntries(
  { judging }: IngestDeps,
  workspaceId: string,
  tx: WorkTx,
  entries: readonly (Kept & { row: PostToStore })[],
): Promise<Map<string, JudgementRow[]>> {
  if (judging === undefined || entries.length === 0) return new Map();
  const judge = await judging.judgeFor(workspaceId, tx);
  const names = await tx.workspace.brandNames();
  const said = entries.map(({ row, lang, brandId }): [string, JudgementRow[]] => {
    return [row.id, judge.rowsOf({ text: row.post.text, lang, brand: brandOf(names, brandId) })];
  });
  return new Map(said);
}

function rowOf(source: IngestSource, tx: WorkTx, kept: Kept, identities: Map<string, string>): PostToStore {
  const { post, raw } = kept.arrival;
  const identityId = identities.get(post.author.nativeId);
  if (identityId === undefined) throw new Error(`No identity was made for ${post.author.nativeId}`);
  return {
    id: tx.newId(),
    post,
    identityId,
    accountId: kept.ours?.id ?? null,
    sourceId: source.id,
    lang: kept.lang,
    raw,
  };
}

function ledgerRowOf(one: Kept & { row: PostToStore }): LedgerRow {
  return {
    postId: one.row.id,
    brandId: one.brandId,
    network: one.row.post.network,
    lang: one.lang,
    // The customer answering in their case came to us, whoever they addressed.
    origin: one.origin ?? 'reply',
    state: 'waiting',
    reason: null,
    note: '',
    laterUntil: null,
    decidedBy: null,
    decidedAt: null,
    caseId: null,
    settledAt: null,
    version: 1,
  };
}

function enteredEvent(one: Kept & { row: PostToStore }): EventToAppend {
  return {
    type: 'ledger.entered',
    subject: 'ledger',
    subjectId: one.row.id,
    actorId: null,
    data: {
      origin: one.origin ?? 'reply',
      lang: one.lang,
      monitors: one.matches.map((match) => match.monitorId),
    },
  };
}

/** What was put off until later comes back when its author writes again. */
async function wakeAuthors(tx: WorkTx, entries: (Kept & { row: PostToStore })[]): Promise<void> {
  const identityIds = [...new Set(entries.map((one) => one.row.identityId))];
  for (const row of await tx.ledger.lockLaterOf(identityIds)) {
    await tx.ledger.save({ ...row, state: 'waiting', laterUntil: null });
    await tx.append([{ type: 'ledger.woken', subject: 'ledger', subjectId: row.postId, actorId: null }]);
  }
}
