// Snippets: kept in versions, brought in from a file, what of a reply came from one, and a blank that stops it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnippetView } from '../../../src/contract/endpoints/drafting.ts';
import type { ImportReport } from '../../../src/contract/endpoints/starting-points.ts';
import type { ReplyContext } from '../../../src/contract/endpoints/guideline.ts';
import type { CaseDetail, OutboundView } from '../../../src/contract/views.ts';
import { fileLimits } from '../../../src/domain/drafting/table-file.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Answer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let ids: Ids;

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  ids = await fill(server, owner, agent);
});
afterAll(() => server.close());

const words = {
  name: 'Light stays red',
  key: 'red',
  text: '{name}, we are sorry for the trouble. Please switch the rocket off, wait ten seconds, and switch it on again.',
};
const all = async (): Promise<SnippetView[]> =>
  (await owner.do<{ rows: SnippetView[] }>('GET', '/snippets')).rows;

async function send<T = OutboundView>(text: string, begunWith: object[] = []): Promise<Answer<T>> {
  const detail = await agent.do<CaseDetail>('GET', `/cases/${ids.case}`);
  const body = {
    accountId: ids.account,
    replyToPostId: detail.posts.findLast((post) => post.accountId === null)?.id,
    visibility: 'public',
    text,
    seenThreadVersion: detail.case.threadVersion,
    begunWith,
  };
  return agent.call('POST', `/cases/${ids.case}/replies`, { body });
}

const isSent = (...outboundIds: string[]): Promise<unknown> =>
  inWorkspace(server.db, owner.workspaceId, (trx) =>
    trx.updateTable('outbound').set({ state: 'sent' }).where('id', 'in', outboundIds).execute(),
  );

describe('a snippet', () => {
  it('is kept in versions with who changed what, put away and taken out again', async () => {
    const made = await owner.do<SnippetView>('POST', '/snippets', { body: words });
    expect(made).toMatchObject({ ...words, version: 1, createdBy: { id: owner.userId }, archivedAt: null });
    const again = await owner.call<{ code: string; where: string }>('POST', '/snippets', {
      body: { ...words, key: 'RED' },
    });
    expect([again.status, again.body.code, again.body.where]).toEqual([409, 'already_exists', 'body.key']);
    const place = `/snippets/${made.id}`;
    const text = `${words.text} Did that help?`;
    const stale = await owner.call('PUT', place, { body: { ...words, text }, ifMatch: 7 });
    expect(stale.status).toBe(412);
    await owner.do('PUT', place, { body: { ...words, text }, ifMatch: 1 });
    await owner.do('PUT', place, { body: { ...words, text, archived: true }, ifMatch: 2 });
    // Its key is free while it is put away.
    const other = await owner.do<SnippetView>('POST', '/snippets', { body: words });
    const taken = await owner.call('PUT', place, { body: words, ifMatch: 3 });
    expect(taken.status).toBe(409);
    await owner.do('PUT', `/snippets/${other.id}`, { body: { ...words, archived: true }, ifMatch: 1 });
    await owner.do('PUT', place, { body: words, ifMatch: 3 });
    const { versions } = await agent.do<{
      versions: { version: number; text: string; isArchived: boolean }[];
    }>('GET', place);
    expect(versions.map(({ version, isArchived }) => [version, isArchived])).toEqual([
      [4, false],
      [3, true],
      [2, false],
      [1, false],
    ]);
    expect(versions.map((one) => one.text)).toEqual([words.text, text, text, words.text]);
  });

  it('is changed by nobody who may not change the guideline', async () => {
    const refused = await agent.call('POST', '/snippets', { body: { ...words, key: 'mine' } });
    expect(refused.status).toBe(403);
  });
});

describe('a reply that began with one', () => {
  const filled = words.text.replace('{name}', 'Mika');
  const spoken = `Hello Mika, a red light late at night is no fun. Please switch the rocket off, wait ten seconds, and switch it on again. Tell us how many times it blinks then, and we will find out what it wants.`;

  it('is stopped while a blank is open, on the server too', async () => {
    const stopped = await send<{ code: string; data: { findings: object[] } }>(words.text);
    expect([stopped.status, stopped.body.code]).toEqual([422, 'guideline_blocks']);
    expect(stopped.body.data.findings).toContainEqual(
      expect.objectContaining({ rule: 'R11', level: 'block', reason: 'blankLeft', span: [0, 6] }),
    );
  });

  it('counts for it: sent as it was, in changed words, or without it', async () => {
    const snippet = (await all()).find(({ key, archivedAt }) => key === 'red' && archivedAt === null);
    const begunWith = [{ kind: 'snippet', id: snippet?.id ?? '' }];
    const sent: string[] = [];
    for (const text of [filled, spoken, 'We look into your invoice today and come back to you.']) {
      const answer = await send(text, begunWith);
      expect(answer.status).toBe(202);
      sent.push(answer.body.id);
    }
    const undone = await send(`${spoken} Thanks!`, begunWith);
    await agent.do('POST', `/outbound/${undone.body.id}/undo`);
    await isSent(...sent);
    const used = async () => (await all()).find(({ id }) => id === snippet?.id)?.use;
    expect(await used()).toEqual({ sent: 2, changed: 1, good: 0, other: 0, dropped: 1 });
    await agent.do('POST', `/cases/${ids.case}/close`, { body: { outcome: 'solved' } });
    expect(await used()).toMatchObject({ good: 2, other: 0 });
    await agent.do('POST', `/cases/${ids.case}/reopen`);
  });

  it('is told so as it is written, for the accounts that the snippet is for', async () => {
    await owner.do('POST', '/snippets', {
      body: { name: 'Other brand', key: 'other', text: 'For another brand only.', brandId: ids.brand },
    });
    const detail = await agent.do<CaseDetail>('GET', `/cases/${ids.case}`);
    const target = detail.posts.findLast((post) => post.accountId === null)?.id ?? '';
    const { context } = await agent.do<ReplyContext>(
      'GET',
      `/cases/${ids.case}/reply-context?accountId=${ids.account}&replyToPostId=${target}&visibility=public`,
    );
    // The account is of that brand; the one of another brand in the workspace is left out.
    expect(context.templates).toContain('For another brand only.');
    expect(context.templates).toContain(words.text);
    expect(context.templates.join('\n')).not.toContain('we are sorry to hear that');
  });
});

describe('a file', () => {
  const file = [
    'key,name,text,tags,brand',
    'wait,One moment,"One moment please, {name}.",slow; hours,Acme',
    'bad key,Bad,text,,',
    'wait2,Elsewhere,text,,Nobody',
    'red,Light stays red,Changed words.,,',
  ].join('\r\n');

  it('is looked at first, then brought in; faults keep their lines out and nothing else', async () => {
    const bring = (dryRun: boolean): Promise<ImportReport> =>
      owner.do('POST', '/snippets/import', { body: { format: 'csv', text: file, dryRun } });
    const before = await all();
    const report = {
      added: 1,
      changed: 1,
      same: 0,
      faults: [
        { line: 3, code: 'not_allowed', field: 'key', most: null },
        { line: 4, code: 'unknown_brand', field: 'brand', most: null },
      ],
    };
    expect(await bring(true)).toEqual(report);
    expect(await all()).toEqual(before);
    expect(await bring(false)).toEqual(report);
    expect(await bring(true)).toMatchObject({ added: 0, changed: 0, same: 2 });
    const rows = await all();
    expect(rows.find(({ key }) => key === 'wait')).toMatchObject({
      tags: ['slow', 'hours'],
      brandId: ids.brand,
      version: 1,
    });
    expect(rows.find(({ key, archivedAt }) => key === 'red' && archivedAt === null)?.text).toBe(
      'Changed words.',
    );
  });

  it('that finds no room is told of it when it is looked at, not when it is brought in', async () => {
    const held = (await all()).filter(({ archivedAt }) => archivedAt === null).length;
    const rows = Array.from({ length: 500 }, (_, n) => `room${String(n)},Room,text ${String(n)}`);
    const text = ['key,name,text', ...rows].join('\n');
    const found = await owner.do<ImportReport>('POST', '/snippets/import', {
      body: { format: 'csv', text, dryRun: true },
    });
    expect(found.added).toBe(500 - held);
    expect(found.faults).toHaveLength(held);
    expect(found.faults[0]).toEqual({ line: 502 - held, code: 'no_room', field: '', most: 500 });
  });

  it('may be as long as the contract says, in Japanese too, and no longer', async () => {
    const bring = (text: string) =>
      owner.call<{ code: string }>('POST', '/snippets/import', {
        body: { format: 'csv', text, dryRun: true },
      });
    const longest = `key,name,text\nlong,長い,${'長'.repeat(fileLimits.text - 24)}\n`;
    expect((await bring(longest.slice(0, fileLimits.text))).status).toBe(200);
    expect((await bring(`${longest}長長長長長長長長長長`)).body.code).toBe('invalid_input');
    expect((await bring('長'.repeat(1_400_000))).body.code).toBe('payload_too_large');
  });
});
