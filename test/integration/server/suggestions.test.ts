// Answers to similar cases: only of cases that ended well, only what was public, without the person it was said to, and as of now.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnippetView, Suggestions } from '../../../src/contract/endpoints/drafting.ts';
import type { CaseRow, LedgerEntryView, OutboundView } from '../../../src/contract/views.ts';
import type { Post } from '../../../src/domain/post/post.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { fill, heardPost, type Ids } from './filled.ts';
import { addPerson, newId, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

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

const sqlOf = <T>(work: Parameters<typeof inWorkspace<T>>[2]): Promise<T> =>
  inWorkspace(server.db, owner.workspaceId, work);

/** A customer asks and one of us decides to speak. */
async function opened(text: string, more: Partial<Post> = {}): Promise<{ caseId: string; postId: string }> {
  const from = {
    workspaceId: owner.workspaceId,
    id: ids.source,
    network: 'practice',
    accountId: ids.account,
  };
  await server.hear(from, [{ post: heardPost(text, more) }]);
  const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
  const entry = rows.find(({ post }) => post.text === text);
  if (entry === undefined) throw new Error(`“${text}” did not come in`);
  const decided = await owner.do<{ case: CaseRow }>('POST', `/candidates/${entry.post.id}/decision`, {
    body: { choice: 'speak', assigneeId: agent.userId },
  });
  return { caseId: decided.case.id, postId: entry.post.id };
}

/** The same, answered and closed. */
async function answered(
  question: string,
  answer: string,
  { outcome = 'solved', visibility = 'public', ...more }: Partial<Post> & { outcome?: string } = {},
): Promise<{ caseId: string; postId: string; outboundId: string }> {
  const { caseId, postId } = await opened(question, { ...more, visibility });
  const sent = await agent.do<OutboundView>('POST', `/cases/${caseId}/replies`, {
    body: { accountId: ids.account, replyToPostId: postId, visibility, text: answer, seenThreadVersion: 1 },
  });
  await sqlOf((trx) =>
    trx
      .updateTable('outbound')
      .set({ state: 'sent', sent_at: new Date().toISOString() })
      .where('id', '=', sent.id)
      .execute(),
  );
  await agent.do('POST', `/cases/${caseId}/close`, { body: { outcome } });
  return { caseId, postId, outboundId: sent.id };
}

const suggestions = (caseId: string): Promise<Suggestions> => agent.do('GET', `/cases/${caseId}/suggestions`);
/** What was read is looked at anew after some seconds. */
const laterThan = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

describe('earlier answers', () => {
  const red = 'acme rocket: the red light on the front panel keeps blinking';
  const help =
    'Hello Jun, please hold the reset button of the panel for ten seconds, then the red light goes out.';
  let open = '';

  beforeAll(async () => {
    await answered(red, help, {
      author: { nativeId: 'jun', handle: 'jun_t', displayName: 'Jun' },
    });
    await answered(
      'my acme rocket has a red light that keeps blinking!',
      'Nobody can help with the red light.',
      {
        outcome: 'no_reply',
      },
    );
    await answered(
      'acme: where is the invoice for my order?',
      'The invoice stands under Orders, in the second tab.',
    );
    ({ caseId: open } = await opened('the acme rocket keeps blinking, a red light at the front'));
  });

  it('are those of similar cases that ended well, with their source and without their person', async () => {
    const { isReady, answers } = await suggestions(open);
    expect(isReady).toBe(true);
    expect(answers.map(({ text }) => text)).toEqual([help.replace('Jun', '{name}')]);
    expect(answers[0]).toMatchObject({
      outcome: 'solved',
      by: { id: agent.userId },
      question: red,
      lang: 'en',
    });
    expect(answers[0]?.score).toBeGreaterThan(0.2);
  });

  it('know cases that were closed meanwhile, and forget what was reopened or deleted', async () => {
    const more =
      'The front panel blinks red when the tank is empty: fill it, and the light goes out by itself.';
    const late = await answered('why does the red light of my acme rocket keep blinking?', more);
    await laterThan(5_100);
    expect((await suggestions(open)).answers.map(({ text }) => text)).toContain(more);
    await agent.do('POST', `/cases/${late.caseId}/reopen`);
    expect((await suggestions(open)).answers.map(({ text }) => text)).not.toContain(more);
    await agent.do('POST', `/cases/${late.caseId}/close`, { body: { outcome: 'thanked' } });
    expect((await suggestions(open)).answers.map(({ text }) => text)).toContain(more);
    await sqlOf((trx) =>
      trx
        .updateTable('post')
        .set({ deleted_at: new Date().toISOString(), text: '' })
        .where('id', '=', late.postId)
        .execute(),
    );
    expect((await suggestions(open)).answers.map(({ text }) => text)).not.toContain(more);
  });

  it('are of the same brand, and those to people of stories are for stories alone', async () => {
    const only = 'Turn the rocket round: the red light at the front stops blinking when it looks west.';
    const { caseId } = await answered('the red light of the acme rocket keeps blinking, front panel', only);
    const moved = (to: { network?: string; brand_id?: string | null }): Promise<unknown> =>
      sqlOf((trx) => trx.updateTable('support_case').set(to).where('id', '=', caseId).execute());
    const texts = async (): Promise<string[]> => (await suggestions(open)).answers.map(({ text }) => text);
    await laterThan(5_100);
    expect(await texts()).toContain(only);
    const { brand_id } = await sqlOf((trx) =>
      trx.selectFrom('support_case').select('brand_id').where('id', '=', caseId).executeTakeFirstOrThrow(),
    );
    await moved({ network: 'bluesky' });
    expect(await texts()).not.toContain(only);
    await moved({ network: 'practice', brand_id: brand_id === null ? ids.brand : null });
    expect(await texts()).not.toContain(only);
    await moved({ brand_id });
    expect(await texts()).toContain(only);
    await agent.do('POST', `/cases/${caseId}/reopen`);
  });

  it('lose the signature of whatever persona spoke, with the initials in it', async () => {
    await owner.do('POST', '/personas', {
      body: {
        definition: { name: 'Rocket help', signature: '^{initials}', ownerId: owner.userId },
        isDefault: false,
        accountIds: [],
        reason: 'a signature',
      },
    });
    const told = 'Unplug the red panel of your rocket for a minute, then the blinking light rests.';
    await answered('acme rocket: a red light that keeps blinking at the front panel', `${told} ^AK`);
    await laterThan(5_100);
    const texts = (await suggestions(open)).answers.map(({ text }) => text);
    expect(texts).toContain(told);
    expect(texts.join()).not.toContain('AK');
  });

  it('are what was found to be posted by hand, in the words that stand there, and never words it set out with', async () => {
    const draft = 'Draft: when the blue lamp of the rocket hums, loosen the screw behind it by half a turn.';
    const posted = 'When the blue lamp hums, the screw behind it wants half a turn.';
    const found = await answered('acme: the blue lamp of my rocket hums', draft);
    const confirmed = await answered('acme: my rocket hums near its blue lamp', draft);
    const asking = await opened('my acme rocket has a blue lamp that hums');
    await sqlOf(async (trx) => {
      const said = await trx
        .selectFrom('post')
        .selectAll()
        .where('id', '=', found.postId)
        .executeTakeFirstOrThrow();
      const ours = { ...said, id: newId(), native_id: 'by-hand', text: posted, account_id: ids.account };
      const json = { mentions: '[]', media: '[]', ref: null, raw: null, quotes: null };
      await trx
        .insertInto('post')
        .values({ ...ours, ...json })
        .execute();
      for (const [{ outboundId }, postId] of [
        [found, ours.id],
        [confirmed, null],
      ] as const)
        await trx
          .updateTable('outbound')
          .set({ by_hand: true, post_id: postId })
          .where('id', '=', outboundId)
          .execute();
    });
    await laterThan(5_100);
    const offered = (await suggestions(asking.caseId)).answers.map(({ text }) => text);
    expect(offered).toContain(posted);
    expect(offered).not.toContain(draft);
  });

  it('are never what was said in a DM', async () => {
    const secret = 'The red light of your acme rocket blinks because your contract of May was never paid.';
    await answered('acme, my rocket blinks red, my contract is of May', secret, { visibility: 'dm' });
    await laterThan(5_100);
    expect(JSON.stringify(await suggestions(open))).not.toContain('contract');
  });

  it('are told of in the review of a practice reply that is hardly more', async () => {
    const { answers } = await suggestions(open);
    const { id = '', text = '' } = answers.find((one) => one.text.includes('reset button')) ?? {};
    const { caseId, postId } = await opened('my acme rocket: the red light keeps blinking since Monday');
    await sqlOf(async (trx) => {
      const { native_id } = await trx
        .selectFrom('post')
        .select('native_id')
        .where('id', '=', postId)
        .executeTakeFirstOrThrow();
      const run = trx
        .selectFrom('practice_session_run')
        .select('run_id')
        .where('session_id', '=', ids.practiceSession);
      await sql`insert into practice_post (workspace_id, id, author_id, kind, visibility, text, run_id, created_at)
        select workspace_id, ${native_id}::uuid, id, 'post', 'public', 'acme', (${run} limit 1), now()
        from practice_person limit 1`.execute(trx);
    });
    const sent = await owner.do<OutboundView>('POST', `/cases/${caseId}/replies`, {
      body: {
        accountId: ids.account,
        replyToPostId: postId,
        visibility: 'public',
        text: text.replace('{name}', 'Aoi'),
        seenThreadVersion: 1,
        begunWith: [{ kind: 'answer', id }],
      },
    });
    const kept = await sqlOf((trx) =>
      trx.selectFrom('practice_reply').select('findings').where('outbound_id', '=', sent.id).execute(),
    );
    expect(JSON.stringify(kept)).toContain('Hardly more than what it began with');
  });

  it('are no text to send again: R11 warns, and the use is counted apart from snippets', async () => {
    const first = (await suggestions(open)).answers.find(({ text }) => text.includes('reset button'));
    const { postId } = await opened('the red light on my acme rocket keeps blinking since today');
    const { rows } = await agent.do<{ rows: LedgerEntryView[] }>('GET', '/ledger?limit=100');
    const caseId = rows.find(({ post }) => post.id === postId)?.caseId ?? '';
    await owner.do('PUT', '/guideline', {
      body: {
        guideline: {
          settings: { levels: { R11: 'block' } },
        },
        reason: 'nothing twice',
      },
      ifMatch: '*',
    });
    const body = {
      accountId: ids.account,
      replyToPostId: postId,
      visibility: 'public',
      text: help.replace('Jun', 'Mika'),
      seenThreadVersion: 1,
      begunWith: [{ kind: 'answer', id: first?.id ?? '' }],
    };
    const refused = await agent.call<{ code: string; data: { findings: { reason: string }[] } }>(
      'POST',
      `/cases/${caseId}/replies`,
      { body },
    );
    expect(refused.status).toBe(422);
    expect(refused.body.data.findings.map(({ reason }) => reason)).toContain('onlySnippet');
    const { rows: snippets } = await agent.do<{ rows: SnippetView[] }>('GET', '/snippets');
    expect(snippets.every(({ use }) => use.sent === 0)).toBe(true);
  });
});
