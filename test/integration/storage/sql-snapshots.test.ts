// The SQL of every method of the work stores, committed, so that a reviewer sees when it changes. Values are left out.
import path from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { expect, test } from 'vitest';
import { inWorkspace } from '../../../src/storage/database.ts';
import type { Database } from '../../../src/storage/tables.ts';
import { giveBackUnread, postsToRecheck } from '../../../src/storage/work/recheck.ts';
import { trimWindow } from '../../../src/storage/work/window.ts';
import { insertSession } from '../../../src/storage/practice-sessions.ts';
import { createWorkTx, type StoredWorkTx } from '../../../src/storage/work/work-tx.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import {
  aCase,
  anEntry,
  aPost,
  aReply,
  makeWorkspace,
  network,
  startedAt,
  toStore,
  type TestWorkspace,
} from './work/fixture.ts';

const database = testDatabase();

/** `store.method` → its statements in the order in which they were sent, each once. */
type Said = Map<string, Set<string>>;

/** A connection that writes down what is sent while a method is named. */
function listening(said: Said): {
  db: Kysely<Database>;
  during: <T>(name: string, run: () => Promise<T>) => Promise<T>;
} {
  let current: string | undefined;
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool: database().pool }),
    log: ({ query }) => {
      if (current !== undefined) said.get(current)?.add(readable(query.sql));
    },
  });
  return {
    db,
    async during(name, run) {
      current = name;
      if (!said.has(name)) said.set(name, new Set());
      try {
        return await run();
      } finally {
        current = undefined;
      }
    },
  };
}

const clauses =
  / (?=(?:from|where|and|order by|limit|inner join|left join|returning|on conflict|values|set|for no key update) )/g;

/** Written statements keep their lines; built ones, which have none, get one for each clause. */
function readable(statement: string): string {
  if (!statement.includes('\n')) return statement.trim().replaceAll(clauses, '\n  ');
  return statement
    .trim()
    .split('\n')
    .map((line) => line.trim())
    .join('\n  ');
}

type Method = (...given: unknown[]) => unknown;

/** The same transaction, each call named while it runs. */
function named(
  tx: StoredWorkTx,
  during: <T>(name: string, run: () => Promise<T>) => Promise<T>,
): StoredWorkTx {
  const wrap =
    (name: string, method: Method): Method =>
    (...given) =>
      during(name, async () => method(...given));
  const parts = Object.entries(tx).map(([store, part]: [string, unknown]) => {
    if (typeof part === 'function' && store !== 'newId') return [store, wrap(store, part as Method)];
    if (typeof part !== 'object' || part === null) return [store, part];
    const methods = Object.entries(part).map(([name, method]: [string, unknown]) => [
      name,
      wrap(`${store}.${name}`, method as Method),
    ]);
    return [store, Object.fromEntries(methods) as unknown];
  });
  return Object.fromEntries(parts) as StoredWorkTx;
}

/** Calls everything once, with something in it. */
async function callEverything(tx: StoredWorkTx, workspace: TestWorkspace, sessionId: string): Promise<void> {
  const { accountId, monitorId, sourceId, users } = workspace;
  const post = aPost({ conversation: 'c' });
  const identities = await tx.posts.saveIdentities(network, [post.author], tx.at);
  // A second time nothing differs, and the ids are read.
  await tx.posts.saveIdentities(network, [post.author], tx.at);
  await tx.posts.refreshIdentities(network, [post.author], tx.at);
  const row = toStore(post, identities);
  await tx.posts.insert([row], tx.at);
  await tx.posts.byNativeIds(network, [post.nativeId]);
  await tx.posts.byIds([row.id]);
  await tx.posts.newestInConversation(network, 'c');
  await tx.posts.identityNativeId(row.identityId);
  await tx.posts.insertMatches([
    { postId: row.id, matches: [{ monitorId, monitorVersion: 1, spans: [[0, 1]] }] },
  ]);
  await tx.posts.replaceMatches(row.id, [{ monitorId, monitorVersion: 1, spans: [[0, 2]] }]);
  await tx.posts.insertMalformed(
    { id: sourceId, network },
    [{ raw: '{}', problem: 'odd', nativeId: '1', authorNativeId: null }],
    tx.at,
  );
  await tx.posts.insertWindow([{ id: tx.newId(), post: aPost(), lang: 'en' }], tx.at);
  const record = {
    fate: 'passed',
    nativeId: 'n',
    authorNativeId: 'a',
    problem: null,
    raw: '{}',
    made: '{}',
  } as const;
  await tx.sources.keepRecords({ id: sourceId, network }, { records: [record], outdated: ['n'] });
  await tx.posts.edit(row.id, { ...post, text: 'changed' }, tx.at);
  await tx.posts.livingOf(network, post.author.nativeId);
  await tx.posts.livingIn(network, 'c1');
  await tx.posts.lastWrittenIn(network, 'c1');
  await tx.posts.forgetWrittenIn(network, 'c1');
  await tx.posts.addReposts(network, new Map([[post.nativeId, 1]]));

  const entry = anEntry(row.id);
  await tx.ledger.insert([entry], tx.at);
  const said = { kind: 'help', value: 'yes', probability: 0.9, method: 'model' };
  await tx.ledger.judge([{ postId: row.id, judgements: [said] }]);
  await tx.posts.addReposts(network, new Map([[post.nativeId, 1_000]]));
  await tx.ledger.weigh(await tx.ledger.waitingBy([row.identityId]));
  await tx.ledger.lock([row.id]);
  await tx.judging.entries([row.id]);
  await tx.judging.waitingAfter('en', null, 10);
  await tx.judging.newest(null, 10);
  const correction = { postId: row.id, kind: 'help' as const, value: 'yes', said: 'no', p: { help: 0.2 } };
  await tx.judging.putCorrection({ ...correction, others: null, lang: 'en', by: users.agent, at: tx.at });
  await tx.judging.putOutdated(
    { ...correction, others: null, lang: 'en', by: users.agent, at: tx.at },
    tx.at,
  );
  await tx.judging.earlierText(row.id, null);
  await tx.judging.correctionsOf([row.id]);
  await tx.judging.addQuestions([row.id]);
  await tx.judging.questions(10);
  await tx.judging.dropQuestions([row.id]);
  await tx.judging.outdate(row.id, tx.at);
  await tx.judging.learnable();
  await tx.judging.newestLangs(10);
  await tx.judging.saidSince('en', null, 10);
  await tx.judging.toLearn('en', 10);
  await tx.judging.removeCorrection(row.id, 'help');
  await tx.judging.lockModels('en');
  const figures = { figures: [], otherwise: { count: 0, of: 0 }, learntFrom: 0, heldBack: 0, tookMs: 1 };
  const weights = new Uint8Array([1]);
  const version = await tx.judging.insertModel({
    ...figures,
    lang: 'en',
    base: 'b',
    weights,
    madeBy: null,
    isRefitted: false,
  });
  await tx.judging.offer('en', version);
  await tx.judging.offered('en', 'b');
  await tx.judging.choose({ lang: 'en', version, by: users.agent, at: tx.at });
  await tx.judging.choices();
  await tx.judging.dropChoice('en');
  await tx.judging.activate('en', version);
  await tx.judging.activeKey();
  await tx.judging.active();
  await tx.judging.activeVersions();
  await tx.judging.weightsOf('en', version);
  await tx.judging.lastLearnt('en', 'b');
  await tx.ledger.lockDueLater(tx.at, 10);
  await tx.ledger.lockLaterOf([row.identityId]);
  await tx.ledger.save(entry);
  const decision = {
    postId: row.id,
    choice: 'speak' as const,
    reason: null,
    note: '',
    actorId: null,
    at: tx.at,
    isPrivate: false,
    isConversation: false,
    advice: null,
  };
  const decisionId = await tx.decisions.add(decision);
  await tx.decisions.withoutAdvice([decisionId]);
  await tx.decisions.addAdvice(decisionId, { advice: 'speak', strength: 1, codes: ['stuck'] });
  await tx.decisions.silentAmong([row.id]);
  await tx.decisions.silentOf([row.identityId]);
  await tx.decisions.markWroteAgain(row.id, row.id);
  await tx.ledger.read(row.id);
  await tx.people.isThere(row.identityId);
  await tx.people.history(row.identityId);
  await tx.people.optOut(row.identityId, 'asked', users.agent);
  await tx.people.liftOptOut(row.identityId, 'mistaken', users.agent);
  await tx.people.liftedOptOuts(row.identityId);
  await tx.people.hasSeen(row.identityId, users.agent);
  await tx.people.markSeen(row.identityId, users.agent);
  await tx.people.hasWrittenDm(row.identityId);
  await tx.people.judgementsOf(row.id);
  await tx.people.teamLoad();

  const one = await aCase(tx, row.id);
  await tx.cases.lock(one.id);
  await tx.cases.save(one);
  await tx.cases.addNote({ id: tx.newId(), caseId: one.id, authorId: users.agent, text: 'note', at: tx.at });
  await tx.cases.casesOfPosts([row.id]);
  await tx.cases.casesOfIdentity(row.identityId);
  await tx.cases.dueFollowUps(tx.at, 10);
  await tx.ledger.lockOfCase(one.id);
  await tx.ledger.enteredAt([row.id]);
  await tx.decisions.conversationBy(one.id);

  const reply = aReply(accountId, { caseId: one.id });
  await tx.outbox.insert(reply);
  await tx.outbox.lock(reply.id);
  await tx.outbox.save(reply);
  await tx.outbox.sentSince(accountId, tx.at);
  await tx.outbox.sentAs(network, 'sent');
  await tx.outbox.reactionOf(accountId, row.id, 'like');
  await tx.outbox.standing({ identityId: tx.newId() });
  await tx.outbox.standing({ network, conversation: 'c1' });
  await tx.outbox.postedByHand({ caseId: one.id, accountId, replyTo: 'q', text: 'Hello', createdAt: tx.at });
  await tx.outbox.automaticTo(row.id);
  await tx.outbox.isAnswering(accountId, { replyTo: 'q', conversation: 'c' });
  await tx.outbox.isMoreToSend(one.id);

  await tx.hours.of(accountId);
  await tx.hours.lock(accountId);
  await tx.hours.accountsWith('dayPosts');
  await tx.hours.dayPostsBefore(accountId, '2026-11-20');
  const turn = { day: '2026-11-20', kind: 'closing' as const, occasion: 'usual' as const, turn: 0 };
  await tx.hours.addDayPost({ ...turn, accountId, dueAt: tx.at, outboundId: reply.id, skipped: null });
  await tx.hours.cameIn(accountId, tx.at, 10);
  await tx.hours.cameInBy(row.id);
  await tx.hours.lastTold(accountId, row.identityId);
  await tx.hours.addAfterHours({
    postId: row.id,
    accountId,
    identityId: row.identityId,
    closedFrom: tx.at,
    backAt: null,
    outboundId: null,
    skipped: 'urgent',
  });

  const answered = { ...row, ...post, id: row.id, root: 'r', replyTo: 'q', conversation: 'c' };
  await tx.guideline.holding(accountId);
  await tx.guideline.persona(accountId, users.agent);
  await tx.guideline.recentReplies(accountId, 'public');
  await tx.guideline.hasHeardFromUs(row.identityId);
  await tx.guideline.unanswered(one.id);
  await tx.guideline.saidBefore(answered);
  await tx.guideline.saidSince(answered);
  await tx.guideline.saidInPrivate({ caseId: one.id, identityId: row.identityId });
  await tx.guideline.writer(users.agent, tx.at);
  const overridden = { outboundId: reply.id, accountId, rules: ['R17'], reason: 'known', by: users.agent };
  await tx.guideline.addOverride(overridden);
  const begunWith = { kind: 'snippet' as const, id: newId() };
  await tx.drafting.templates({ id: accountId, brandId: newId() });
  const article = { kind: 'article' as const, id: newId() };
  await tx.drafting.beginnings([begunWith, article]);
  await tx.drafting.keepUses(reply.id, [
    { ...begunWith, kept: 1, own: 0 },
    { ...article, kept: 1, own: 1 },
  ]);
  await tx.drafting.beginnings([{ kind: 'model', id: newId() }]);
  await tx.drafting.saidInPublic({ caseId: one.id, post: answered });
  const drafted = { id: newId(), caseId: one.id, postId: row.id, askedBy: users.agent };
  await tx.drafting.signatures();
  await tx.drafting.keepModelDraft({ ...drafted, model: 'writer', text: 'Sorry.' });
  await tx.drafting.modelDrafts(one.id);
  await tx.drafting.lateModelDrafts();
  await tx.approvals.facts({ ...reply, createdBy: users.agent });
  await tx.approvals.memberOf(users.agent);
  const asked = { outboundId: reply.id, reasons: ['crisis' as const], askedBy: users.agent };
  await tx.practising.storyOf(users.agent, { network, nativeId: post.nativeId });
  await tx.practising.keep({
    outboundId: reply.id,
    sessionId,
    runId: newId(),
    text: '',
    findings: [],
    storyMs: 0,
  });
  await tx.approvals.ask({ ...asked, threadVersion: 1, dueAt: tx.at });
  const answer = { verdict: 'approved' as const, comment: '', originalText: null, decidedBy: users.agent };
  await tx.approvals.answer(reply.id, answer);
  await tx.approvals.overridden(reply.id);
  await tx.approvals.overdue(tx.at, 10);
  await tx.approvals.unapproved(null, 10);
  await tx.approvals.returnedTo(one.id, users.agent);
  await tx.approvals.wasReturnedByModel(one.id, users.agent);
  await tx.approvals.returnedEdits(row.id, users.agent);
  const crisis = await tx.approvals.startCrisis({ brandId: null, reason: 'recall', by: users.agent });
  await tx.approvals.endCrisis(crisis, users.agent);

  await tx.accounts.all();
  await tx.accounts.get(accountId);
  await tx.accounts.setToken(accountId, 'dead', 'revoked', tx.at);
  await tx.sources.advance(sourceId, { cursor: '1', heard: 1, matched: 1, malformed: 0, at: tx.at });
  await tx.sources.sign([{ partition: 0, stamp: '1790000000000000000', seq: 1 }]);
  await tx.workspace.settings();
  await tx.workspace.monitors();
  await tx.workspace.monitorsKey();
  await tx.workspace.members();
  await tx.workspace.brandNames();
  await tx.workspace.touchAssigned(users.agent, tx.at);
  const draft = {
    text: '',
    visibility: 'public' as const,
    accountId: null,
    replyToPostId: null,
    attachments: [],
  };
  await tx.drafts.put(one.id, users.agent, draft, tx.at);
  await tx.drafts.putUnlessWritten(one.id, users.agent, draft, tx.at);
  await tx.drafts.putBefore(one.id, users.agent, draft, tx.at);
  await tx.drafts.removeSent(one.id, users.agent, 'dm');
  await tx.drafts.isByModel(one.id, users.agent);
  await tx.drafts.remove(one.id, users.agent);
  await tx.enqueue({ task: 'none', payload: {} });
  await tx.append([{ type: 'case.opened', subject: 'case', subjectId: one.id, actorId: null }]);
  await tx.posts.bury(network, [post.nativeId], tx.at);
  await tx.posts.markAuthorGone(network, post.author.nativeId, { at: tx.at, forgetAs: 'visitor-1' });
}

test('the SQL of each store is the committed one; run with -u to take a wanted change over', async () => {
  const workspace = await makeWorkspace(database().db);
  const said: Said = new Map();
  const { db, during } = listening(said);
  const methods: string[] = [];
  await inWorkspace(db, workspace.id, async (trx) => {
    const plain = createWorkTx(trx, { workspaceId: workspace.id, now: () => Date.parse(startedAt), newId });
    for (const [store, part] of Object.entries(plain)) {
      if (typeof part === 'object') methods.push(...Object.keys(part).map((name) => `${store}.${name}`));
    }
    const sessionId = newId();
    const practising = {
      workspaceId: workspace.id,
      id: sessionId,
      userId: workspace.users.agent,
      at: startedAt,
      runIds: [newId()],
    };
    await insertSession(trx, practising);
    await callEverything(named(plain, during), workspace, sessionId);
    const recheck = { limit: 1, seenBefore: startedAt, now: startedAt };
    await during('recheck.postsToRecheck', () => postsToRecheck(trx, recheck));
    await during('recheck.giveBackUnread', () =>
      giveBackUnread(trx, [
        { id: newId(), network: 'x', nativeId: '1', accountId: null, ref: null, checkedAt: null },
      ]),
    );
  });
  await during('window.trimWindow', () => trimWindow(db, workspace.id, { hours: 1, maxPosts: 1, now: 0 }));

  expect(methods.filter((name) => (said.get(name)?.size ?? 0) === 0)).toEqual([]);
  const byStore = Map.groupBy(said.keys(), (name) =>
    name.includes('.') ? (name.split('.')[0] ?? '') : 'transaction',
  );
  for (const [store, names] of byStore) {
    const file = path.join(import.meta.dirname, '__snapshots__', `${store}.sql`);
    await expect(
      names
        .toSorted((a, b) => a.localeCompare(b))
        .map((name) => textOf(name, said))
        .join('\n'),
    ).toMatchFileSnapshot(file);
  }
});

function textOf(name: string, said: Said): string {
  return `-- ${name}\n${[...(said.get(name) ?? [])].map((statement) => `${statement};\n`).join('')}`;
}
