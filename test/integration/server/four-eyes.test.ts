// Four eyes through the API: who may mark whom, who may approve, what a stale answer is told, what all see of a crisis.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CountsView } from '../../../src/contract/counts-view.ts';
import type {
  AccountView,
  CaseDetail,
  MemberView,
  OutboundView,
  SessionView,
} from '../../../src/contract/views.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Answer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let supervisor: Person;
let agent: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  supervisor = await addPerson(owner, 'supervisor');
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
});
afterAll(() => server.close());

const change = (by: Person, of: Person, body: object): Promise<Answer<MemberView & { code: string }>> =>
  by.call('PATCH', `/members/${of.userId}`, { body, ifMatch: '*' });

async function send(person: Person, text: string): Promise<OutboundView> {
  const detail = await person.do<CaseDetail>('GET', `/cases/${ids.case}`);
  return person.do<OutboundView>('POST', `/cases/${ids.case}/replies`, {
    body: {
      accountId: ids.account,
      replyToPostId: ids.post,
      visibility: 'public',
      text,
      seenThreadVersion: detail.case.threadVersion,
    },
  });
}

async function answer(
  person: Person,
  outbound: OutboundView,
  what: 'approve' | 'send-back',
): Promise<Answer<OutboundView & { code: string }>> {
  const detail = await owner.do<CaseDetail>('GET', `/cases/${ids.case}`);
  const body =
    what === 'approve' ? { seenThreadVersion: detail.case.threadVersion } : { comment: 'Say sorry first.' };
  return person.call('POST', `/outbound/${outbound.id}/${what}`, { body, ifMatch: outbound.version });
}

describe('the mark of a trainee', () => {
  it('is given by who manages the team, not by oneself, and only to agents', async () => {
    expect((await change(agent, agent, { trainee: false })).status).toBe(403);
    expect((await change(supervisor, agent, { trainee: true })).status).toBe(403);
    expect((await change(owner, supervisor, { trainee: true })).body.code).toBe('transition_refused');
    expect((await change(owner, agent, { trainee: true })).body).toMatchObject({ trainee: true });
    for (const body of [{ role: 'supervisor' }, { mayApprove: true }]) {
      expect((await change(owner, agent, body)).body.code).toBe('transition_refused');
    }
    // Their own shift and signature they go on changing themselves.
    expect((await change(agent, agent, { onShift: true })).status).toBe(200);
  });
});

describe('a reply that waits', () => {
  it('is counted for who may approve it, answered by one of them, and by nobody with an old version', async () => {
    const waiting = await send(agent, 'We are sorry. Which light do you see on it?');
    expect(waiting).toMatchObject({ state: 'awaiting_approval', approval: { reasons: ['trainee'] } });
    const countOf = async (person: Person): Promise<number> =>
      (await person.do<CountsView>('GET', '/counts')).toApprove;
    expect(await Promise.all([owner, supervisor, agent].map(countOf))).toEqual([1, 1, 0]);

    expect((await answer(agent, waiting, 'approve')).body.code).toBe('not_allowed');
    const [first, second] = await Promise.all([
      answer(owner, waiting, 'approve'),
      answer(supervisor, waiting, 'send-back'),
    ]);
    expect([first.status, second.status].toSorted((a, b) => a - b)).toEqual([200, 412]);
    const refused = first.status === 412 ? first : second;
    expect(refused.body.code).toBe('version_changed');
    expect(await Promise.all([owner, supervisor].map(countOf))).toEqual([0, 0]);
  });

  it('is not approved by whoever made the token that it was written with', async () => {
    const { secret } = await owner.do<{ secret: string }>('POST', '/tokens', {
      body: { name: 'Writer', role: 'agent' },
    });
    const detail = await owner.do<CaseDetail>('GET', `/cases/${ids.case}`);
    const reply = await server.app.inject({
      method: 'POST',
      url: `/api/cases/${ids.case}/replies`,
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': 'by-token-1' },
      payload: {
        accountId: ids.account,
        replyToPostId: ids.post,
        visibility: 'public',
        text: 'Thank you for waiting. Does it blink twice when you plug it in?',
        seenThreadVersion: detail.case.threadVersion,
        byModel: true,
      },
    });
    const waiting = reply.json<OutboundView>();
    expect(waiting).toMatchObject({
      state: 'awaiting_approval',
      createdBy: null,
      onBehalfOf: { id: owner.userId },
    });
    const countOf = async (person: Person): Promise<number> =>
      (await person.do<CountsView>('GET', '/counts')).toApprove;
    expect(await Promise.all([owner, supervisor].map(countOf))).toEqual([0, 1]);
    expect((await answer(owner, waiting, 'approve')).body).toMatchObject({ code: 'not_allowed' });
    expect((await answer(supervisor, waiting, 'approve')).body.state).toBe('queued');
  });

  it('is what every reply as a chosen account becomes', async () => {
    const chosen = await owner.do<AccountView>('PATCH', `/accounts/${ids.account}`, {
      body: { needsApproval: true },
      ifMatch: '*',
    });
    expect(chosen.needsApproval).toBe(true);
    const own = await send(supervisor, 'Could you tell us when you bought it?');
    expect(own.approval?.reasons).toEqual(['account']);
    expect((await answer(supervisor, own, 'approve')).body.code).toBe('not_allowed');
    expect((await answer(owner, own, 'send-back')).body).toMatchObject({
      state: 'returned',
      approval: { comment: 'Say sorry first.' },
    });
    await owner.do('PATCH', `/accounts/${ids.account}`, { body: { needsApproval: false }, ifMatch: '*' });
  });
});

describe('crisis mode', () => {
  it('is shown to everybody with who, why and where, until it is turned off', async () => {
    const brand = { brandId: ids.brand, reason: 'Smoke was reported' };
    expect((await agent.call('POST', '/crises', { body: brand })).status).toBe(403);
    const started = await supervisor.do<{ id: string }>('POST', '/crises', { body: brand });
    const crisesOf = async (person: Person) =>
      (await person.do<SessionView>('GET', '/session')).workspace?.crises.filter(
        ({ id }) => id === started.id,
      );
    expect(await crisesOf(agent)).toMatchObject([
      { brandName: 'Acme', reason: 'Smoke was reported', startedBy: { id: supervisor.userId } },
    ]);
    expect((await send(owner, 'Please unplug it until you hear from us.')).state).toBe('awaiting_approval');
    await supervisor.do('POST', `/crises/${started.id}/end`);
    expect(await crisesOf(agent)).toEqual([]);
  });
});
