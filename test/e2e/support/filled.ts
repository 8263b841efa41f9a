// A company in the middle of a working day, on the practice network: something of everything that a page can show.
import { call, password, setUpCompany } from './api.ts';
import type { Desk } from './stage.ts';
import { until } from './until.ts';

export interface Filled {
  email: string;
  password: string;
  candidateId: string;
  publicCaseId: string;
  dmCaseId: string;
  closedCaseId: string;
  monitorId: string;
  inviteUrl: string;
}

/** Fills a workspace through the API, as the owner at a desk. */
export async function fillCompany(desk: Desk): Promise<Filled> {
  const { brandId } = await setUpCompany(desk, {
    company: 'Minamo',
    products: [{ name: 'Aoba Router', aliases: ['aoba', 'あおば'], lookalikes: ['aoba park'] }],
  });
  const { accountId } = await call(desk, 'joinPractice', { body: { brandId, handle: 'minamo_support' } });
  await call(desk, 'changePracticeStage', { body: { pace: 'off' } });
  const invite = await call(desk, 'createInvite', { body: { email: 'new@acme.example', role: 'agent' } });
  await call(desk, 'createToken', { body: { name: 'Reports', role: 'viewer' } });
  await call(desk, 'createMonitor', {
    body: { name: 'Rivals', query: '(tplink OR "other router") -sale', active: false },
  });

  const texts = [
    'my aoba drops the line every evening https://example.com/log',
    'あおばルーターの設定がぜんぜんわからない。誰か助けて',
    'aoba: the app will not let me in any more',
    'あおば、赤いランプがずっと点いてる',
    'is aoba on sale anywhere?',
    'aoba was fine until the update',
  ];
  const said = new Map<string, string>();
  for (const [index, text] of texts.entries()) {
    const post = await call(desk, 'postAsCustomer', { body: { name: `Customer ${index + 1}`, text } });
    said.set(text, post.id);
  }
  const dm = await call(desk, 'postAsCustomer', {
    body: { name: 'Customer 7', text: 'the serial number is 4711-X', visibility: 'dm' },
  });
  said.set(dm.text, dm.id);
  const rows = await waitForAll(desk, [...said.keys()]);
  const idOf = (text: string): string => rows.get(text) ?? '';

  const speak = async (text: string): Promise<string> => {
    const body = { choice: 'speak' } as const;
    const decided = await call(desk, 'decide', { params: { id: idOf(text) }, body });
    return decided.case?.id ?? '';
  };
  const reply = async (caseId: string, text: string, visibility: 'public' | 'dm'): Promise<void> => {
    const { case: row, posts } = await call(desk, 'readCase', { params: { id: caseId } });
    await call(desk, 'sendReply', {
      params: { id: caseId },
      body: {
        accountId,
        replyToPostId: posts.at(-1)?.id ?? '',
        visibility,
        text,
        seenThreadVersion: row.threadVersion,
      },
    });
  };
  const [first = '', second = '', third = '', fourth = '', fifth = ''] = texts;
  const publicCaseId = await speak(first);
  await reply(publicCaseId, 'Sorry about that. Which lamp is on when it drops?', 'public');
  await call(desk, 'addNote', { params: { id: publicCaseId }, body: { text: 'Same street as yesterday.' } });
  const dmCaseId = await speak(dm.text);
  await reply(dmCaseId, 'Thank you, a new one is on its way.', 'dm');
  const closedCaseId = await speak(third);
  await reply(closedCaseId, 'You can set a new password here: https://example.com/help', 'public');
  await call(desk, 'assignCase', { params: { id: await speak(fourth) }, body: { assigneeId: null } });
  const silent = { choice: 'silent', reason: 'not_about_us', note: '' } as const;
  await call(desk, 'decide', { params: { id: idOf(fifth) }, body: silent });
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  await call(desk, 'decide', { params: { id: idOf(second) }, body: { choice: 'later', until: inAnHour } });
  await until(async () => {
    const { rows: out } = await call(desk, 'listOutbound', { query: { state: 'sent' } });
    return out.length === 3 ? out : undefined;
  }, 'the answers to be sent');
  await call(desk, 'closeCase', { params: { id: closedCaseId }, body: { outcome: 'solved' } });
  const monitors = await call(desk, 'listMonitors');
  return {
    email: 'owner@acme.example',
    password,
    candidateId: idOf(texts[5] ?? ''),
    publicCaseId,
    dmCaseId,
    closedCaseId,
    monitorId: monitors.rows[0]?.id ?? '',
    inviteUrl: invite.url,
  };
}

/** Waits until these posts stand in the ledger; answers their ids by their words. */
async function waitForAll(desk: Desk, texts: readonly string[]): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  await until(async () => {
    const { rows } = await call(desk, 'listLedger', { query: { limit: 100 } });
    for (const { post } of rows) known.set(post.text, post.id);
    return texts.every((text) => known.has(text)) ? true : undefined;
  }, 'the posts to be heard');
  return known;
}
