// Personas: versions, who may speak as one, initials, limits, and that nothing goes out as one that nobody answers for.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReplyContext } from '../../../src/contract/endpoints/guideline.ts';
import type { PersonaView } from '../../../src/contract/endpoints/personas.ts';
import type { CaseDetail, OutboundView } from '../../../src/contract/views.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { fill, type Ids } from './filled.ts';
import {
  addPerson,
  otherOwner,
  setUpOwner,
  startServer,
  type Answer,
  type Person,
  type TestServer,
} from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let other: Person;
let ids: Ids;
let mascot: PersonaView;

interface Refused {
  code: string;
  detail: string;
  data?: { findings: { rule: string; reason: string; why: { ja: string } }[]; mayOverride: boolean };
}

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  other = await addPerson(owner, 'supervisor');
  ids = await fill(server, owner, agent);
});
afterAll(() => server.close());

async function current(id: string): Promise<PersonaView> {
  const { rows } = await owner.do<{ rows: PersonaView[] }>('GET', '/personas');
  const found = rows.find((row) => row.id === id);
  if (found === undefined) throw new Error('there is no such persona');
  return found;
}

/** Keeps the next version of the mascot with some of it otherwise. */
async function change(part: object, more: object = {}, person = owner): Promise<Answer<PersonaView>> {
  const { version, definition, accountIds, isDefault } = await current(mascot.id);
  const body = {
    definition: { ...definition, ...part },
    accountIds,
    isDefault,
    reason: 'As agreed.',
    ...more,
  };
  return person.call('PUT', `/personas/${mascot.id}`, { body, ifMatch: version });
}

async function lastPost(): Promise<{ detail: CaseDetail; target: string }> {
  const detail = await owner.do<CaseDetail>('GET', `/cases/${ids.case}`);
  return { detail, target: detail.posts.findLast((post) => post.accountId === null)?.id ?? '' };
}

async function send<T = Refused>(person: Person, text: string, more: object = {}): Promise<Answer<T>> {
  const { detail, target } = await lastPost();
  const body = {
    accountId: ids.account,
    replyToPostId: target,
    visibility: 'public',
    text,
    seenThreadVersion: detail.case.threadVersion,
    ...more,
  };
  return person.call('POST', `/cases/${ids.case}/replies`, { body });
}

async function personaFor(person: Person): Promise<ReplyContext['context']['persona']> {
  const { target } = await lastPost();
  const query = `accountId=${ids.account}&replyToPostId=${target}&visibility=public`;
  const told = await person.do<ReplyContext>('GET', `/cases/${ids.case}/reply-context?${query}`);
  return told.context.persona;
}

const reasonsOf = (answer: Answer<Refused>): string[] =>
  answer.body.data?.findings.map(({ reason }) => reason) ?? [];

describe('versions', () => {
  it('a persona is made with who answers for it, and every version says who changed what and why', async () => {
    const definition = {
      name: 'りそにゃ',
      tone: 'のんびりした猫。語尾は「にゃ」。',
      register: 'friendly',
      emoji: 'allowed',
      signature: '（りそにゃ・{initials}）',
      ownerId: owner.userId,
      limits: [{ words: ['株価', 'stock price'], instead: '窓口をご案内する' }],
      examples: [{ kind: 'good', text: 'カレンダーは12月からにゃ。', why: '質問に答えている' }],
    };
    const body = { definition, accountIds: [ids.account], isDefault: false, reason: 'マスコットを始める' };
    mascot = await owner.do<PersonaView>('POST', '/personas', { body });
    expect(mascot).toMatchObject({ version: 1, isOwned: true, accountIds: [ids.account] });
    expect((await change({ emoji: 'none' }, { reason: '絵文字をやめる' })).body.version).toBe(2);
    const { rows } = await agent.do<{ rows: object[] }>('GET', `/personas/${mascot.id}/versions`);
    expect(rows).toMatchObject([
      {
        version: 2,
        reason: '絵文字をやめる',
        definition: { emoji: 'none' },
        changedBy: { name: 'Olga Owner' },
      },
      { version: 1, reason: 'マスコットを始める', definition: { emoji: 'allowed' } },
    ]);
  });

  it('refuses an older version, one of two at once, an agent, strangers, and what cannot be meant', async () => {
    const { version } = await current(mascot.id);
    const body = { definition: { ownerId: owner.userId }, accountIds: [], isDefault: false, reason: 'x' };
    const put = (ifMatch: number, person = owner, given: object = body) =>
      person.call<Refused>('PUT', `/personas/${mascot.id}`, { body: given, ifMatch });
    expect((await put(version - 1)).status).toBe(412);
    expect((await put(version, agent)).status).toBe(403);
    const stranger = await otherOwner(owner);
    for (const given of [
      { ...body, definition: { ownerId: null } },
      { ...body, definition: { ownerId: owner.userId, speakers: [] } },
      { ...body, definition: { ownerId: owner.userId, limits: [{ words: [] }] } },
      { ...body, definition: { ownerId: owner.userId, name: 'two\nlines' } },
      { ...body, reason: ' ' },
    ]) {
      expect((await put(version, owner, given)).status, JSON.stringify(given)).toBe(400);
    }
    for (const given of [
      { ...body, definition: { ownerId: stranger.userId } },
      { ...body, definition: { ownerId: owner.userId, speakers: [owner.userId, stranger.userId] } },
      { ...body, accountIds: [newId()] },
    ]) {
      expect((await put(version, owner, given)).status, JSON.stringify(given)).toBe(404);
    }
    expect((await put(version, stranger)).status).toBe(404);
    expect(await current(mascot.id)).toMatchObject({ version, accountIds: [ids.account] });
    const { definition, accountIds } = mascot;
    const same = { definition, accountIds, isDefault: false, reason: 'At once.' };
    const both = await Promise.all([1, 2].map(() => put(version, owner, same)));
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });

  it('is not removed while an account speaks as it', async () => {
    expect((await owner.call('DELETE', `/personas/${mascot.id}`)).status).toBe(409);
    expect((await owner.call('DELETE', `/personas/${ids.persona}`)).status).toBe(204);
    expect((await owner.call('DELETE', `/personas/${ids.persona}`)).status).toBe(404);
  });
});

describe('what personas take from each other', () => {
  it('whoever has one open that lost an account or the default is told, and its history says which took it', async () => {
    await change({}, { isDefault: true });
    const open = await current(mascot.id);
    const save = (one: PersonaView, more: object) => {
      const { definition, accountIds, isDefault, version: ifMatch } = one;
      const body = { definition, accountIds, isDefault, reason: 'マスコットを直す', ...more };
      return owner.call<PersonaView & Refused>('PUT', `/personas/${one.id}`, { body, ifMatch });
    };
    const body = { accountIds: [], isDefault: false, reason: 'カワウソを始める' };
    const otter = await owner.do<PersonaView>('POST', '/personas', {
      body: { ...body, definition: { name: 'カワウソ', ownerId: owner.userId } },
    });
    const took = await save(otter, { accountIds: [ids.account], reason: 'カワウソに任せる' });
    expect(await save(open, {})).toMatchObject({ status: 412, body: { code: 'version_changed' } });
    const then = await current(mascot.id);
    expect(then).toMatchObject({ version: open.version + 1, accountIds: [], isDefault: true });
    const chosen = await save(took.body, { isDefault: true, reason: 'カワウソを標準に' });
    expect(await save(then, {})).toMatchObject({ status: 412, body: { code: 'version_changed' } });
    const { rows } = await owner.do<{ rows: object[] }>('GET', `/personas/${mascot.id}/versions`);
    const lost = { toId: otter.id, accounts: 0, isDefault: true };
    expect(rows.slice(0, 3)).toMatchObject([
      { version: open.version + 2, reason: 'カワウソを標準に', definition: open.definition, lost },
      {
        version: open.version + 1,
        reason: 'カワウソに任せる',
        lost: { ...lost, accounts: 1, isDefault: false },
      },
      { version: open.version, lost: null },
    ]);
    // What a persona keeps, or never had, is lost by nobody.
    await save(chosen.body, { reason: 'そのまま' });
    expect((await current(mascot.id)).version).toBe(open.version + 2);
    await change({}, { accountIds: [ids.account], isDefault: true });
    await change({}, { isDefault: false });
    expect((await owner.call('DELETE', `/personas/${otter.id}`)).status).toBe(204);
  });
});

describe('initials', () => {
  it('are each one’s own, end the reply, and are missed where they are missing', async () => {
    expect(await personaFor(agent)).toMatchObject({ name: 'りそにゃ', lacksInitials: true });
    const set = (person: Person, userId: string, initials: string) =>
      person.call('PUT', `/personas/${mascot.id}/initials`, { body: { userId, initials } });
    expect((await set(agent, agent.userId, 'K')).status).toBe(200);
    expect((await set(agent, other.userId, 'X')).status).toBe(403);
    expect((await set(owner, other.userId, 'T')).status).toBe(200);
    expect((await set(owner, newId(), 'T')).status).toBe(404);
    expect(await personaFor(agent)).toMatchObject({ signature: '（りそにゃ・K）', lacksInitials: false });
    expect((await current(mascot.id)).initials).toContainEqual({ userId: other.userId, initials: 'T' });
    await set(owner, other.userId, '');
    expect((await personaFor(other)).lacksInitials).toBe(true);
  });
});

describe('who may speak', () => {
  it('limits stop a reply with what to say in its place, and a supervisor may pass over them with a reason', async () => {
    const refused = await send(agent, '今日の株価は上がりました。');
    expect([refused.status, reasonsOf(refused)]).toEqual([
      422,
      expect.arrayContaining(['personaLimitInstead']) as string[],
    ]);
    expect(refused.body.data?.findings[0]?.why.ja).toContain('窓口をご案内する');
    const override = { rules: ['R17'], reason: '質問の言葉をくり返しただけ' };
    expect((await send(agent, '今日の株価は上がりました。', { override })).status).toBe(403);
    expect((await send(other, '今日の株価は上がりました。', { override })).status).toBe(202);
  });

  it('the server refuses whoever is not chosen, also with a reason, and lets the chosen ones through', async () => {
    await change({ speakers: [agent.userId] });
    expect(await personaFor(other)).toMatchObject({ stops: 'notSpeaker' });
    for (const override of [undefined, { rules: ['R03'], reason: 'It is urgent.' }]) {
      const refused = await send(other, 'Thank you for waiting.', override === undefined ? {} : { override });
      expect(refused).toMatchObject({ status: 422, body: { data: { mayOverride: false } } });
      expect(reasonsOf(refused)).toContain('personaNotYours');
    }
    const { target } = await lastPost();
    const like = { accountId: ids.account, postId: target, action: 'like' };
    expect((await other.call('POST', `/cases/${ids.case}/reactions`, { body: like })).status).toBe(422);
    expect((await send(agent, 'Thank you for waiting.')).status).toBe(202);
    await change({ speakers: null });
    expect((await send(other, 'Thank you for your patience.')).status).toBe(202);
  });
});

describe('succession', () => {
  it('nothing goes out as a persona whose owner was removed; with another one it does', async () => {
    const leaving = await addPerson(owner, 'admin');
    expect((await change({ ownerId: leaving.userId })).body.isOwned).toBe(true);
    await owner.do('DELETE', `/members/${leaving.userId}`);
    expect((await current(mascot.id)).isOwned).toBe(false);
    const told = await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx.selectFrom('event').select('subject_id').where('type', '=', 'persona.ownerless').execute(),
    );
    expect(told).toEqual([{ subject_id: mascot.id }]);
    const refused = await send(owner, 'We looked into it.', { override: { rules: ['R03'], reason: 'x' } });
    expect(refused).toMatchObject({ status: 422, body: { data: { mayOverride: false } } });
    expect(reasonsOf(refused)).toContain('personaOwnerless');
    // What failed before is not tried again either, and can be given up or wait.
    const { rows } = await owner.do<{ rows: OutboundView[] }>('GET', '/outbound');
    const id = rows.find(({ action }) => action === 'reply')?.id ?? '';
    await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx.updateTable('outbound').set({ state: 'failed' }).where('id', '=', id).execute(),
    );
    const retry = () => owner.call('POST', `/outbound/${id}/settle`, { body: { choice: 'retry' } });
    expect((await retry()).status).toBe(422);
    expect((await change({ tone: 'calm' })).status).toBe(404);
    const handover = 'くわしい人：田中さん。カレンダーの質問が12月に増える。';
    expect((await change({ ownerId: other.userId, handover })).status).toBe(200);
    expect((await send(owner, 'We looked into it.')).status).toBe(202);
    expect((await retry()).status).toBe(200);
  });

  it('nothing goes out either while whoever answers for it cannot sign in, or what was stored cannot be read', async () => {
    const disable = (at: string | null) =>
      inWorkspace(server.db, owner.workspaceId, (trx) =>
        trx.updateTable('app_user').set({ disabled_at: at }).where('id', '=', other.userId).execute(),
      );
    await disable(new Date().toISOString());
    expect(reasonsOf(await send(owner, 'One more moment.'))).toContain('personaOwnerless');
    await disable(null);
    await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx
        .insertInto('persona_version')
        .values({
          workspace_id: owner.workspaceId,
          persona_id: mascot.id,
          version: 99,
          definition: JSON.stringify({ name: 'りそにゃ', ownerId: other.userId, emoji: 'perhaps' }),
          reason: 'by hand',
          changed_by: null,
          changed_at: new Date().toISOString(),
        })
        .execute(),
    );
    const broken = await send(owner, 'One more moment.');
    expect(reasonsOf(broken)).toContain('brokenGuideline');
    expect(broken.body.detail).toContain('emoji');
    expect((await current(mascot.id)).definition).toMatchObject({
      fault: expect.stringContaining('emoji') as string,
    });
  });
});
