// The daily work as use cases: reading by src/server/read, changing by src/pipeline; handlers call these.
import type { Kysely } from 'kysely';
import type { CaseDetail, IdentityView, PostView, ThreadPost } from '../contract/views.ts';
import { AppError } from '../domain/errors.ts';
import type { NetworkManifest } from '../domain/post/manifest.ts';
import type { Author, Post, Visibility } from '../domain/post/post.ts';
import { approveReply, sendBackReply } from '../pipeline/approve.ts';
import { assignCase } from '../pipeline/assign.ts';
import { closeCase, reopenCase } from '../pipeline/close-case.ts';
import { makeSupportByPerson } from '../pipeline/conversation.ts';
import { endCrisis, startCrisis } from '../pipeline/crisis.ts';
import { planFollowUp } from '../pipeline/follow-up.ts';
import { decide, decideManySilent } from '../pipeline/decide.ts';
import type { InWorkspace, Log } from '../pipeline/ports.ts';
import { settleByPerson } from '../pipeline/settle.ts';
import { weighAnew } from '../pipeline/weigh.ts';
import { readReplyFacts } from '../pipeline/guideline-check.ts';
import { undoOutbound } from '../pipeline/take-back.ts';
import { writeOwnPostChange, writeReaction, writeReply } from '../pipeline/write.ts';
import { addNote, saveDraft } from '../pipeline/note.ts';
import { crisisRows } from '../storage/approvals.ts';
import { readInWorkspace, type WorkspaceTransaction } from '../storage/database.ts';
import type { Database } from '../storage/tables.ts';
import { avatarAddress } from './media/address.ts';
import { inTime } from './in-time.ts';
import type { Passing } from './media/passing.ts';
import type { Actor, WorkUseCases } from './ports.ts';
import { allowedHere } from './read/case-allowed.ts';
import { caseParts, caseRows, casesOfIdentity, casesPage, draftOf, noteRows } from './read/cases.ts';
import { candidatesPage, ledgerCounts, ledgerEntry, ledgerPage, ledgerRows } from './read/ledger.ts';
import { outboundPage, outboundRows } from './read/outbound.ts';
import { postRows } from './read/posts.ts';
import { searchPage } from './read/search.ts';
import { saidSince } from './said-since.ts';
import { heldThread, threadPostOf } from './read/thread.ts';

/** The reading side of a network, as far as the daily work needs it. */
export interface ReaderPort {
  thread(post: {
    nativeId: string;
    root?: string;
    visibility: Visibility;
    conversation?: string;
    ref?: Record<string, string>;
  }): Promise<Post[]>;
  authorPosts(author: Pick<Author, 'nativeId' | 'handle'>, limit: number): Promise<Post[]>;
  author(author: Pick<Author, 'nativeId' | 'handle'>): Promise<Author>;
}

export interface WorkDeps {
  db: Kysely<Database>;
  inWorkspace: InWorkspace;
  /** Milliseconds. */
  now(): number;
  manifestOf(network: string): NetworkManifest;
  /** How a post's network can be read: as the account that it came by, another of ours, or else as its source does. */
  readerFor(workspaceId: string, network: string, asked: { postId: string }): Promise<ReaderPort>;
  log: Log;
  passing: Passing;
}

/** The person waits: what the network has not answered by then is shown from what we hold. */
const readTimeoutMs = 6000;
const authorPostsShown = 20;

/** Makes the use cases. */
export function createWorkUseCases(deps: WorkDeps): WorkUseCases {
  const desk = deskOf(deps);
  return { ...reading(deps, desk), ...deciding(deps, desk), ...speaking(deps, desk) };
}

/** Reading inside the actor's workspace, and the rows that changes answer with. */
function deskOf({ db }: WorkDeps) {
  const read = <T>(actor: Actor, work: (trx: WorkspaceTransaction) => Promise<T>): Promise<T> =>
    readInWorkspace(db, actor.workspaceId, work);
  return {
    read,
    async oneCase(actor: Actor, id: string) {
      const [row] = await read(actor, (trx) => caseRows(trx, [id]));
      if (row === undefined) throw new AppError('not_found', 'There is no such case.');
      return row;
    },
    async oneOutbound(actor: Actor, id: string) {
      const [row] = await read(actor, (trx) => outboundRows(trx, [id]));
      if (row === undefined) throw new AppError('not_found', 'There is no such send.');
      return row;
    },
  };
}

type Desk = ReturnType<typeof deskOf>;

type Reading =
  | 'listCandidates'
  | 'listLedger'
  | 'readLedgerCounts'
  | 'readLedgerEntry'
  | 'readThread'
  | 'readAuthorPosts'
  | 'search'
  | 'listCases'
  | 'readCase'
  | 'listOutbound';

function reading(deps: WorkDeps, { read }: Desk): Pick<WorkUseCases, Reading> {
  return {
    listCandidates: (actor, { query }) => read(actor, (trx) => candidatesPage(trx, query)),
    listLedger: (actor, { query }) => read(actor, (trx) => ledgerPage(trx, query)),
    readLedgerCounts: (actor, { query }) => read(actor, (trx) => ledgerCounts(trx, query.since)),
    readLedgerEntry: (actor, { params }) => read(actor, (trx) => ledgerEntry(trx, params.id)),
    readThread: (actor, { params }) => readThread(deps, actor, params.id),
    readAuthorPosts: (actor, { params }) => readAuthor(deps, actor, params.id),
    search: (actor, { query }) => read(actor, (trx) => searchPage(trx, query)),
    listCases: (actor, { query }) => read(actor, (trx) => casesPage(trx, query, actor.userId)),
    readCase: (actor, { params }) => read(actor, (trx) => wholeCase(deps, trx, params.id, actor.userId)),
    listOutbound: (actor, { query }) => read(actor, (trx) => outboundPage(trx, query)),
  };
}

type Deciding =
  | 'decide'
  | 'decideMany'
  | 'assignCase'
  | 'setFollowUp'
  | 'closeCase'
  | 'reopenCase'
  | 'makeSupport'
  | 'addNote';

function deciding(
  { inWorkspace, manifestOf }: WorkDeps,
  { read, oneCase }: Desk,
): Pick<WorkUseCases, Deciding> {
  return {
    async decide(actor, { params, body }) {
      const { caseId } = await decide(inWorkspace, actor, params.id, body, manifestOf);
      return read(actor, async (trx) => {
        const [entry] = await ledgerRows(trx, [params.id]);
        if (entry === undefined) throw new AppError('not_found', 'There is no such entry in the ledger.');
        const [row] = caseId === null ? [] : await caseRows(trx, [caseId]);
        return { entry, case: row ?? null };
      });
    },
    decideMany: (actor, { body }) => decideManySilent(inWorkspace, actor, body.ids, body),
    async assignCase(actor, { params, body }) {
      await assignCase(inWorkspace, actor, params.id, body);
      return oneCase(actor, params.id);
    },
    async setFollowUp(actor, { params, body }) {
      await planFollowUp(inWorkspace, actor, params.id, body.at);
      return oneCase(actor, params.id);
    },
    async closeCase(actor, { params, body }) {
      await closeCase(inWorkspace, actor, params.id, body.outcome);
      return oneCase(actor, params.id);
    },
    async reopenCase(actor, { params }) {
      await reopenCase(inWorkspace, actor, params.id);
      return oneCase(actor, params.id);
    },
    async makeSupport(actor, { params }) {
      await makeSupportByPerson(inWorkspace, actor, params.id);
      return oneCase(actor, params.id);
    },
    async addNote(actor, { params, body }) {
      const id = await addNote(inWorkspace, actor, params.id, body.text);
      const [note] = await read(actor, (trx) => noteRows(trx, [id]));
      if (note === undefined) throw new AppError('internal', 'The note was written but could not be read.');
      const { caseId: _, ...view } = note;
      return view;
    },
  };
}

type Speaking = Exclude<keyof WorkUseCases, Reading | Deciding>;

function speaking(deps: WorkDeps, { read, oneOutbound }: Desk): Pick<WorkUseCases, Speaking> {
  const { inWorkspace } = deps;
  return {
    async saveDraft(actor, { params, body }) {
      await saveDraft(inWorkspace, actor, params.id, body);
      const { userId } = actor;
      return { draft: userId === null ? null : await read(actor, (trx) => draftOf(trx, params.id, userId)) };
    },
    async sendReply(actor, { params, body }) {
      const newest = await saidSince(deps, actor, body.replyToPostId);
      const reply = { caseId: params.id, ...body, newest };
      return oneOutbound(actor, await writeReply(deps, actor, reply));
    },
    readReplyContext: (actor, { params, query }) =>
      readReplyFacts(inWorkspace, actor, { caseId: params.id, ...query }),
    async react(actor, { params, body }) {
      return oneOutbound(actor, await writeReaction(deps, actor, { caseId: params.id, ...body }));
    },
    async approveReply(actor, { params: { id }, body, ifMatch }) {
      const { targetPostId, action } = await oneOutbound(actor, id);
      const asks = targetPostId !== null && action !== 'edit';
      const newest = asks ? await saidSince(deps, actor, targetPostId) : [];
      await approveReply(deps, actor, { outboundId: id, version: ifMatch, ...body, newest });
      return oneOutbound(actor, id);
    },
    async sendBackReply(actor, { params: { id }, body, ifMatch }) {
      await sendBackReply(inWorkspace, actor, { outboundId: id, version: ifMatch, ...body });
      return oneOutbound(actor, id);
    },
    async startCrisis(actor, { body }) {
      const id = await startCrisis(inWorkspace, actor, body);
      const crisis = (await read(actor, crisisRows)).find((row) => row.id === id);
      if (crisis === undefined) throw new AppError('not_found', 'Crisis mode was turned off at once.');
      return crisis;
    },
    endCrisis: (actor, { params }) => endCrisis(inWorkspace, actor, params.id),
    async undoOutbound(actor, { params }) {
      await undoOutbound(inWorkspace, actor, params.id);
      return oneOutbound(actor, params.id);
    },
    async settleOutbound(actor, { params, body }) {
      await settleByPerson(inWorkspace, actor, params.id, body.choice);
      return oneOutbound(actor, params.id);
    },
    async editOwnPost(actor, { params, body }) {
      const change = { postId: params.id, change: { text: body.text } };
      return oneOutbound(actor, await writeOwnPostChange(deps, actor, change));
    },
    async deleteOwnPost(actor, { params }) {
      const change = { postId: params.id, change: 'delete' as const };
      return oneOutbound(actor, await writeOwnPostChange(deps, actor, change));
    },
  };
}

/** A case with what each account of its network may do about it. */
async function wholeCase(
  deps: WorkDeps,
  trx: WorkspaceTransaction,
  id: string,
  userId: string | null,
): Promise<CaseDetail> {
  const parts = await caseParts(trx, id, userId);
  const manifest = deps.manifestOf(parts.case.network);
  const at = new Date(deps.now()).toISOString();
  const allowed = await allowedHere(trx, manifest, parts.posts, at);
  return { ...parts, allowed };
}

async function postOf(
  deps: WorkDeps,
  actor: Actor,
  id: string,
): Promise<PostView & { conversation: string | null; ref: Record<string, string> | null }> {
  return readInWorkspace(deps.db, actor.workspaceId, async (trx) => {
    const [post] = await postRows(trx, [id]);
    if (post === undefined) throw new AppError('not_found', 'There is no such post.');
    const row = await trx
      .selectFrom('post')
      .select(['conversation', 'ref'])
      .where('id', '=', id)
      .executeTakeFirst();
    return { ...post, conversation: row?.conversation ?? null, ref: row?.ref ?? null };
  });
}

type Thread = { posts: ThreadPost[]; fresh: boolean; problem: string | null };

async function readThread(deps: WorkDeps, actor: Actor, id: string): Promise<Thread> {
  const post = await postOf(deps, actor, id);
  const held = (): Promise<ThreadPost[]> =>
    readInWorkspace(deps.db, actor.workspaceId, (trx) => heldThread(trx, post));
  if (post.deletedAt !== null) return { posts: await held(), fresh: false, problem: 'network_post_gone' };
  try {
    const reader = await deps.readerFor(actor.workspaceId, post.network, { postId: post.id });
    const { nativeId, visibility } = post;
    const asked = {
      nativeId,
      visibility,
      ...(post.root === null ? {} : { root: post.root }),
      ...(post.conversation === null ? {} : { conversation: post.conversation }),
      ...(post.ref === null ? {} : { ref: post.ref }),
    };
    const posts = await inTime(reader.thread(asked), readTimeoutMs);
    const views = await readInWorkspace(deps.db, actor.workspaceId, (trx) =>
      threadPostOf(trx, posts, passingIn(deps, actor)),
    );
    return { posts: views, fresh: true, problem: null };
  } catch (error) {
    return { posts: await held(), fresh: false, problem: problemOf(deps, error) };
  }
}

function passingIn({ passing }: WorkDeps, { workspaceId }: Actor): (url: string) => string | null {
  return (url) => passing.address(workspaceId, url);
}

function problemOf(deps: WorkDeps, error: unknown): string {
  if (error instanceof AppError) return error.code;
  deps.log.warn({ err: error }, 'reading from a network failed');
  return 'network_unavailable';
}

async function readAuthor(deps: WorkDeps, actor: Actor, id: string) {
  const post = await postOf(deps, actor, id);
  const earlierCases = await readInWorkspace(deps.db, actor.workspaceId, (trx) =>
    casesOfIdentity(trx, post.author.id),
  );
  const { nativeId, handle } = post.author;
  try {
    const reader = await deps.readerFor(actor.workspaceId, post.network, { postId: post.id });
    const [author, posts] = await inTime(
      Promise.all([
        reader.author({ nativeId, handle }),
        reader.authorPosts({ nativeId, handle }, authorPostsShown),
      ]),
      readTimeoutMs,
    );
    await deps.inWorkspace(actor.workspaceId, async (tx) => {
      const ids = await tx.posts.saveIdentities(post.network, [author], tx.at);
      await weighAnew(tx, { identityIds: [...ids.values()] });
    });
    const views = await readInWorkspace(deps.db, actor.workspaceId, (trx) =>
      threadPostOf(trx, posts, passingIn(deps, actor)),
    );
    return {
      identity: freshIdentity(post.author, author),
      posts: views,
      earlierCases,
      fresh: true,
      problem: null,
    };
  } catch (error) {
    const problem = problemOf(deps, error);
    const posts = await readInWorkspace(deps.db, actor.workspaceId, async (trx) => {
      const rows = await trx
        .selectFrom('post')
        .select('id')
        .where('identity_id', '=', post.author.id)
        .orderBy('id', 'desc')
        .limit(authorPostsShown)
        .execute();
      return heldThread(
        trx,
        post,
        rows.map((row) => row.id),
      );
    });
    return { identity: post.author, posts, earlierCases, fresh: false, problem };
  }
}

function freshIdentity(known: IdentityView, now: Author): IdentityView {
  return {
    ...known,
    handle: now.handle === '' ? known.handle : now.handle,
    displayName: now.displayName === '' ? known.displayName : now.displayName,
    // Kept by now, so it is found by the identity's id.
    avatarUrl: avatarAddress('identities', known.id, now.avatarUrl ?? null) ?? known.avatarUrl,
    bio: now.bio ?? known.bio,
    followers: now.followers ?? known.followers,
    following: now.following ?? known.following,
    posts: now.posts ?? known.posts,
    url: now.url ?? known.url,
  };
}
