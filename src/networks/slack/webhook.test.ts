// Calls are checked as Slack's own document shows it, and what is not of now or not whole is refused.
import { Buffer } from 'node:buffer';
import { expect, test } from 'vitest';
import { AppError } from '../../domain/errors.ts';
import { receive, sign } from './webhook.ts';

/** The example of docs.slack.dev/authentication/verifying-requests-from-slack. */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';
const AT = '1531420618';
const EXAMPLE =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

test('the signature is the one that Slack’s document shows', () => {
  expect(sign(SECRET, AT, Buffer.from(EXAMPLE))).toBe(
    'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  );
});

const account = { nativeId: 'U07SUPPORT1', secrets: { signingSecret: SECRET, teamId: 'T1' } };
const body = Buffer.from(JSON.stringify({ type: 'url_verification', challenge: 'abc' }));
const call = (signature: string, timestamp = AT) => ({
  headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp },
  body,
});
const codeOf = (act: () => unknown): string => {
  try {
    act();
    return 'taken';
  } catch (error) {
    return error instanceof AppError ? error.code : 'thrown';
  }
};

test('it holds for five minutes before and after, and for no other time or secret', () => {
  const right = call(sign(SECRET, AT, body));
  const nowMs = Number(AT) * 1_000;
  expect(receive(account, right, nowMs).answer).toBe('abc');
  for (const offMs of [-300_000, 300_000]) expect(receive(account, right, nowMs + offMs).answer).toBe('abc');
  const refused = [
    () => receive(account, right, nowMs + 300_001),
    () => receive(account, right, nowMs - 300_001),
    () => receive(account, call(sign('other', AT, body)), nowMs),
    () => receive(account, call(sign(SECRET, `${AT}0`, body), AT), nowMs),
    () => receive(account, call(sign(SECRET, 'NaN', body), 'NaN'), nowMs),
    () => receive({ ...account, secrets: {} }, call(sign('', AT, body)), nowMs),
  ];
  expect(refused.map(codeOf)).toEqual(refused.map(() => 'sign_in_failed'));
});
