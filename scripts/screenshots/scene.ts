// Sets the scene of the pictures: a company on the practice network, with fixed seeds, so that the same people say the same.
import type { Kysely } from 'kysely';
import type { CaseRow, LedgerEntryView } from '../../src/contract/views.ts';
import { judgementKinds } from '../../src/domain/judgement/correction.ts';
import type { Database } from '../../src/storage/tables.ts';
import { call, joinTeam, setUpCompany } from '../../test/e2e/support/api.ts';
import type { Desk } from '../../test/e2e/support/stage.ts';
import { until } from '../../test/e2e/support/until.ts';
import { companies, type Company } from './company.ts';
import { makeHoursOfMinutes } from './hours.ts';
import { furnish, keepSnippets, setHours } from './office.ts';
import { practise } from './session.ts';
import { nothingByItself, openStage, type Stage } from './stage.ts';
import type { Empty } from './start.ts';

export interface Scene {
  email: string;
  candidateId: string;
  publicCaseId: string;
  dmCaseId: string;
  /** A ledger entry with a history. */
  settledId: string;
  monitorId: string;
  /** A practice session that is over. */
  sessionId: string;
  /** Where somebody who was invited makes their account. */
  invite: string;
  /** Who wrote the DM, by the name they go by on the practice network. */
  dmCustomer: string;
}

/** Story time runs this much faster, so that answers come at once. */
const speed = 120;

/** Plays it through; `newDesk` gives a further browser for each member of the team. */
export async function setScene(
  desk: Desk,
  newDesk: () => Promise<Desk>,
  { db, shiftMs }: Empty,
): Promise<Scene> {
  const startMs = Date.now();
  const company = companies[desk.locale];
  const { stage, accountId, workspaceId } = await openOffice(desk, newDesk, db, company);
  // Said between the stories, as on an ordinary day, and not within one minute.
  const asides = [...company.asides];
  const say = async (): Promise<void> => {
    const aside = asides.shift();
    if (aside !== undefined) await stage.say(aside);
  };
  await say();
  await say();
  // An answer is slow after an hour of story time, half a minute here: who is answered begins alone.
  const stuck = await stage.first(company.publicStory);
  const beginning = await keepSnippets(desk);
  const publicCaseId = await tellPublicCase(desk, { accountId, beginning }, stuck, company);
  await say();
  const dmCaseId = await tellDmCase(desk, accountId, await stage.play(company.dmStory), company);
  await say();
  await tellClosedCase(desk, accountId, await stage.play(company.closedStory), company);
  for (const [index, story] of company.stories.entries()) {
    if (index % 3 === 1) await say();
    const { post } = await stage.play(story);
    if (!company.silentStories.includes(story.id)) continue;
    const body = { choice: 'silent', reason: 'spam', note: '' } as const;
    await call(desk, 'decide', { params: { id: post.id }, body });
  }
  const candidateId = await until(() => pictured(desk), 'a post with a picture whose author needs somebody');
  // From here on nobody goes on while the pictures are taken.
  await stage.end();
  const learner = await newDesk();
  const agent = company.team.find(({ role }) => role === 'agent');
  await setHours(desk, accountId);
  await furnish(desk, learner, { accountId, email: agent?.email ?? '' });
  await learner.context.close();
  const practising = await newDesk();
  const sessionId = await practise(
    practising,
    company.team.find(({ role }) => role === 'supervisor')?.email ?? '',
  );
  await practising.context.close();
  await call(desk, 'lookAtProfile', { params: { id: accountId } });
  await correctJudgements(desk, company, candidateId);
  await makeHoursOfMinutes(db, { workspaceId, startMs, shiftMs, timeZone: company.timeZone });
  const monitors = await call(desk, 'listMonitors');
  await call(desk, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 10, undoDmSeconds: 5 } } });
  const invite = await call(desk, 'createInvite', { body: { email: '', role: 'agent' } });
  const { case: dmCase } = await call(desk, 'readCase', { params: { id: dmCaseId } });
  return {
    email: company.email,
    candidateId,
    publicCaseId,
    dmCaseId,
    settledId: stuck.post.id,
    monitorId: monitors.rows.find(({ name }) => name === company.products[0]?.name)?.id ?? '',
    dmCustomer: dmCase.identity.displayName,
    sessionId,
    invite: new URL(invite.url).pathname,
  };
}

interface Office {
  stage: Stage;
  accountId: string;
  workspaceId: string;
}

/** The company, its team and its account. */
async function openOffice(
  desk: Desk,
  newDesk: () => Promise<Desk>,
  db: Kysely<Database>,
  company: Company,
): Promise<Office> {
  const { name, publicStory, owner, email, timeZone, signature } = company;
  const products = company.products.map((product) => ({ ...product, aliases: [...product.aliases] }));
  // Joining lets a story begin, about what there is by then: the one that becomes a case in public.
  const isIts = (product: { name: string }): boolean => product.name === publicStory.product;
  const about = { owner, email, timeZone, company: name };
  const { brandId } = await setUpCompany(desk, { ...about, products: products.filter(isIts) });
  const { user, workspace } = await call(desk, 'readSession');
  await call(desk, 'changeMember', { params: { userId: user.id }, body: { signature, onShift: true } });
  await hireTeam(desk, newDesk, company);
  await call(desk, 'changePracticeStage', { body: { languages: [desk.locale] } });
  const workspaceId = workspace?.id ?? '';
  await nothingByItself(db, workspaceId);
  const { accountId } = await call(desk, 'joinPractice', { body: { brandId, handle: company.handle } });
  await call(desk, 'changePracticeStage', { body: { pace: 'off', speed } });
  for (const product of products.filter((each) => !isIts(each))) {
    await call(desk, 'createProduct', { body: { brandId, ...product, monitor: true } });
  }
  return {
    stage: await openStage(desk, db, { workspaceId, aside: company.silentStories }),
    accountId,
    workspaceId,
  };
}

/** Who shows a picture of what is wrong, once they have come; whoever is pleased needs nobody. */
async function pictured(desk: Desk): Promise<string | undefined> {
  const { rows } = await call(desk, 'listCandidates', { query: { limit: 50 } });
  return rows.find(({ priority, post }) => priority > 1 && post.media.length > 0)?.post.id;
}

/** Fewer than a version would be made from by itself in the middle of the pictures. */
const confirmed = 40;

/** The team says of what it sees that it is right, but for a few: nothing changes but those and the figures on the page of judgement. */
async function correctJudgements(desk: Desk, { corrections }: Company, candidateId: string): Promise<void> {
  const { rows } = await call(desk, 'listLedger', { query: { limit: 50 } });
  // Of what is in a case, and of the candidate, the pictures show one post from near: nobody has confirmed what it was taken for.
  const said = rows.flatMap(({ post, caseId, judgements }) =>
    (caseId === null && post.deletedAt === null && post.id !== candidateId ? judgements : []).flatMap(
      ({ kind, value }) => {
        const known = judgementKinds.find((one) => one === kind);
        if (known === undefined) return [];
        const wrong = corrections.find((one) => one.kind === known && post.text.includes(one.of));
        return [{ params: { id: post.id, kind: known }, body: { value: wrong?.value ?? value } }];
      },
    ),
  );
  for (const input of said.slice(0, confirmed)) await call(desk, 'correctJudgement', input);
}

async function hireTeam(desk: Desk, newDesk: () => Promise<Desk>, { team }: Company): Promise<void> {
  for (const { name, email, role, signature, onShift } of team) {
    const own = await newDesk();
    const session = await joinTeam(desk, own, { name, role, email });
    const languages = [desk.locale];
    const params = { userId: session.user.id };
    await call(desk, 'changeMember', { params, body: { signature, onShift, languages } });
    await own.context.close();
  }
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
  /** The snippet that the text began as. */
  beginning?: string;
}

/** Answers the newest post of the customer, and waits until it is out. */
async function reply(desk: Desk, { caseId, accountId, text, beginning }: Writing): Promise<void> {
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
      begunWith: beginning === undefined ? [] : [{ kind: 'snippet', id: beginning }],
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
  { accountId, beginning }: { accountId: string; beginning: string },
  entry: LedgerEntryView,
  { publicStory }: Company,
): Promise<string> {
  const { id: caseId } = await speak(desk, entry);
  for (const [index, text] of publicStory.answers.entries()) {
    await reply(desk, { caseId, accountId, text, ...(index === 0 ? { beginning } : {}) });
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

async function tellClosedCase(
  desk: Desk,
  accountId: string,
  entry: LedgerEntryView,
  { closedStory }: Company,
): Promise<void> {
  const { id: caseId } = await speak(desk, entry);
  await reply(desk, { caseId, accountId, text: closedStory.answer });
  await answered(desk, caseId, 2);
  await call(desk, 'closeCase', { params: { id: caseId }, body: { outcome: 'thanked' } });
}
