// Several people and several tabs at one case: presence, stale sends, drafts and undo that survive the tab they began in.
import { beforeAll, describe, expect, test } from 'vitest';
import { call, joinTeam } from './support/api.ts';
import { answersTo, ask, openCase, setUpPractice } from './support/asked.ts';
import { programStage, type Desk } from './support/stage.ts';
import { button, conversation, draft, heard, ours, reply, sendButton } from './support/work.ts';

const stage = programStage();
let olga: Desk;
let ken: Desk;
/** Noise of a shared machine must not fail what is usually far quicker; the figures are printed. */
const slack = 15;

beforeAll(async () => {
  olga = await stage().desk();
  ken = await stage().desk();
  await setUpPractice(olga);
  await joinTeam(olga, ken, { name: 'Ken', role: 'agent' });
});

const field = ({ page, t }: Desk) => page.getByRole('textbox', { name: t('composer.label.public') });

describe('two agents at one case', () => {
  test('each sees within a second that the other is here, and that they write', async () => {
    const question = await ask(olga, 'aoba router: who is here?');
    await openCase(olga, question);
    await ken.page.goto('/cases?view=open');
    const link = ken.page.getByRole('link').filter({ hasText: 'who is here?' }).first();
    await link.waitFor();
    let startMs = Date.now();
    await link.click();
    await olga.page
      .getByText(olga.t('presence.viewing', { names: 'Ken' }))
      .last()
      .waitFor();
    const viewingMs = Date.now() - startMs;
    await conversation(ken).waitFor();
    startMs = Date.now();
    await field(ken).press('H');
    await olga.page.getByText(olga.t('presence.typing', { names: 'Ken' })).waitFor();
    const typingMs = Date.now() - startMs;
    console.log(`Presence: viewing after ${viewingMs} ms, writing after ${typingMs} ms.`);
    expect(viewingMs).toBeLessThan(1000 * slack);
    expect(typingMs).toBeLessThan(1000 * slack);
    await field(ken).fill('');
  });

  test('a send against a thread that moved on is refused and shows what is new', async () => {
    const question = await ask(olga, 'aoba router: the lamp is red, what now?');
    // Olga's screen hears nothing of what happens from here on, as after a break of the connection.
    await olga.page.route('**/api/live*', (route) => route.abort());
    await openCase(olga, question);
    await draft(olga, 'public', 'Please press the button at the back for ten seconds.');

    await openCase(ken, question);
    await reply(ken, 'public', 'Is the lamp blinking, or red all the time?');

    await sendButton(olga, 'public').click();
    const dialog = olga.page.getByRole('dialog', { name: olga.t('stale.title') });
    await dialog.getByText('Is the lamp blinking, or red all the time?').waitFor();
    await dialog.getByRole('button', { name: olga.t('stale.edit') }).click();
    expect(await field(olga).inputValue()).toBe('Please press the button at the back for ten seconds.');
    expect(await answersTo(olga, question)).toHaveLength(1);
    await olga.page.unroute('**/api/live*');
  });

  test('what comes while one writes is shown before it is sent', async () => {
    const question = await ask(olga, 'aoba router: no internet since lunch');
    await openCase(olga, question);
    await draft(olga, 'public', 'Could you tell us the model?');
    const body = { name: question.name, text: 'ah, it works again!', replyTo: question.nativeId };
    await call(olga, 'postAsCustomer', { body });
    await heard(olga, 'ah, it works again!');
    await sendButton(olga, 'public').click();
    const dialog = olga.page.getByRole('dialog', { name: olga.t('stale.title') });
    await dialog.getByText('ah, it works again!').waitFor();
    await dialog.getByRole('button', { name: olga.t('stale.edit') }).click();
    expect(await answersTo(olga, question)).toEqual([]);
  });
});

describe('what outlives its tab', () => {
  test('a draft loses at most a word when its tab is killed, and is on other devices soon', async () => {
    const question = await ask(olga, 'aoba router: a long answer please');
    await openCase(olga, question);
    const text = 'We looked at the log of your router and the newest version mends exactly this fault';
    await field(olga).pressSequentially(text, { delay: 15 });
    // What was typed is kept within 300 ms; a tab that crashes says nothing before it goes.
    // The page's own clock: a page that is behind is not behind its own time.
    await olga.page.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    const killer = await olga.context.newCDPSession(olga.page);
    await Promise.race([olga.page.waitForEvent('crash'), killer.send('Page.crash').catch(() => undefined)]);
    const again = await olga.context.newPage();
    await olga.page.close();
    olga = { ...olga, page: again };
    await openCase(olga, question);
    const lastWord = text.lastIndexOf(' ');
    await expect.poll(() => field(olga).inputValue()).toContain(text.slice(0, lastWord));

    await olga.page.getByText(olga.t('draft.everywhere')).waitFor();
    const elsewhere = await stage().desk();
    await call(elsewhere, 'signIn', {
      body: { email: 'owner@acme.example', password: 'a long phrase for tests' },
    });
    await openCase(elsewhere, question);
    await expect.poll(() => field(elsewhere).inputValue()).toBe(await field(olga).inputValue());
    await elsewhere.context.close();
  });

  test('a reply goes on being kept while a note is added', async () => {
    const question = await ask(olga, 'aoba router: two things at once');
    await openCase(olga, question);
    await draft(olga, 'public', 'Half an answer');
    await draft(olga, 'note', 'Called before.');
    await sendButton(olga, 'note').click();
    await heard(olga, 'Called before.');
    const kept = async () =>
      (await call(olga, 'readCase', { params: { id: question.caseId } })).draft?.text ?? null;
    await expect.poll(kept).toBe('Half an answer');
  });

  test('a send can still be undone after its tab was closed', async () => {
    await call(olga, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 120 } } });
    const question = await ask(olga, 'aoba router: undo this');
    await openCase(olga, question);
    const text = 'This was meant for somebody else.';
    await draft(olga, 'public', text);
    await sendButton(olga, 'public').click();
    await ours(olga, text).waitFor();
    const again = await olga.context.newPage();
    await olga.page.close();
    olga = { ...olga, page: again };
    await openCase(olga, question);
    await button(olga, olga.t('undo.action')).click();
    await expect.poll(() => field(olga).inputValue()).toBe(text);
    const { rows } = await call(olga, 'listOutbound', { query: { state: 'cancelled' } });
    expect(rows.map((row) => row.text)).toEqual([text]);
    expect(await answersTo(olga, question)).toEqual([]);
    await call(olga, 'changeWorkspace', { body: { settings: { undoPublicSeconds: 1 } } });
  });
});
