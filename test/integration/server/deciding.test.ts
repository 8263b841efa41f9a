// Advice on candidates, what is known of people and their wish to be left alone, and how decisions went, over HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownIdentity } from '../../../src/contract/endpoints/deciding.ts';
import type { ReplyContext } from '../../../src/contract/endpoints/guideline.ts';
import type { CaseDetail, CaseRow, LedgerEntryView, SourceView } from '../../../src/contract/views.ts';
import type { DecisionReport } from '../../../src/server/read/decisions.ts';
import { testDatabase } from '../../harness/database.ts';
import { newId } from '../../harness/uuid.ts';
import { heardPost } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

const database = testDatabase();
let server: TestServer;
let owner: Person;
let agent: Person;
let accountId = '';
let source: Parameters<TestServer['hear']>[0];

interface Told {
  advice: string;
  strength: number;
  silence: string | null;
  reasons: { code: string; speaksFor: string; why: { ja: string; en: string } }[];
  identityId: string;
  history: { optOut: { reason: string; by: { name: string } | null } | null; contacts7d: number };
}

beforeAll(async () => {
  server = await startServer(database());
  owner = await setUpOwner(server.app);
  agent = await addPerson(owner, 'agent');
  const brand = await owner.do<{ id: string }>('POST', '/brands', { body: { name: 'Acme' } });
  await owner.do('POST', '/monitors', { body: { name: 'Acme', query: 'acme' } });
  const handle = `help${newId().slice(-6)}`;
  ({ accountId } = await owner.do<{ accountId: string }>('POST', '/practice/join', {
    body: { brandId: brand.id, handle },
  }));
  const { rows } = await owner.do<{ rows: SourceView[] }>('GET', '/sources');
  const { workspaceId } = owner;
  source = { workspaceId, id: rows[0]?.id ?? '', network: 'practice', accountId };
});
afterAll(() => server.close());

/** What one person wrote, as it stands among the candidates. */
async function candidate(text: string, inbound?: 'mention'): Promise<LedgerEntryView> {
  const nativeId = newId();
  const author = { nativeId, handle: `h${nativeId.slice(-8)}`, displayName: 'Mika' };
  await server.hear(source, [
    { post: heardPost(text, { author }), ...(inbound === undefined ? {} : { inbound }) },
  ]);
  const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates?limit=200');
  const found = rows.find(({ post }) => post.text === text);
  if (found === undefined) throw new Error(`${text} is no candidate`);
  return found;
}
const adviceOn = (entry: LedgerEntryView) => agent.do<Told>('GET', `/candidates/${entry.post.id}/advice`);
const decide = (entry: LedgerEntryView, body: object) =>
  agent.do<{ case: CaseRow | null }>('POST', `/candidates/${entry.post.id}/decision`, { body });
const setOptOut = (who: Person, id: string, optedOut: boolean, reason: string) =>
  who.do<KnownIdentity>('PUT', `/identities/${id}/opt-out`, { body: { optedOut, reason } });

async function contextOf(caseId: string): Promise<ReplyContext['context']> {
  const detail = await agent.do<CaseDetail>('GET', `/cases/${caseId}`);
  const target = detail.posts.at(-1)?.id ?? '';
  const query = `accountId=${accountId}&replyToPostId=${target}&visibility=public`;
  return (await agent.do<ReplyContext>('GET', `/cases/${caseId}/reply-context?${query}`)).context;
}

async function reply(caseId: string, text: string) {
  const { posts, case: row } = await agent.do<CaseDetail>('GET', `/cases/${caseId}`);
  const answer = { accountId, replyToPostId: posts.at(-1)?.id, visibility: 'public', text };
  const body = { ...answer, seenThreadVersion: row.threadVersion };
  return agent.call<{ code?: string; data?: { findings: { rule: string; reason: string }[] } }>(
    'POST',
    `/cases/${caseId}/replies`,
    { body },
  );
}

describe('advice', () => {
  it('comes with its reasons in both languages, and changes nothing', async () => {
    const entry = await candidate('my acme will not start, please help me!');
    const told = await adviceOn(entry);
    expect(told.identityId).toBe(entry.post.author.id);
    expect(told.history).toMatchObject({ contacts7d: 0, optOut: null });
    for (const { why } of told.reasons) expect(why.ja).not.toBe(why.en);
    const after = await agent.do<{ entry: LedgerEntryView }>('GET', `/ledger/${entry.post.id}`);
    expect(after.entry.version).toBe(entry.version);
    expect((await agent.call('GET', `/candidates/${newId()}/advice`)).status).toBe(404);
  });

  it('stands with the decision it was taken beside', async () => {
    const entry = await candidate('acme, again broken');
    const told = await adviceOn(entry);
    await decide(entry, { choice: 'silent', reason: 'would_not_help' });
    const { decisions } = await agent.do<{ decisions: object[] }>('GET', `/ledger/${entry.post.id}`);
    const { advice, strength } = told;
    expect(decisions).toMatchObject([{ choice: 'silent', isPrivate: false, advice: { advice, strength } }]);
  });
});

describe('a wish to be left alone', () => {
  it('is written down with its reason, turns the advice to silence, stops what is unasked, and can be taken back', async () => {
    const entry = await candidate('acme does not charge');
    const id = entry.post.author.id;
    expect((await agent.call('PUT', `/identities/${id}/opt-out`, { body: { optedOut: true } })).status).toBe(
      400,
    );
    const { case: opened } = await decide(entry, { choice: 'speak' });
    const caseId = opened?.id ?? '';
    const known = await setOptOut(agent, id, true, 'Asked us in a DM to stop.');
    expect(known.optOut).toMatchObject({ reason: 'Asked us in a DM to stop.', by: { id: agent.userId } });
    expect(await adviceOn(entry)).toMatchObject({ advice: 'silent', strength: 1, silence: 'asked_not_to' });
    expect((await contextOf(caseId)).person).toMatchObject({ optedOut: true, contacts7d: 0 });
    const stopped = await reply(caseId, 'We are sorry. What does the light show?');
    expect(stopped).toMatchObject({ status: 422, body: { code: 'guideline_blocks' } });
    expect(stopped.body.data?.findings).toContainEqual(
      expect.objectContaining({ rule: 'R02', reason: 'optedOut', level: 'block' }),
    );
    // Who may not send against the wish may not take it away either.
    const body = { optedOut: false, reason: 'It was about another company.' };
    const refused = await agent.call('PUT', `/identities/${id}/opt-out`, { body });
    expect(refused).toMatchObject({ status: 403, body: { code: 'not_allowed' } });
    expect((await contextOf(caseId)).person).toMatchObject({ optedOut: true });
    const after = await setOptOut(owner, id, false, 'It was about another company.');
    expect(after).toMatchObject({ optOut: null, lifted: [{ liftReason: 'It was about another company.' }] });
    expect((await reply(caseId, 'We are sorry. What does the light show?')).status).toBe(202);
    expect((await contextOf(caseId)).person).toMatchObject({ optedOut: false, contacts7d: 1 });
  });

  it('is found where the person is', async () => {
    const entry = await candidate('acme is fine');
    const id = entry.post.author.id;
    expect(await agent.do<KnownIdentity>('GET', `/identities/${id}`)).toEqual({
      id,
      contacts7d: 0,
      optOut: null,
      lastOutcome: null,
      hasSeen: false,
      lifted: [],
    });
  });
});

it('knows who has looked at whom: the rules ask for that before a first contact', async () => {
  const entry = await candidate('acme makes a noise');
  const { case: opened } = await decide(entry, { choice: 'speak' });
  expect((await contextOf(opened?.id ?? '')).person.hasSeen).toBe(false);
  await agent.do('PUT', `/identities/${entry.post.author.id}/seen`);
  expect((await contextOf(opened?.id ?? '')).person.hasSeen).toBe(true);
  const theirs = await owner.do<KnownIdentity>('GET', `/identities/${entry.post.author.id}`);
  expect(theirs.hasSeen).toBe(false);
});

it('says how decisions went, with their counts, and honestly nothing where there is nothing', async () => {
  const other = await addPerson(owner, 'viewer');
  const before = await other.do<DecisionReport>('GET', '/decisions/report?days=30');
  const spoken = await candidate('help, acme is on fire and I am stuck', 'mention');
  const silent = await candidate('acme acme');
  const undone = await candidate('acme so so');
  const [one, two] = [await adviceOn(spoken), await adviceOn(silent)];
  const { case: opened } = await decide(spoken, { choice: 'speak' });
  await decide(silent, { choice: 'silent', reason: 'spam' });
  await decide(undone, { choice: 'silent', reason: 'spam' });
  await decide(undone, { choice: 'reconsider' });
  await agent.do('POST', `/cases/${opened?.id ?? ''}/close`, { body: { outcome: 'solved' } });
  const after = await other.do<DecisionReport>('GET', '/decisions/report?days=30');
  expect(after.decided).toEqual({
    ...before.decided,
    speak: before.decided.speak + 1,
    silent: before.decided.silent + 1,
  });
  expect(one.advice).toBe('speak');
  const takenNow = after.byAdvice.speak?.count ?? 0;
  expect(takenNow - (before.byAdvice.speak?.count ?? 0)).toBe(1);
  const wasTaken = two.advice === 'silent' ? 1 : 0;
  expect((after.byAdvice.silent?.count ?? 0) - (before.byAdvice.silent?.count ?? 0)).toBe(wasTaken);
  expect(after.silences.find(({ reason }) => reason === 'spam')).toMatchObject({ count: 1 });
  expect(after.outcomes.advised.byOutcome).toContainEqual({ outcome: 'solved', count: 1 });
  expect(after.outcomes.advised.cases).toBeGreaterThan(0);
  expect(after.weeks.length).toBeGreaterThan(0);
  const stranger = await addPerson(owner, 'agent');
  expect((await stranger.call('GET', '/decisions/report?days=0')).status).toBe(400);
});
