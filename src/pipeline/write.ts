// Writing: a reply, a reaction, an edit or a deletion is checked against the network's rules and put into the outbox.
import { moveOutbound } from '../domain/decision/outbox.ts';
import { AppError } from '../domain/errors.ts';
import { measureLength } from '../domain/post/length.ts';
import { askPolicy, type Action, type NetworkManifest } from '../domain/post/manifest.ts';
import type { Visibility } from '../domain/post/post.ts';
import type {
  AccountRecord,
  Actor,
  CaseRecord,
  InWorkspace,
  OutboundAction,
  OutboundRecord,
  StoredPost,
  WorkTx,
} from './ports.ts';

/** The manifests of all networks, by id. */
export type Manifests = (network: string) => NetworkManifest;

export interface WriteDeps {
  inWorkspace: InWorkspace;
  manifestOf: Manifests;
}

export interface ReplyInput {
  caseId: string;
  accountId: string;
  replyToPostId: string;
  visibility: Visibility;
  text: string;
  attachments: { attachmentId: string; alt: string }[];
  seenThreadVersion: number;
}

/** The outbox's job names; the worker runs one task under each. */
export const sendTask = 'send';

/** Puts an outbound row into the queue with its job, and says so. */
async function queue(tx: WorkTx, row: OutboundRecord): Promise<void> {
  await tx.outbox.insert(row);
  await enqueueSend(tx, row);
  await tx.append([
    {
      type: 'reply.queued',
      subject: 'outbound',
      subjectId: row.id,
      actorId: row.createdBy,
      data: { action: row.action, caseId: row.caseId },
    },
  ]);
}

/** (Re)schedules the job that sends or looks up this row. */
export async function enqueueSend(tx: WorkTx, row: Pick<OutboundRecord, 'id' | 'notBefore'>): Promise<void> {
  await tx.enqueue({
    task: sendTask,
    payload: { outboundId: row.id },
    runAt: row.notBefore,
    key: `send:${row.id}`,
  });
}

/**
 * Queues a reply. Errors: thread_changed (412, with what the writer has not seen), text_too_long, text_empty,
 * network_forbids, account_token_dead, network_post_gone, not_found.
 */
export async function writeReply(deps: WriteDeps, actor: Actor, input: ReplyInput): Promise<string> {
  return deps.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(input.caseId);
    refuseStale(row, input.seenThreadVersion);
    const account = await accountToUse(tx, input.accountId, row.network);
    const target = await targetIn(tx, row, input.replyToPostId);
    const manifest = deps.manifestOf(account.network);
    const action: Action = input.visibility === 'dm' ? 'dm' : 'reply';
    checkPolicy(manifest, action, target, account);
    checkText(manifest, account, input);
    const settings = await tx.workspace.settings();
    const undoSeconds = input.visibility === 'dm' ? settings.undoDmSeconds : settings.undoPublicSeconds;
    const outbound = newOutbound(tx, {
      caseId: row.id,
      accountId: account.id,
      action,
      visibility: input.visibility,
      text: input.text,
      lang: row.lang,
      attachments: input.attachments,
      targetPostId: target.id,
      notBefore: new Date(Date.parse(tx.at) + undoSeconds * 1000).toISOString(),
      createdBy: actor.userId,
    });
    await queue(tx, outbound);
    if (actor.userId !== null) await tx.drafts.remove(row.id, actor.userId);
    return outbound.id;
  });
}

type NewOutbound = Pick<
  OutboundRecord,
  | 'caseId'
  | 'accountId'
  | 'action'
  | 'visibility'
  | 'text'
  | 'lang'
  | 'attachments'
  | 'targetPostId'
  | 'notBefore'
  | 'createdBy'
>;

function newOutbound(tx: WorkTx, row: NewOutbound): OutboundRecord {
  const id = tx.newId();
  return {
    ...row,
    id,
    state: 'queued',
    // Our id is the key: it exists before the network hears anything and never changes.
    idempotencyKey: id,
    attempts: 0,
    claimedAt: null,
    claimedBy: null,
    errorCode: null,
    error: null,
    nativeId: null,
    postId: null,
    createdAt: tx.at,
    sentAt: null,
    version: 1,
  };
}

function refuseStale(row: CaseRecord, seen: number): void {
  if (row.threadVersion === seen) return;
  throw new AppError(
    'thread_changed',
    'The conversation changed since you read it. Read what is new, then send.',
    {
      data: { seenThreadVersion: seen, threadVersion: row.threadVersion },
    },
  );
}

async function accountToUse(tx: WorkTx, accountId: string, network: string): Promise<AccountRecord> {
  const account = await tx.accounts.get(accountId);
  if (account.network !== network) {
    throw new AppError('network_forbids', 'This account is on another network than the post.', {
      where: 'body.accountId',
    });
  }
  if (account.tokenState !== 'ok') {
    throw new AppError(
      'account_token_dead',
      `The connection of ${account.handle} has ended. Connect it again first.`,
      {
        where: 'body.accountId',
      },
    );
  }
  return account;
}

async function targetIn(tx: WorkTx, row: CaseRecord, postId: string): Promise<StoredPost> {
  const [post] = await tx.posts.byIds([postId]);
  const cases = await tx.cases.casesOfPosts([postId]);
  const belongs = cases.get(postId)?.some((one) => one.caseId === row.id) === true;
  if (post === undefined || !belongs) {
    throw new AppError('not_found', 'This post is not part of the case.', { where: 'body.replyToPostId' });
  }
  if (post.deletedAt !== null) {
    throw new AppError(
      'network_post_gone',
      'Its author deleted this post: there is nothing to answer any more.',
    );
  }
  return post;
}

function checkPolicy(
  manifest: NetworkManifest,
  action: Action,
  target: StoredPost,
  account: AccountRecord,
): void {
  const mentionedUs = target.mentions.some(
    (mention) => mention.nativeId === account.nativeId || mention.handle === account.handle,
  );
  const answer = askPolicy(manifest.policy, {
    action,
    actor: 'person',
    mentionedUs,
    wroteDmFirst: target.visibility === 'dm',
  });
  if (answer.permission === 'api') return;
  throw new AppError('network_forbids', `${manifest.name} does not let this account do that here.`, {
    data: { action, permission: answer.permission, reason: answer.reason ?? null },
  });
}

function checkText(manifest: NetworkManifest, account: AccountRecord, input: ReplyInput): void {
  const limits = account.limits ?? manifest.limits;
  if (input.text.trim() === '' && input.attachments.length === 0) {
    throw new AppError('text_empty', 'Write something first.', { where: 'body.text' });
  }
  const rule = input.visibility === 'dm' ? limits.dm : limits.post;
  const length = measureLength(input.text, rule);
  if (!length.fits) {
    const message = `${String(length.used)} of ${String(length.max)}: ${manifest.name} would refuse this length.`;
    throw new AppError('text_too_long', message, { where: 'body.text', data: { ...length } });
  }
  if (input.attachments.length > 0 && input.visibility === 'dm' && !manifest.dm.takesPictures) {
    const message = `${manifest.name} takes no pictures in direct messages. Remove them, or reply in public.`;
    throw new AppError('attachment_invalid', message, { where: 'body.attachments' });
  }
  if (input.attachments.length > limits.images.max) {
    const message = `${manifest.name} takes ${String(limits.images.max)} pictures at most.`;
    throw new AppError('attachment_invalid', message, { where: 'body.attachments' });
  }
}

/** Likes or reposts a post of a case, or takes that back. Goes out at once. */
export async function writeReaction(
  deps: WriteDeps,
  actor: Actor,
  input: {
    caseId: string;
    accountId: string;
    postId: string;
    action: 'like' | 'repost' | 'unlike' | 'unrepost';
  },
): Promise<string> {
  return deps.inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.cases.lock(input.caseId);
    const account = await accountToUse(tx, input.accountId, row.network);
    const target = await targetIn(tx, row, input.postId);
    const base = input.action === 'unlike' ? 'like' : input.action === 'unrepost' ? 'repost' : input.action;
    checkPolicy(deps.manifestOf(account.network), base, target, account);
    const done = await tx.outbox.reactionOf(account.id, target.id, base);
    if (input.action === base && done !== null) return done.id;
    if (input.action !== base && done === null) {
      throw new AppError('transition_refused', 'There is nothing to take back.');
    }
    const outbound = newOutbound(tx, {
      caseId: row.id,
      accountId: account.id,
      action: input.action,
      visibility: target.visibility,
      text: '',
      lang: null,
      attachments: [],
      targetPostId: target.id,
      notBefore: tx.at,
      createdBy: actor.userId,
    });
    await queue(tx, outbound);
    return outbound.id;
  });
}

/** Edits or deletes a post of ours on its network. */
export async function writeOwnPostChange(
  deps: WriteDeps,
  actor: Actor,
  input: { postId: string; change: { text: string } | 'delete' },
): Promise<string> {
  return deps.inWorkspace(actor.workspaceId, async (tx) => {
    const [post] = await tx.posts.byIds([input.postId]);
    if (post === undefined || post.accountId === null) {
      throw new AppError('not_found', 'This is not a post of ours.');
    }
    const action: OutboundAction & Action = input.change === 'delete' ? 'delete' : 'edit';
    const account = await accountToUse(tx, post.accountId, post.network);
    const manifest = deps.manifestOf(post.network);
    checkPolicy(manifest, action, post, account);
    const text = input.change === 'delete' ? '' : input.change.text;
    if (input.change !== 'delete') {
      const reply = { text, attachments: [], visibility: post.visibility };
      checkText(manifest, account, {
        ...reply,
        caseId: '',
        accountId: '',
        replyToPostId: '',
        seenThreadVersion: 0,
      });
    }
    const cases = await tx.cases.casesOfPosts([post.id]);
    const outbound = newOutbound(tx, {
      caseId: cases.get(post.id)?.[0]?.caseId ?? null,
      accountId: account.id,
      action,
      visibility: post.visibility,
      text,
      lang: post.lang,
      attachments: [],
      targetPostId: post.id,
      notBefore: tx.at,
      createdBy: actor.userId,
    });
    await queue(tx, outbound);
    return outbound.id;
  });
}

/** Takes a queued send back; a reply's text returns to its writer's draft. Errors: not_found, undo_too_late. */
export async function undoOutbound(
  inWorkspace: InWorkspace,
  actor: Actor,
  outboundId: string,
): Promise<void> {
  await inWorkspace(actor.workspaceId, async (tx) => {
    const row = await tx.outbox.lock(outboundId);
    const state = moveOutbound(row.state, 'undo');
    if (state === null || row.attempts > 0) {
      throw new AppError(
        'undo_too_late',
        'It is already on its way. Delete or correct it on the network instead.',
        {
          data: { state: row.state },
        },
      );
    }
    await settle(tx, row, { state }, 'reply.undone', actor.userId);
    const writer = row.createdBy ?? actor.userId;
    if ((row.action !== 'reply' && row.action !== 'dm') || row.caseId === null || writer === null) return;
    const { text, visibility, accountId, attachments, targetPostId: replyToPostId } = row;
    await tx.drafts.put(
      row.caseId,
      writer,
      { text, visibility, accountId, attachments, replyToPostId },
      tx.at,
    );
  });
}

/** Writes an outbound row's next state and its event. */
export async function settle(
  tx: WorkTx,
  row: OutboundRecord,
  next: Partial<OutboundRecord>,
  eventType: string,
  actorId: string | null,
): Promise<OutboundRecord> {
  const changed = { ...row, ...next };
  await tx.outbox.save(changed);
  await tx.append([
    {
      type: eventType,
      subject: 'outbound',
      subjectId: row.id,
      actorId,
      data: { action: row.action, caseId: row.caseId, state: changed.state, errorCode: changed.errorCode },
    },
  ]);
  return { ...changed, version: row.version + 1 };
}
