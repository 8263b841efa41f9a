// A batch from a listener becomes rows: posts, matches, ledger entries and the cursor, all in one transaction.
import { AppError } from '../domain/errors.ts';
import type { JudgementRow } from '../domain/judgement/rows.ts';
import type { Post } from '../domain/post/post.ts';
import { applyChanges, type Change } from './changes.ts';
import { judgeChanged } from './judge-again.ts';
import { tellLanguage, type DetectLanguage } from '../domain/language/tell.ts';
import { brandOf, type JudgeStage } from './judge.ts';
import { enqueueAsking } from './ask-other.ts';
import type { MatchStage } from './match.ts';
import { editedIn, recordsOf, type Fates } from './heard-records.ts';
import { joinCase } from './join-case.ts';
import { decideKeeping, isWanted, keepingContext, type Arrival, type Kept } from './keep.ts';
import type {
  EventToAppend,
  HeardBatch,
  InWorkspace,
  LedgerRow,
  PostToStore,
  WindowPost,
  WorkTx,
} from './ports.ts';
import type { MalformedItem } from './source-ports.ts';
import { keepWishes } from './left-alone.ts';
import { wakeAuthors } from './write-again.ts';
import { writtenDown } from './written-down.ts';

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
    const malformed: MalformedItem[] = [];
    for (const item of items) {
      if ('malformed' in item.outcome) {
        const raw = writtenDown(item.raw, maxRawLength) ?? '"nested too deeply to be written down"';
        const { about = { nativeId: null, authorNativeId: null } } = item;
        malformed.push({ ...about, raw, problem: item.outcome.malformed });
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
    await tx.posts.insertMalformed(source, malformed, tx.at);
    const { window } = await tx.workspace.settings();
    const fates: Fates = new Map();
    const entered = await takeIn(deps, source, { tx, hasWindow: window.enabled, fates }, arrivals);
    // Before the changes: what is taken back in the same batch is taken back here, too.
    if (window.enabled) {
      const records = recordsOf(items, fates);
      await tx.sources.keepRecords(source, { records, outdated: editedIn(items) });
    }
    if (changes.length > 0) {
      const matcher = await deps.matching.matcherFor(source.workspaceId, tx);
      const edited = await applyChanges(tx, source.network, changes, (post) =>
        matcher.match(post, tellLanguage(post, deps.detectLanguage)),
      );
      if (edited.length > 0 && deps.judging !== undefined) {
        await judgeChanged(tx, await deps.judging.judgeFor(source.workspaceId, tx), edited);
        if (deps.asksOther !== undefined) await enqueueAsking(tx, source.workspaceId, edited);
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

interface Taking {
  tx: WorkTx;
  hasWindow: boolean;
  /** Filled as it is decided. */
  fates: Fates;
}

async function takeIn(
  deps: IngestDeps,
  source: IngestSource,
  { tx, hasWindow, fates }: Taking,
  all: Arrival[],
): Promise<number> {
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
  const kept: Numbered[] = [];
  const passed: WindowPost[] = [];
  const context = await keepingContext(deps.matching, source, tx, known);
  for (const arrival of fresh) {
    const decided = await decideKeeping(context, arrival, deps.detectLanguage);
    // In the order in which they came, kept or not: what somebody wrote after their post is found by it.
    const id = tx.newId();
    fates.set(arrival.post.nativeId, fateOf(decided));
    if (isWanted(decided)) kept.push({ ...decided, id });
    else if (arrival.post.visibility === 'public' && arrival.post.kind !== 'repost') {
      passed.push({ id, post: arrival.post, lang: decided.lang });
    }
  }
  if (hasWindow) await tx.posts.insertWindow(passed, tx.at);
  return kept.length === 0 ? 0 : store(deps, source, tx, kept);
}

function fateOf(decided: Kept): NonNullable<ReturnType<Fates['get']>> {
  const { lang, matches, ours, goesOn } = decided;
  const isEntry = ours === null && !goesOn;
  const kept = isEntry ? 'entered' : 'kept';
  return {
    fate: isWanted(decided) ? kept : 'passed',
    lang,
    monitors: matches.map(({ monitorId }) => monitorId),
  };
}

/** With the id its row gets. */
type Numbered = Kept & { id: string };

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

async function store(deps: IngestDeps, source: IngestSource, tx: WorkTx, kept: Numbered[]): Promise<number> {
  const identities = await tx.posts.saveIdentities(
    source.network,
    kept.map((one) => one.arrival.post.author),
    tx.at,
  );
  const rows: (Numbered & { row: PostToStore })[] = kept.map((one) => ({
    ...one,
    row: rowOf(source, one, identities),
  }));
  const inserted = await tx.posts.insert(
    rows.map((one) => one.row),
    tx.at,
  );
  const fresh = rows.filter((one) => inserted.has(one.row.id));
  await tx.posts.insertMatches(fresh.map((one) => ({ postId: one.row.id, matches: one.matches })));
  const entries = fresh.filter((one) => one.ours === null && !one.goesOn);
  const judgements = await judgeEntries(deps, source.workspaceId, tx, entries);
  await tx.ledger.insert(
    entries.map((one) => ({ ...ledgerRowOf(one), judgements: judgements.get(one.row.id) ?? [] })),
    tx.at,
  );
  const toAsk = entries.flatMap(({ row }) => (deps.asksOther?.(row.post) === true ? [row.id] : []));
  await enqueueAsking(tx, source.workspaceId, toAsk);
  await tx.append(entries.map(enteredEvent));
  const theirs = fresh.filter((one) => one.ours === null).map(({ row }) => row);
  await wakeAuthors(tx, theirs);
  await keepWishes(tx, theirs);
  for (const one of fresh) {
    if (one.caseId !== null)
      await joinCase(tx, {
        caseId: one.caseId,
        postId: one.row.id,
        post: one.arrival.post,
        isOurs: one.ours !== null,
        judgements: judgements.get(one.row.id) ?? [],
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

function rowOf(source: IngestSource, kept: Numbered, identities: Map<string, string>): PostToStore {
  const { post, raw } = kept.arrival;
  const identityId = identities.get(post.author.nativeId);
  if (identityId === undefined) throw new Error(`No identity was made for ${post.author.nativeId}`);
  return {
    id: kept.id,
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
