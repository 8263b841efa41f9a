// Airbnb Help once more, where its guests are: a comment on Instagram goes on in a message, and another guest writes on LINE.
import { afterAll, expect, test } from 'vitest';
import { call, setUpCompany } from '../e2e/support/api.ts';
import { programStage, type Desk } from '../e2e/support/stage.ts';
import { closeCase, conversation, heard, openCandidate, reply, speak } from '../e2e/support/work.ts';
import { startInstagram, type FakeInstagram } from '../servers/instagram.ts';
import { startLine, type FakeLine } from '../servers/line.ts';
import { caseIdOn, expectAnsweredInLedger, expectMeasured, setHours } from './support/case-checks.ts';

let instagram: FakeInstagram;
let line: FakeLine;
const stage = programStage(async () => {
  [instagram, line] = await Promise.all([startInstagram(), startLine()]);
  return {
    KIZUKI_ALLOW_ADDRESSES: '127.0.0.1',
    KIZUKI_INSTAGRAM_API_URL: instagram.url,
    KIZUKI_LINE_API_URL: line.url,
  };
});
afterAll(async () => {
  await Promise.all([instagram.close(), line.close()]);
});

const comment = 'my host cancelled two days before and I am charged twice for the same night';
const invitation = 'We are sorry about the night and the charge. Please tell us here which booking it is.';
const booking = 'booking HMX4711, the card shows 180 euros twice';
const refund = 'Thank you. One of the two goes back to the card today.';
const onLine = 'I cannot open the door of the flat, the code does not work';
const code = 'We are sorry that you stand outside. Please tell us the name of the street.';
const street = 'Kanda street, the second floor';
const opened = 'Thank you. The host is told, and sends a new code to your phone now.';

/** Connects an account and answers where its network is to call. */
async function connect(desk: Desk, network: string, fields: Record<string, string>): Promise<string> {
  const { id } = await call(desk, 'connectAccount', { body: { network, fields } });
  const { address } = await call(desk, 'readAccountStanding', { params: { id } });
  return new URL(new URL(address ?? '').pathname, desk.url).href;
}

test('a comment goes on in a message as one case, and who writes on LINE is answered there', async () => {
  const startedMs = Date.now();
  const desk = await stage().desk();
  await setUpCompany(desk, { company: 'Airbnb Help', products: [{ name: 'Airbnb' }], undoSeconds: 0 });
  await setHours(desk, 'never');
  instagram.webhookUrl = await connect(desk, 'instagram', {
    access_token: instagram.store.accessToken,
    app_secret: instagram.store.appSecret,
  });
  line.webhookUrl = await connect(desk, 'line', {
    channel_access_token: line.store.accessToken,
    channel_secret: line.store.channelSecret,
  });
  const mina = instagram.store.addPerson('mina.travels', 'Mina');
  const ken = line.store.addPerson('Ken', 'en');
  await desk.page.goto('/candidates');

  const post = instagram.store.post(null, 'Autumn in the mountains');
  const said = instagram.store.comment(mina, comment, { media: post.id });
  expect(await instagram.tellComment(said)).toBe(200);
  await openCandidate(desk, comment);
  await speak(desk);
  const caseId = caseIdOn(desk);
  await reply(desk, 'dm', invitation);
  expect(await instagram.tell(instagram.store.write(mina, booking))).toBe(200);
  await heard(desk, booking);
  expect(caseIdOn(desk)).toBe(caseId);
  await reply(desk, 'dm', refund);
  await closeCase(desk, 'solved');
  await expect.poll(() => conversation(desk).getByRole('article').count(), { timeout: 15_000 }).toBe(4);

  expect(await line.call([line.store.write(ken, { type: 'text', text: onLine })])).toBe(200);
  await openCandidate(desk, onLine);
  await speak(desk);
  await reply(desk, 'dm', code);
  expect(await line.call([line.store.write(ken, { type: 'text', text: street })])).toBe(200);
  await heard(desk, street);
  await reply(desk, 'dm', opened);
  await closeCase(desk, 'solved');

  // On the networks: nothing in public, one private message for the comment, and each answer once.
  expect(instagram.store.comments.map(({ text }) => text)).toEqual([comment]);
  expect(instagram.store.messages.map(({ text, isOurs }) => [text, isOurs])).toEqual([
    [invitation, true],
    [booking, false],
    [refund, true],
  ]);
  expect(line.store.said.filter(({ by }) => by === null).map(({ text }) => text)).toEqual([code, opened]);
  expect([...instagram.violations, ...(line.violations ?? [])]).toEqual([]);
  const withinMs = Date.now() - startedMs + 1_000;
  await expectMeasured(desk, caseId, { outcome: 'solved', hours: 'never', withinMs });
  await expectAnsweredInLedger(desk, [comment, booking, onLine, street]);
  expect(stage().complaints).toEqual([]);
});
