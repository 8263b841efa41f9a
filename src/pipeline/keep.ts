// What of a batch is kept, and why: how a post came to us, what it matches, and the case it goes on in.
import type { MonitorMatch } from '../domain/listening/matcher.ts';
import { mayComeBack, type Origin } from '../domain/ledger/ledger.ts';
import type { Post } from '../domain/post/post.ts';
import { tellLanguage, type DetectLanguage } from '../domain/language/tell.ts';
import type { MatchStage } from './match.ts';
import type { AccountRecord, StoredPost, WorkTx } from './ports.ts';

/** A post as it was heard. */
export interface Arrival {
  post: Post;
  raw: unknown;
  inbound: 'mention' | 'reply' | 'dm' | undefined;
}

/** A new post and why it is kept. */
export interface Kept {
  arrival: Arrival;
  lang: string | null;
  matches: MonitorMatch[];
  origin: Origin | null;
  ours: AccountRecord | null;
  /** The case thread it continues. */
  caseId: string | null;
  brandId: string | null;
  /** Its author answers their own post that we stayed silent about: kept for that, without an entry of its own. */
  goesOn: boolean;
}

/** What deciding about the posts of a batch takes, read once. */
export interface KeepingContext {
  tx: WorkTx;
  network: string;
  ours: AccountRecord[];
  account: AccountRecord | null;
  known: Map<string, StoredPost>;
  cases: Map<string, { caseId: string; identityId: string }[]>;
  /** Of what is known, posts that we stayed silent about, but not for good. */
  silent: ReadonlySet<string>;
  matcher: Awaited<ReturnType<MatchStage['matcherFor']>>;
}

export async function keepingContext(
  matching: MatchStage,
  source: { workspaceId: string; network: string; accountId: string | null },
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
    silent: await comingBack(tx, known),
    matcher: await matching.matcherFor(source.workspaceId, tx),
  };
}

/** Silences that their author can bring back. */
async function comingBack(tx: WorkTx, known: Map<string, StoredPost>): Promise<Set<string>> {
  const silences = await tx.decisions.silentAmong([...known.values()].map((post) => post.id));
  return new Set(silences.filter(({ reason }) => mayComeBack(reason)).map(({ postId }) => postId));
}

/** What a post is to us, whether it is kept or not. */
export async function decideKeeping(
  context: KeepingContext,
  arrival: Arrival,
  detect: DetectLanguage,
): Promise<Kept> {
  const { post } = arrival;
  const lang = tellLanguage(post, detect);
  const base = {
    arrival,
    lang,
    matches: [],
    origin: null,
    ours: null,
    caseId: null,
    brandId: null,
    goesOn: false,
  };
  const ours = context.ours.find((account) => account.nativeId === post.author.nativeId) ?? null;
  const caseId = await caseContinuedBy(context, post);
  if (ours !== null) return { ...base, ours, caseId, brandId: ours.brandId };
  if (post.kind === 'repost') return base;
  const matches = context.matcher.match(post, lang);
  const [origin, toUs] = originOf(context, arrival, matches);
  const first = matches[0];
  const brandId = toUs?.brandId ?? (first === undefined ? null : context.matcher.brandOf(first.monitorId));
  const goesOn = origin === null && caseId === null && answersOwnSilence(context, post);
  return { ...base, matches, origin, caseId, brandId, goesOn };
}

/** Whether somebody answers a post of their own that we stayed silent about. */
function answersOwnSilence({ known, silent }: KeepingContext, post: Post): boolean {
  const answered = post.replyTo === undefined ? undefined : known.get(post.replyTo);
  return answered?.author.nativeId === post.author.nativeId && silent.has(answered.id);
}

/** Whether it is kept: it came in, goes on in a case or with what we stayed silent about, or is ours. */
export function isWanted(kept: Kept): boolean {
  return kept.origin !== null || kept.caseId !== null || kept.ours !== null || kept.goesOn;
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
  // A notice about a mail of ours (it could not be delivered) belongs where that mail was written.
  const isNotice = post.ref?.['notice'] === 'delivery';
  const answered = post.replyTo === undefined ? undefined : context.known.get(post.replyTo);
  for (const stored of around) {
    for (const one of context.cases.get(stored.id) ?? []) {
      // In a thread of several people our word is for whoever it answers.
      const isForOther =
        answered !== undefined && answered.accountId === null && answered.identityId !== one.identityId;
      if (isNotice || (weSpeak && !isForOther)) return one.caseId;
      if (weSpeak) continue;
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
