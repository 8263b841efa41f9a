// Help articles: kept in versions, brought in from a file, offered for what was asked and to nobody else, and counted.
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArticleView } from '../../../src/contract/endpoints/articles.ts';
import type { Suggestions } from '../../../src/contract/endpoints/drafting.ts';
import type { ImportReport } from '../../../src/contract/endpoints/starting-points.ts';
import type { CaseDetail, CaseRow, LedgerEntryView, OutboundView } from '../../../src/contract/views.ts';
import { articleText } from '../../../src/domain/drafting/find-articles.ts';
import { lookAtArticlesDue } from '../../../src/main/article-look.ts';
import { createSafeFetch } from '../../../src/networks/kit/safe-fetch.ts';
import { inWorkspace } from '../../../src/storage/database.ts';
import { testDatabase } from '../../harness/database.ts';
import { closeServer, listen, trackSockets } from '../../servers/kit/http.ts';
import { fill, heardPost, type Ids } from './filled.ts';
import { addPerson, setUpOwner, startServer, type Person, type TestServer } from './support.ts';

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

const login = {
  title: 'Cannot log in',
  url: 'https://help.acme.example/login',
  text: 'What to do when you cannot log in: reset the password, and wait for the confirmation code.',
};
const add = (body: object): Promise<ArticleView> => owner.do('POST', '/articles', { body });
const all = async (): Promise<ArticleView[]> =>
  (await owner.do<{ rows: ArticleView[] }>('GET', '/articles')).rows;
const change = (id: string, body: object): Promise<ArticleView> =>
  owner.do('PUT', `/articles/${id}`, { body, ifMatch: '*' });
const offered = async (caseId: string): Promise<string[]> =>
  (await agent.do<Suggestions>('GET', `/cases/${caseId}/suggestions`)).articles.map(({ url }) => url);

async function asked(text: string): Promise<string> {
  const from = {
    workspaceId: owner.workspaceId,
    id: ids.source,
    network: 'practice',
    accountId: ids.account,
  };
  await server.hear(from, [{ post: heardPost(text) }]);
  const { rows } = await owner.do<{ rows: LedgerEntryView[] }>('GET', '/candidates');
  const post = rows.find((row) => row.post.text === text)?.post.id ?? '';
  const decided = await owner.do<{ case: CaseRow }>('POST', `/candidates/${post}/decision`, {
    body: { choice: 'speak', assigneeId: agent.userId },
  });
  return decided.case.id;
}

describe('an article', () => {
  it('is kept in versions with who changed what, one at an address for the same readers', async () => {
    const made = await add(login);
    expect(made).toMatchObject({ ...login, version: 1, createdBy: { id: owner.userId }, archivedAt: null });
    const again = await owner.call<{ code: string; where: string }>('POST', '/articles', { body: login });
    expect([again.status, again.body.code, again.body.where]).toEqual([409, 'already_exists', 'body.url']);
    await add({ ...login, lang: 'ja', text: 'ログインできないとき' });
    const place = `/articles/${made.id}`;
    const stale = await owner.call('PUT', place, { body: login, ifMatch: 7 });
    expect(stale.status).toBe(412);
    await owner.do('PUT', place, { body: { ...login, title: 'No login' }, ifMatch: 1 });
    await owner.do('PUT', place, { body: { ...login, archived: true }, ifMatch: 2 });
    await owner.do('PUT', place, { body: login, ifMatch: 3 });
    const { versions } = await owner.do<{
      versions: { version: number; title: string; isArchived: boolean }[];
    }>('GET', place);
    expect(versions.map(({ version, title, isArchived }) => [version, title, isArchived])).toEqual([
      [4, login.title, false],
      [3, login.title, true],
      [2, 'No login', false],
      [1, login.title, false],
    ]);
  });

  it('is refused with what is wrong where its address is none, and to who may not change the guideline', async () => {
    for (const url of ['javascript:alert(1)', 'help.acme.example', 'https://a:b@help.acme.example/']) {
      const refused = await owner.call<{ code: string; where: string; detail: string }>('POST', '/articles', {
        body: { ...login, url },
      });
      expect(refused.status).toBe(400);
      expect(JSON.stringify(refused.body)).toContain('begins with http:// or https://');
    }
    const stranger = { ...login, url: 'https://help.acme.example/b', brandId: ids.case };
    expect((await owner.call('POST', '/articles', { body: stranger })).status).toBe(404);
    expect((await agent.call('POST', '/articles', { body: login })).status).toBe(403);
  });

  it('comes in from a file that is looked at first', async () => {
    const text = [
      'title,url,text,brand',
      'Invoices,https://help.acme.example/invoices,"Where an invoice is found, and how its address is changed",Acme',
      'Nowhere,nowhere,What,',
      `Cannot log in at all,${login.url},${login.text.replaceAll(',', '')},`,
    ].join('\r\n');
    const bring = (dryRun: boolean): Promise<ImportReport> =>
      owner.do('POST', '/articles/import', { body: { format: 'csv', text, dryRun } });
    const before = await all();
    const report = {
      added: 1,
      changed: 1,
      same: 0,
      faults: [{ line: 3, code: 'not_allowed', field: 'url', most: null }],
    };
    expect(await bring(true)).toEqual(report);
    expect(await all()).toEqual(before);
    expect(await bring(false)).toEqual(report);
    expect(await bring(true)).toMatchObject({ added: 0, changed: 0, same: 2 });
    expect((await all()).find(({ title }) => title === 'Invoices')?.brandId).toBe(ids.brand);
  });
});

describe('a question', () => {
  let caseId = '';
  let article: ArticleView;

  beforeAll(async () => {
    const found = (await all()).find(({ url, lang }) => url === login.url && lang === null);
    if (found === undefined) throw new Error('the article is not there');
    article = found;
    caseId = await asked('acme: since this morning I cannot log in, the confirmation code does not come');
  });

  it('is offered what answers it, in its language, for its brand, and not what was put away or is gone', async () => {
    expect(await offered(caseId)).toEqual([login.url]);
    expect(await offered(await asked('acme: my rocket is purple and smells of cheese'))).toEqual([]);
    const { brandId, title, url, text, lang } = article;
    const words = { title, url, text, lang, brandId };
    const { id: other } = await owner.do<{ id: string }>('POST', '/brands', { body: { name: 'Gamma' } });
    await change(article.id, { ...words, brandId: other });
    expect(await offered(caseId)).toEqual([]);
    await change(article.id, { ...words, lang: 'de' });
    expect(await offered(caseId)).toEqual([]);
    await change(article.id, { ...words, archived: true });
    expect(await offered(caseId)).toEqual([]);
    await change(article.id, words);
    expect(await offered(caseId)).toEqual([login.url]);
    const gone = (at: string | null): Promise<unknown> =>
      inWorkspace(server.db, owner.workspaceId, (trx) =>
        trx.updateTable('article').set({ gone_at: at }).where('id', '=', article.id).execute(),
      );
    await gone(new Date().toISOString());
    expect(await offered(caseId)).toEqual([]);
    // Whoever saves it anew has looked at it.
    expect((await change(article.id, words)).goneAt).toBeNull();
    expect(await offered(caseId)).toEqual([login.url]);
  });

  it('is not answered by the link alone; an own sentence with it goes out, and is counted', async () => {
    const detail = await agent.do<CaseDetail>('GET', `/cases/${caseId}`);
    const begun = articleText(article);
    const send = <T>(text: string) =>
      agent.call<T>('POST', `/cases/${caseId}/replies`, {
        body: {
          accountId: ids.account,
          replyToPostId: detail.posts.at(-1)?.id,
          visibility: 'public',
          text,
          seenThreadVersion: detail.case.threadVersion,
          begunWith: [{ kind: 'article', id: article.id }],
        },
      });
    const stopped = await send<{ data: { findings: { reason: string }[] } }>(begun);
    expect(stopped.status).toBe(422);
    expect(stopped.body.data.findings.map(({ reason }) => reason)).toContain('blankLeft');
    const [, ...link] = begun.split('\n');
    const levels = (R11: string) =>
      owner.do('PUT', '/guideline', {
        body: { guideline: { settings: { levels: { R11 } } }, reason: 'a link is no answer' },
        ifMatch: '*',
      });
    await levels('block');
    const bare = await send<{ data: { findings: { reason: string }[] } }>(link.join('\n'));
    expect(bare.body.data.findings.map(({ reason }) => reason)).toContain('onlyArticle');
    const own =
      'Sorry for the trouble! The code often lands among the junk mail; how to have a new one sent:';
    const sent = await send<OutboundView>([own, ...link].join('\n'));
    expect(sent.status).toBe(202);
    await inWorkspace(server.db, owner.workspaceId, (trx) =>
      trx.updateTable('outbound').set({ state: 'sent' }).where('id', '=', sent.body.id).execute(),
    );
    await agent.do('POST', `/cases/${caseId}/close`, { body: { outcome: 'solved' } });
    const used = (await all()).find(({ id }) => id === article.id)?.use;
    expect(used).toEqual({ sent: 1, changed: 1, good: 1, other: 0, dropped: 0 });
  });
});

describe('its address', () => {
  const requests: string[] = [];
  /** By path what a HEAD and a GET are answered; 0: the connection ends. */
  const statuses = new Map<string, [head: number, get: number]>();
  const site = createServer((request, response) => {
    const { method = '', url = '' } = request;
    requests.push(`${method} ${url}`);
    const status = (statuses.get(url) ?? [200, 200])[method === 'HEAD' ? 0 : 1];
    if (status === 0) request.socket.destroy();
    else
      response.writeHead(status, status === 302 ? { location: '/new-place' } : {}).end('x'.repeat(100_000));
  });
  const sockets = trackSockets(site);
  const safeFetch = createSafeFetch({ allow: ['127.0.0.1'], resolve: () => Promise.resolve([]) });
  let base = '';
  let nowMs = Date.now();

  beforeAll(async () => {
    base = `http://127.0.0.1:${String(await listen(site))}`;
  });
  afterAll(async () => {
    await safeFetch.close();
    await closeServer(site, sockets);
  });

  /** Goes on until nothing is asked for: the requests of each go. */
  async function looks(): Promise<string[][]> {
    const goes: string[][] = [];
    for (;;) {
      requests.length = 0;
      await lookAtArticlesDue(
        { db: server.db, fetch: safeFetch.fetch, now: () => nowMs },
        owner.workspaceId,
        new AbortController().signal,
      );
      if (requests.length === 0) return goes;
      goes.push([...requests]);
    }
  }
  const missing = async (): Promise<string[]> =>
    (await all()).flatMap(({ url, goneAt }) => (goneAt === null ? [] : [url.replace(base, '')]));

  it('is asked once a day, one page of a server in a go; where there is none, it is not offered until there is', async () => {
    const question = await asked(
      'acme: the parcel with my new kettle was torn open and half of it is missing',
    );
    const torn = {
      ...login,
      title: 'Torn parcel',
      text: 'What to do when a parcel was torn open or half of it is missing',
    };
    for (const path of ['/kept', '/lost', '/dropped', '/no-head', '/moved'])
      await add({ ...torn, url: base + path });
    statuses
      .set('/lost', [404, 404])
      .set('/dropped', [405, 410])
      .set('/no-head', [404, 200])
      .set('/moved', [302, 302]);
    expect(new Set(await looks())).toEqual(
      new Set([
        ['HEAD /dropped', 'GET /dropped'],
        ['HEAD /kept'],
        ['HEAD /lost', 'GET /lost'],
        ['HEAD /moved', 'HEAD /new-place'],
        ['HEAD /no-head', 'GET /no-head'],
      ]),
    );
    expect((await missing()).toSorted()).toEqual(['/dropped', '/lost']);
    const open = (await offered(question)).map((url) => url.replace(base, ''));
    expect(open.toSorted()).toEqual(['/kept', '/moved', '/no-head']);

    nowMs += 23 * 3_600_000;
    expect(await looks()).toEqual([]);
    // Neither says that there is nothing: what is known stays.
    statuses.set('/lost', [503, 503]).set('/kept', [0, 0]).set('/dropped', [200, 200]);
    nowMs += 2 * 3_600_000;
    expect(await looks()).toHaveLength(5);
    expect(await missing()).toEqual(['/lost']);
  });

  it('asks again in an hour, and not in a day, where our own time was over before anything was said', async () => {
    nowMs += 25 * 3_600_000;
    let asked = 0;
    const cutOff = async (): Promise<void> => {
      const ending = new AbortController();
      const asking = {
        db: server.db,
        now: () => nowMs,
        fetch() {
          asked += 1;
          ending.abort();
          return Promise.reject(new DOMException('The time is over.', 'AbortError'));
        },
      };
      await lookAtArticlesDue(asking, owner.workspaceId, ending.signal);
    };
    const known = (await all()).length;
    for (let go = 0; go < known; go += 1) await cutOff();
    expect(asked).toBe(known);
    nowMs += 50 * 60_000;
    expect(await looks()).toEqual([]);
    nowMs += 20 * 60_000;
    expect(await looks()).not.toEqual([]);
  });

  it('leaves what was changed meanwhile, and asks nobody that may not be reached', async () => {
    const [row] = (await all()).filter(({ url }) => url === `${base}/kept`);
    if (row === undefined) throw new Error('the article is not there');
    const { brandId, title, url, text, lang } = row;
    nowMs += 25 * 3_600_000;
    const asking = {
      db: server.db,
      now: () => nowMs,
      async fetch() {
        await change(row.id, { brandId, title, url, text, lang });
        return new Response(null, { status: 404 });
      },
    };
    for (let go = 0; go < 10; go += 1)
      await lookAtArticlesDue(asking, owner.workspaceId, new AbortController().signal);
    expect(await missing()).not.toContain('/kept');
    await add({ ...login, url: `http://127.0.0.2:${new URL(base).port}/inside` });
    nowMs += 25 * 3_600_000;
    expect((await looks()).flat()).not.toContain('HEAD /inside');
  });
});
