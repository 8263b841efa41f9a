// The public pages of a contact form over HTTP: what they take, what they refuse without losing it, and what they never give away.
import { createHash } from 'node:crypto';
import type { LightMyRequestResponse } from 'fastify';
import { expect, test } from 'vitest';
import { inWorkspace } from '../../../src/storage/database.ts';
import { createFormStore } from '../../../src/storage/webform-words.ts';
import { newId } from './support.ts';
import {
  accountId,
  clockMs,
  database,
  fromElsewhere,
  get,
  kept,
  later,
  owner,
  path,
  post,
  server,
  stampIn,
  write,
  type Fields,
} from './form-visitor.ts';

test('the form is in the visitor’s language, and may do nothing but send', async () => {
  const page = await get(path, { 'accept-language': 'en-GB,en;q=0.9,ja;q=0.8' });
  expect(page.body).toContain('<html lang="en">');
  expect((await get(path, { 'accept-language': 'ja-JP' })).body).toContain('<html lang="ja">');
  expect((await get(`${path}?lang=ja`, { 'accept-language': 'en' })).body).toContain('<html lang="ja">');
  expect(page.body).toContain('Minamo &lt;b&gt;&amp;&quot;');
  expect(page.body).not.toMatch(/<script|<b>&|https?:\/\//);
  expect(page.headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'x-frame-options': 'SAMEORIGIN',
  });
  expect(page.headers['set-cookie']).toBeUndefined();
  const policy = String(page.headers['content-security-policy']);
  expect(policy).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; form-action 'self'; base-uri 'none'; /,
  );
  expect(policy).toContain("frame-ancestors 'none'");
  // The policy allows the style as it stands in the page, to the last space.
  const style = /<style>([\s\S]*?)<\/style>/u.exec(page.body)?.[1] ?? '';
  expect(policy).toContain(`'sha256-${createHash('sha256').update(style).digest('base64')}'`);
});

test('only sites that the team listed may show it', async () => {
  const { rows } = await owner.do<{ rows: { id: string; accountId: string | null }[] }>('GET', '/sources');
  const id = rows.find((row) => row.accountId === accountId)?.id ?? '';
  const config = {
    origins: `https://shop.example, https://a.example:8443/, https://x.example; script-src *, javascript:alert(1), *`,
    days: '30',
  };
  await owner.do('PATCH', `/sources/${id}`, { body: { config }, ifMatch: '*' });
  const page = await get(path);
  expect(page.headers['x-frame-options']).toBeUndefined();
  expect(String(page.headers['content-security-policy'])).toMatch(
    /frame-ancestors https:\/\/shop\.example https:\/\/a\.example:8443$/,
  );
});

test('what is written is kept once, shown on a private page, and nothing of it is markup', async () => {
  const before = await kept();
  const stamp = stampIn(await get(path));
  later(10);
  const text = `<script>alert('x')</script>\r\n"><img src=x onerror=alert(1)> javascript:alert(1) https://example.com/a?b=1&c=2`;
  const fields = {
    stamp,
    lang: 'en',
    text,
    name: `Mika\r\nX-Evil: 1`,
    email: 'mika@example.com',
    reference: `"'><b>`,
  };
  const [first, again] = [await post(path, fields), await post(path, fields)];
  expect(first.statusCode).toBe(303);
  expect(again.headers.location).toBe(first.headers.location);
  expect(await kept()).toBe(before + 1);
  // Back, and something else written: that is another message.
  expect((await post(path, { ...fields, text: 'And more' })).headers.location).not.toBe(
    first.headers.location,
  );
  const page = await get(String(first.headers.location));
  expect(page.body).toContain('&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;\n&quot;&gt;&lt;img src=x');
  expect(page.body).not.toMatch(/<script|<img/);
  expect(page.body.match(/href="(?!\/form\/)[^"]*"/g)).toEqual(['href="https://example.com/a?b=1&amp;c=2"']);
  const [delivery] = await inWorkspace(database().db, owner.workspaceId, (trx) =>
    trx.selectFrom('webhook_delivery').select('body').orderBy('seq').limit(1).execute(),
  );
  expect(JSON.parse(delivery?.body ?? '')).toMatchObject({
    name: 'Mika X-Evil: 1',
    email: 'mika@example.com',
  });
});

test('nothing is lost by what is refused: what was entered stands there again', async () => {
  const before = await kept();
  const shown = await get(path);
  const stamp = stampIn(shown);
  const text = '赤いランプが消えません';
  const refused = async (fields: Fields, status = 422): Promise<LightMyRequestResponse> => {
    const answer = await post(path, { stamp, lang: 'ja', text, ...fields });
    expect(answer.statusCode).toBe(status);
    if (text === (fields['text'] ?? text)) expect(answer.body).toContain(text);
    expect(answer.body).toContain('まだ送信されていません');
    expect(await kept()).toBe(before);
    return answer;
  };
  later(0.5);
  const quick = await refused({});
  expect(stampIn(quick)).toBe(stamp);
  later(10);
  await refused({ text: ' \n ' });
  await refused({ text: 'あ'.repeat(5_001) });
  await refused({ email: 'mika' });
  await refused({ email: 'a@b.example\r\nbcc: c@d.example' });
  await refused({ name: 'x'.repeat(101) });
  await refused({ homepage: 'https://spam.example' });
  for (const wrong of ['', 'x', `${stamp}x`, stamp.replace(/^\w+/, 'zzz'), `${stamp}.x`])
    await refused({ stamp: wrong });
  later(25 * 60 * 60);
  const stale = await refused({});
  expect(stampIn(stale)).not.toBe(stamp);
  later(5);
  expect((await post(path, { stamp: stampIn(stale), lang: 'ja', text })).statusCode).toBe(303);
  expect(await kept()).toBe(before + 1);
});

test('a stamp is for its own page only', async () => {
  const talk = await write({ text: 'はじめ' });
  const other = await write({ text: '別の人' });
  const stamp = stampIn(await get(other));
  later(10);
  const before = await kept();
  expect((await post(talk, { stamp, lang: 'ja', do: 'say', text: '続き' })).statusCode).toBe(422);
  expect((await post(path, { stamp, lang: 'ja', text: '続き' })).statusCode).toBe(422);
  expect(await kept()).toBe(before);
});

test('who sends too much is asked to wait, with what was written kept on the page', async () => {
  const stamps: string[] = [];
  for (let n = 0; n < 26; n += 1) stamps.push(stampIn(await get(path)));
  const stampFor = (n: number): string => stamps[Math.floor(n / 5)] ?? '';
  later(10);
  const statuses: number[] = [];
  for (let n = 0; n < 21; n += 1) {
    const answer = await post(path, { stamp: stampFor(n), lang: 'en', text: `again ${n}` });
    statuses.push(answer.statusCode);
    if (n === 20) expect(answer.body).toContain('again 20');
  }
  expect(statuses).toEqual([...Array<number>(20).fill(303), 429]);
  fromElsewhere();
  expect((await post(path, { stamp: stampFor(20), lang: 'en', text: 'somebody else' })).statusCode).toBe(303);
  // Another network of the same site each time.
  const sent = new Map<number, number>();
  for (let n = 0; n < 102; n += 1) {
    const from = `2001:db8:77:${n.toString(16)}::1`;
    const { statusCode } = await post(path, { stamp: stampFor(21 + n), lang: 'en', text: `site ${n}` }, from);
    sent.set(statusCode, (sent.get(statusCode) ?? 0) + 1);
  }
  expect([...sent]).toEqual([
    [303, 100],
    [429, 2],
  ]);
});

test('a stamp is good for what is sent and mended, and not for a program that keeps it', async () => {
  const stamp = stampIn(await get(path));
  later(10);
  for (let n = 0; n < 5; n += 1)
    expect((await post(path, { stamp, lang: 'ja', text: `直し ${n}` })).statusCode).toBe(303);
  const refused = await post(path, { stamp, lang: 'ja', text: '六つめ' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('六つめ');
  later(10);
  expect((await post(path, { stamp: stampIn(refused), lang: 'ja', text: '六つめ' })).statusCode).toBe(303);
});

test('bodies that are too large or no form leave nothing', async () => {
  const before = await kept();
  expect((await post(path, { text: 'x'.repeat(70_000) })).statusCode).toBe(413);
  const json = await server.app.inject({ method: 'POST', url: path, payload: { text: 'x' } });
  expect(json.statusCode).toBe(400);
  expect(json.headers['content-type']).toContain('text/html');
  expect((await post(path, {})).statusCode).toBe(422);
  expect(await kept()).toBe(before);
});

test('an address that is wrong anywhere says the same as one that never was', async () => {
  const talk = await write({ text: 'ひみつ' });
  const nowhere = await get(`/form/${'A'.repeat(43)}`);
  expect(nowhere.statusCode).toBe(404);
  const flip = (url: string, at: number): string => {
    const end = url.at(at) === 'A' ? 'B' : 'A';
    return url.slice(0, at) + end + url.slice(at === -1 ? url.length : at + 1);
  };
  const wrong = [
    `/form/${'A'.repeat(42)}`,
    '/form/x',
    `/form/${encodeURIComponent('../../etc/passwd')}`,
    flip(path, -5),
    flip(path, 10),
    flip(talk, -5),
    talk.slice(0, -1),
    `${talk}AAAA`,
    flip(talk, path.length + 3),
    `${path}/${'A'.repeat(64)}`,
  ];
  for (const url of wrong) {
    const answer = await get(url);
    expect([url, answer.statusCode]).toEqual([url, 404]);
    expect(answer.body).toBe(nowhere.body);
    expect((await post(url, { text: 'x' })).statusCode).toBe(404);
  }
});

test('a conversation goes on, runs out, and is erased by who began it', async () => {
  const talk = await write({ text: '一つめ' });
  const say = async (text: string): Promise<LightMyRequestResponse> =>
    post(talk, { stamp: stampIn(await get(talk)), lang: 'ja', do: 'say', text });
  expect((await say('二つめ')).statusCode).toBe(303);
  const talkId = Buffer.from(talk.split('/').at(-1) ?? '', 'base64url')
    .subarray(0, 16)
    .toString('hex');
  const store = createFormStore(database().db, { newId });
  const uuid = talkId.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const answer = {
    accountId,
    talkId: uuid,
    replyTo: '',
    key: 'k',
    text: '<b>回答</b>',
    at: new Date(clockMs).toISOString(),
  };
  await store.answer(owner.workspaceId, answer);
  const page = await get(talk);
  for (const text of ['一つめ', '二つめ', '&lt;b&gt;回答&lt;/b&gt;']) expect(page.body).toContain(text);
  // Without the tick nothing is erased.
  const stamp = stampIn(page);
  expect((await post(talk, { stamp, lang: 'ja', do: 'erase' })).statusCode).toBe(422);
  expect((await get(talk)).statusCode).toBe(200);
  const erased = await post(talk, { stamp, lang: 'ja', do: 'erase', sure: 'yes' });
  expect(erased.statusCode).toBe(200);
  expect((await get(talk)).statusCode).toBe(404);
  const other = await write({ text: '期限' });
  later(31 * 24 * 60 * 60);
  expect((await get(other)).statusCode).toBe(404);
});

test('nothing of addresses, names or words is written to the log', async () => {
  const talk = await write({ text: 'ログに出ない言葉', email: 'unlogged@example.com' });
  await get(talk);
  const log = JSON.stringify(server.log);
  for (const secret of ['ログに出ない言葉', 'unlogged', talk.split('/').at(-1) ?? ''])
    expect(log).not.toContain(secret);
});

test('a form that was disconnected is gone, and so are its conversations', async () => {
  const talk = await write({ text: 'さようなら' });
  // Back to now: the owner's session did not come along.
  server.clock.nowMs = null;
  await owner.do('DELETE', `/accounts/${accountId}`);
  expect((await get(path)).statusCode).toBe(404);
  expect((await get(talk)).statusCode).toBe(404);
});
