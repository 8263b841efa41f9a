// Sets the scene of the pictures: a company on the practice network, with fixed seeds, so that the same people say the same.
import { sql, type Kysely } from 'kysely';
import type { CaseRow, LedgerEntryView } from '../../src/contract/views.ts';
import { judgementKinds } from '../../src/domain/judgement/correction.ts';
import { storyById } from '../../src/domain/practice/stories/registry.ts';
import { begin } from '../../src/networks/practice/begin.ts';
import { inWorkspace } from '../../src/storage/database.ts';
import { createPracticeStore } from '../../src/storage/practice/store.ts';
import type { Database } from '../../src/storage/tables.ts';
import { call, joinTeam, setUpCompany } from '../../test/e2e/support/api.ts';
import type { Desk } from '../../test/e2e/support/stage.ts';
import { until } from '../../test/e2e/support/until.ts';
import { newId } from '../../test/harness/uuid.ts';
import { companies, type Company, type Told } from './company.ts';
import { furnish } from './office.ts';

export interface Scene {
  email: string;
  candidateId: string;
  publicCaseId: string;
  dmCaseId: string;
  /** A ledger entry with a history. */
  settledId: string;
  monitorId: string;
  /** Who wrote the DM, by the name they go by on the practice network. */
  dmCustomer: string;
}

/** Story time runs this much faster, so that answers come at once. */
const speed = 120;

/** Plays it through; `newDesk` gives a further browser for each member of the team. */
export async function setScene(
  desk: Desk,
  newDesk: () => Promise<Desk>,
  db: Kysely<Database>,
): Promise<Scene> {
  const company = companies[desk.locale];
  const { brandId } = await setUpCompany(desk, {
    owner: company.owner,
    company: company.name,
    products: company.products.map((product) => ({ ...product, aliases: [...product.aliases] })),
  });
  // Joining lets a story begin by chance, in a language that the pictures are in.
  await call(desk, 'changePracticeStage', { body: { languages: [desk.locale] } });
  const { accountId } = await call(desk, 'joinPractice', { body: { brandId, handle: company.handle } });
  await call(desk, 'changePracticeStage', { body: { pace: 'off', speed } });
  const { user } = await call(desk, 'readSession');
  const { signature } = company;
  await call(desk, 'changeMember', { params: { userId: user.id }, body: { signature, onShift: true } });
  await hireTeam(desk, newDesk, company);

  for (const text of company.asides) {
    await call(desk, 'postAsCustomer', { body: { name: nameFor(desk, text), text } });
  }
  const play = await openStage(desk, db);
  // An answer is slow after an hour of story time, half a minute here: who is answered begins alone.
  const dmCaseId = await tellDmCase(desk, accountId, await play(company.dmStory), company);
  const publicCaseId = await tellPublicCase(desk, accountId, await play(company.publicStory), company);
  const settled = await play(company.closedStory);
  const closed = await speak(desk, settled);
  await reply(desk, { caseId: closed.id, accountId, text: company.closedStory.answer });
  await answered(desk, closed.id, 2);
  await call(desk, 'closeCase', { params: { id: closed.id }, body: { outcome: 'thanked' } });
  for (const story of company.stories) {
    const { post } = await play(story);
    if (!company.silentStories.includes(story.id)) continue;
    const reason = story.id.includes('spam') ? 'spam' : 'among_friends';
    const body = { choice: 'silent', reason, note: '' } as const;
    await call(desk, 'decide', { params: { id: post.id }, body });
  }
  // From here on nobody goes on while the pictures are taken.
  await call(desk, 'changePracticeStage', { body: { speed: 1 } });
  const learner = await newDesk();
  await furnish(desk, learner, { accountId, email: 'member2@acme.example' });
  await learner.context.close();
  await callWaitingOnes(desk, db);
  await confirmJudgements(desk);
  const { rows } = await call(desk, 'listCandidates', { query: { limit: 50 } });
  // Who needs somebody, with a picture if there is one; whoever is pleased needs nobody.
  const needy = rows.filter(({ priority }) => priority > 1).toSorted((a, b) => b.priority - a.priority);
  const monitors = await call(desk, 'listMonitors');
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 10, undoDmSeconds: 5 } } });
  const { case: dmCase } = await call(desk, 'readCase', { params: { id: dmCaseId } });
  return {
    email: 'owner@acme.example',
    candidateId: (needy.find(({ post }) => post.media.length > 0) ?? needy[0])?.post.id ?? '',
    publicCaseId,
    dmCaseId,
    settledId: settled.post.id,
    monitorId: monitors.rows[0]?.id ?? '',
    dmCustomer: dmCase.identity.displayName,
  };
}

/** Fewer than a version would be made from by itself in the middle of the pictures. */
const confirmed = 40;

/** The team says of what it sees that it is right: nothing changes but the figures on the page of judgement. */
async function confirmJudgements(desk: Desk): Promise<void> {
  const { rows } = await call(desk, 'listLedger', { query: { limit: 50 } });
  // Of what is in a case, the pictures show one post from near: nobody would confirm whatever it was taken for.
  const said = rows.flatMap(({ post, caseId, judgements }) =>
    (caseId === null ? judgements : []).flatMap(({ kind, value }) => {
      const known = judgementKinds.find((one) => one === kind);
      return known === undefined ? [] : [{ params: { id: post.id, kind: known }, body: { value } }];
    }),
  );
  for (const input of said.slice(0, confirmed)) await call(desk, 'correctJudgement', input);
}

const passersBy = {
  en: ['Robin', 'Dana', 'Lee', 'Alex', 'Noor', 'Pat'],
  ja: ['ゆきの', 'たくみ', 'さくら', 'そうた', 'みなと', 'りこ'],
} as const;

function nameFor({ locale }: Desk, text: string): string {
  const names = passersBy[locale];
  return names[text.length % names.length] ?? names[0];
}

async function hireTeam(desk: Desk, newDesk: () => Promise<Desk>, { team }: Company): Promise<void> {
  for (const [index, { name, role, signature, onShift }] of team.entries()) {
    const own = await newDesk();
    const email = `member${index + 1}@acme.example`;
    const session = await joinTeam(desk, own, { name, role, email });
    const languages = [desk.locale];
    const params = { userId: session.user.id };
    await call(desk, 'changeMember', { params, body: { signature, onShift, languages } });
    await own.context.close();
  }
}

/** Answers how to let a story begin; that answers the ledger entry of its first post. */
async function openStage(
  desk: Desk,
  db: Kysely<Database>,
): Promise<(told: Told) => Promise<LedgerEntryView>> {
  const session = await call(desk, 'readSession');
  const workspaceId = session.workspace?.id ?? '';
  const store = createPracticeStore(db, { newId });
  // Joining let a story begin by chance; the pictures want their own.
  for (const run of await store.runs(workspaceId, { running: true, limit: 10 })) {
    await store.saveRun(workspaceId, { ...run, endedAt: new Date().toISOString(), outcome: 'went_quiet' });
  }
  const settings = await store.settings(workspaceId);
  return async ({ id, product, trade }) => {
    const story = storyById(id);
    if (story === undefined) throw new Error(`There is no story ${id}.`);
    const known = new Set((await ledger(desk)).map((entry) => entry.post.id));
    const products = [{ name: product, aliases: [], lookalikes: [] }];
    const choice = {
      settings: { ...settings, products, trade },
      seed: `pictures of ${id}`,
      nowMs: Date.now(),
    };
    const people = new Set(Object.values((await begin(store, workspaceId, story, choice)).cast));
    const isFirst = ({ post }: LedgerEntryView): boolean =>
      !known.has(post.id) && people.has(post.author.nativeId);
    return until(async () => (await ledger(desk)).find(isFirst), id);
  };
}

async function ledger(desk: Desk): Promise<LedgerEntryView[]> {
  return (await call(desk, 'listLedger', { query: { limit: 100 } })).rows;
}

async function speak(desk: Desk, entry: LedgerEntryView): Promise<CaseRow> {
  const decided = await call(desk, 'decide', { params: { id: entry.post.id }, body: { choice: 'speak' } });
  if (decided.case === null) throw new Error('No case was opened.');
  return decided.case;
}

interface Writing {
  caseId: string;
  accountId: string;
  text: string;
}

/** Answers the newest post of the customer, and waits until it is out. */
async function reply(desk: Desk, { caseId, accountId, text }: Writing): Promise<void> {
  const { case: row, posts } = await call(desk, 'readCase', { params: { id: caseId } });
  const target = posts.findLast((post) => post.accountId === null);
  const sent = await call(desk, 'sendReply', {
    params: { id: caseId },
    body: {
      accountId,
      replyToPostId: target?.id ?? '',
      visibility: 'public',
      text: `${text}\n${companies[desk.locale].signature}`,
      seenThreadVersion: row.threadVersion,
    },
  });
  await until(async () => {
    const { outbound } = await call(desk, 'readCase', { params: { id: caseId } });
    return outbound.find(({ id, state }) => id === sent.id && state === 'sent');
  }, `the answer "${text}" to be sent`);
}

/** Waits until the customer has said `count` things in the case. */
async function answered(desk: Desk, caseId: string, count: number): Promise<void> {
  await until(async () => {
    const { posts } = await call(desk, 'readCase', { params: { id: caseId } });
    return posts.filter((post) => post.accountId === null).length >= count ? true : undefined;
  }, `${count} posts of the customer in the case`);
}

async function tellPublicCase(
  desk: Desk,
  accountId: string,
  entry: LedgerEntryView,
  { publicStory }: Company,
): Promise<string> {
  const { id: caseId } = await speak(desk, entry);
  for (const [index, text] of publicStory.answers.entries()) {
    await reply(desk, { caseId, accountId, text });
    await answered(desk, caseId, index + 2);
  }
  await call(desk, 'addNote', { params: { id: caseId }, body: { text: publicStory.note } });
  return caseId;
}

async function tellDmCase(
  desk: Desk,
  accountId: string,
  entry: LedgerEntryView,
  { dmStory }: Company,
): Promise<string> {
  const { id: caseId } = await speak(desk, entry);
  await reply(desk, { caseId, accountId, text: dmStory.invitation });
  await until(async () => {
    const { posts } = await call(desk, 'readCase', { params: { id: caseId } });
    return posts.find((post) => post.visibility === 'dm');
  }, 'the direct message');
  return caseId;
}

/** Who waits came in over the last hours, as on an ordinary day, and not within one minute. */
async function callWaitingOnes(desk: Desk, db: Kysely<Database>): Promise<void> {
  const session = await call(desk, 'readSession');
  const { rows } = await call(desk, 'listCandidates', { query: { limit: 100 } });
  await inWorkspace(db, session.workspace?.id ?? '', async (trx) => {
    for (const [index, { post }] of rows.entries()) {
      const minutes = Math.round(2 + index * 4 + index ** 2);
      await sql`update post set created_at = created_at - make_interval(mins => ${minutes}) where id = ${post.id}`.execute(
        trx,
      );
      await sql`update practice_post set created_at = created_at - make_interval(mins => ${minutes}) where id::text = ${post.nativeId}`.execute(
        trx,
      );
    }
  });
}
