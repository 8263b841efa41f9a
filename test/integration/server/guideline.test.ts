// The guideline: versions, whose holds, what stops a reply, who may pass over that, and what is kept of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GuidelineView, ReplyContext } from '../../../src/contract/endpoints/guideline.ts';
import type { CaseDetail, OutboundView } from '../../../src/contract/views.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Answer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let ids: Ids;

interface Refused {
  code: string;
  detail: string;
  data?: {
    findings: { rule: string; level: string; reason: string; why: { ja: string } }[];
    mayOverride: boolean;
  };
}

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
});
afterAll(() => server.close());

const guidelineOf = (accountId: string | null): string =>
  accountId === null ? '/guideline' : `/guideline?accountId=${accountId}`;

async function save(
  person: Person,
  accountId: string | null,
  settings: object | null,
  { ifMatch = '*', reason = 'as agreed' }: { ifMatch?: string | number; reason?: string } = {},
): Promise<Answer<GuidelineView>> {
  const guideline = settings === null ? null : { settings };
  return person.call('PUT', guidelineOf(accountId), { body: { guideline, reason }, ifMatch });
}

async function send<T = OutboundView>(person: Person, text: string, more: object = {}): Promise<Answer<T>> {
  const detail = await person.do<CaseDetail>('GET', `/cases/${ids.case}`);
  const target = detail.posts.findLast((post) => post.accountId === null);
  const body = {
    accountId: ids.account,
    replyToPostId: target?.id,
    visibility: 'public',
    text,
    seenThreadVersion: detail.case.threadVersion,
    ...more,
  };
  return person.call('POST', `/cases/${ids.case}/replies`, { body });
}

async function contextNow(person: Person, visibility = 'public'): Promise<ReplyContext> {
  const detail = await person.do<CaseDetail>('GET', `/cases/${ids.case}`);
  const target = detail.posts.findLast((post) => post.accountId === null)?.id ?? '';
  const query = `accountId=${ids.account}&replyToPostId=${target}&visibility=${visibility}`;
  return person.do('GET', `/cases/${ids.case}/reply-context?${query}`);
}

/** A post of ours as it would be heard back from the network. */
async function ownPost(outboundId: string): Promise<string> {
  const id = newId();
  await inWorkspace(server.db, owner.workspaceId, async (trx) => {
    const heard = await trx
      .selectFrom('post')
      .selectAll()
      .where('id', '=', ids.post)
      .executeTakeFirstOrThrow();
    const { mentions, media, ref, raw: _, ...rest } = heard;
    const json = {
      mentions: JSON.stringify(mentions),
      media: JSON.stringify(media),
      ref: ref && JSON.stringify(ref),
    };
    await trx
      .insertInto('post')
      .values({ ...rest, ...json, id, native_id: `ours-${outboundId}`, account_id: ids.account })
      .execute();
  });
  return id;
}

describe('versions', () => {
  it('begins with what every workspace begins with, and keeps who changed what, when and why', async () => {
    const before = await owner.do<GuidelineView>('GET', guidelineOf(null));
    expect(before).toMatchObject({ version: 0, settings: null, versions: [] });
    expect(before.usual.find(({ rule }) => rule === 'R04')).toEqual({ rule: 'R04', level: 'warn' });
    const saved = await save(
      owner,
      null,
      { levels: { R18: 'off' } },
      { ifMatch: 0, reason: 'Faces are us.' },
    );
    expect(saved.etag).toBe('"1"');
    expect(saved.body).toMatchObject({
      version: 1,
      settings: { levels: { R18: 'off' } },
      versions: [{ version: 1, reason: 'Faces are us.', changedBy: { name: 'Olga Owner' } }],
    });
    await save(owner, null, { levels: { R18: 'warn' } }, { ifMatch: 1, reason: 'Not any more.' });
    const after = await owner.do<GuidelineView>('GET', guidelineOf(null));
    expect(after.versions.map((row) => [row.version, row.reason])).toEqual([
      [2, 'Not any more.'],
      [1, 'Faces are us.'],
    ]);
  });

  it('refuses a change against an older version, and one of two that come at once', async () => {
    const { version } = await owner.do<GuidelineView>('GET', guidelineOf(null));
    expect((await save(owner, null, {}, { ifMatch: version - 1 })).status).toBe(412);
    const both = await Promise.all([1, 2].map(() => save(owner, null, {}, { ifMatch: version })));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });

  it('refuses what cannot be meant, whoever may not change it, and an account of nobody', async () => {
    expect((await save(owner, null, { levels: { R99: 'warn' } })).status).toBe(400);
    expect((await save(owner, null, { words: { forbidden: ['x'], wanted: ['x'] } })).status).toBe(400);
    expect((await save(owner, null, null)).status).toBe(400);
    expect((await save(owner, null, {}, { reason: ' ' })).status).toBe(400);
    expect((await save(agent, null, {})).status).toBe(403);
    expect((await save(owner, newId(), {})).status).toBe(404);
  });
});

describe('whose holds', () => {
  it('an account has the workspace’s until it has its own, and again when it gives that up', async () => {
    await save(owner, null, { words: { forbidden: ['turbo'] } });
    expect((await contextNow(agent)).guideline).toMatchObject({ from: 'workspace' });
    await save(owner, ids.account, { levels: { R04: 'block' } });
    const own = await contextNow(agent);
    expect(own.guideline).toMatchObject({ from: 'account', settings: { levels: { R04: 'block' } } });
    await save(owner, ids.account, null);
    expect((await contextNow(agent)).guideline).toMatchObject({
      from: 'workspace',
      settings: { words: { forbidden: ['turbo'] } },
    });
    await save(owner, null, {});
  });
});

describe('sending', () => {
  it('says what is found beforehand: who writes, what was said, and what the account said lately', async () => {
    await owner.do('PATCH', `/members/${agent.userId}`, { body: { signature: '^A' }, ifMatch: '*' });
    const { context, lang } = await contextNow(agent);
    expect(lang).toBe('en');
    expect(context.persona.signature).toBe('^A');
    expect(context.post.text).not.toBe('');
    expect(context.agent).toMatchObject({ openCases: expect.any(Number) as number });
    expect((await contextNow(agent, 'dm')).context.channel).toBe('dm');
  });

  it('stops a reply with personal data in public and hands all findings back; the draft stays', async () => {
    const draft = {
      text: 'kept',
      visibility: 'public',
      accountId: null,
      replyToPostId: null,
      attachments: [],
    };
    await agent.do('PUT', `/cases/${ids.case}/draft`, { body: draft });
    const refused = await send<Refused>(agent, 'We call you back at 090-1234-5678.');
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'guideline_blocks', data: { mayOverride: false } });
    const [first] = refused.body.data?.findings ?? [];
    expect(first).toMatchObject({ rule: 'R17', level: 'block', reason: 'personalData' });
    expect(first?.why.ja).toContain('090-1234-5678');
    expect((await agent.do<CaseDetail>('GET', `/cases/${ids.case}`)).draft?.text).toBe('kept');
  });

  it('lets nobody without the right pass over it', async () => {
    const override = { rules: ['R17'], reason: 'They asked for it.' };
    const refused = await send<Refused>(agent, 'We call you back at 090-1234-5678.', { override });
    expect([refused.status, refused.body.code]).toEqual([403, 'not_allowed']);
  });

  it('passes over the rules that were named, keeps who and why, and counts it', async () => {
    const text = 'Our own number is 090-1234-5678.';
    const wrong = await send<Refused>(owner, text, { override: { rules: ['R04'], reason: 'no' } });
    expect([wrong.status, wrong.body.data?.mayOverride]).toEqual([422, true]);
    const reason = 'This is the number of our shop.';
    const sent = await send(owner, text, { override: { rules: ['R17'], reason } });
    expect(sent.status).toBe(202);
    const { overrides } = await owner.do<GuidelineView>('GET', guidelineOf(ids.account));
    expect(overrides.counts).toEqual([{ rule: 'R17', count: 1 }]);
    expect(overrides.newest).toMatchObject([
      { outboundId: sent.body.id, caseId: ids.case, rules: ['R17'], reason, by: { name: 'Olga Owner' } },
    ]);
    const events = await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx.selectFrom('event').selectAll().where('type', '=', 'reply.overrode').execute(),
    );
    expect(events).toMatchObject([
      { actor_id: owner.userId, subject_id: sent.body.id, data: { rules: ['R17'], caseId: ids.case } },
    ]);
    expect(JSON.stringify(events)).not.toContain(reason);
  });

  it('needs no override, and keeps none, where nothing stops the reply', async () => {
    const override = { rules: ['R17'], reason: 'just in case' };
    expect((await send(owner, 'Thank you for telling us, Ken.', { override })).status).toBe(202);
    const { overrides } = await owner.do<GuidelineView>('GET', guidelineOf(ids.account));
    expect(overrides.newest).toHaveLength(1);
  });

  it('stops whatever the account decides to stop, and lets pass what it has turned off', async () => {
    const text = 'Our new plan is on sale with a coupon: buy it now at 20% off!';
    await save(owner, ids.account, { levels: { R04: 'block' } });
    const refused = await send<Refused>(agent, text);
    expect(refused.body.data?.findings[0]).toMatchObject({ rule: 'R04', level: 'block' });
    await save(owner, ids.account, { levels: { R04: 'off' } });
    expect((await send(agent, text)).status).toBe(202);
    await save(owner, ids.account, null);
  });

  it('sends nothing by a guideline that cannot be read, says what is wrong with it, and goes on when it is mended', async () => {
    await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx
        .insertInto('guideline_version')
        .values({
          workspace_id: owner.workspaceId,
          id: newId(),
          account_id: ids.account,
          version: 99,
          settings: JSON.stringify({ levels: { R04: 'perhaps' } }),
          reason: 'by hand',
          changed_by: null,
          changed_at: new Date().toISOString(),
        })
        .execute(),
    );
    const refused = await send<Refused>(agent, 'Thank you for waiting.');
    expect(refused.status).toBe(422);
    expect(refused.body.data?.findings[0]).toMatchObject({ level: 'block', reason: 'brokenGuideline' });
    expect(refused.body.detail).toContain('levels.R04');
    const shown = await owner.do<GuidelineView>('GET', guidelineOf(ids.account));
    expect(shown.settings).toMatchObject({ fault: expect.stringContaining('levels.R04') as string });
    await save(owner, ids.account, null, { ifMatch: 99 });
    expect((await send(agent, 'Thank you for waiting.')).status).toBe(202);
  });

  it('lets nobody write by an edit what may not be sent', async () => {
    const { rows } = await owner.do<{ rows: OutboundView[] }>('GET', '/outbound');
    const postId = await ownPost(rows[0]?.id ?? '');
    await save(owner, ids.account, { words: { confidential: ['Project Heron'] } });
    for (const text of ['Write to ken@example.com.', 'It is Project Heron.']) {
      const refused = await owner.call<Refused>('PATCH', `/posts/${postId}`, { body: { text } });
      expect([refused.status, refused.body.code]).toEqual([422, 'guideline_blocks']);
    }
    expect((await owner.call('PATCH', `/posts/${postId}`, { body: { text: 'Well said.' } })).status).toBe(
      202,
    );
    await save(owner, ids.account, null);
  });

  it('stops a reply to a question that its author has solved since', async () => {
    const { posts } = await agent.do<CaseDetail>('GET', `/cases/${ids.case}`);
    const first = posts.find((post) => post.accountId === null);
    const later = posts.filter((post) => post.accountId === null).at(-1);
    expect(first).toBeDefined();
    await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx
        .insertInto('window_post')
        .values({
          workspace_id: owner.workspaceId,
          id: newId(),
          network: first?.network ?? '',
          native_id: `since-${newId()}`,
          author_native_id: first?.author.nativeId ?? '',
          author_handle: 'x',
          kind: 'post',
          text: 'Never mind, it works now!',
          facets: JSON.stringify({}),
          seen_at: new Date(Date.parse(later?.createdAt ?? '') + 60_000).toISOString(),
        } as never)
        .execute(),
    );
    const refused = await send<Refused>(agent, 'Have you tried to restart it?', { replyToPostId: first?.id });
    expect(refused.body.data?.findings[0]).toMatchObject({ rule: 'R10', level: 'block', reason: 'solved' });
  });
});
