// The posts of a made-up company with all that stands beside a post: its search row, matches, ledger entry.
import type pg from 'pg';
import type { JudgementRow } from '../../src/domain/judgement/rows.ts';
import { standingOf } from '../../src/domain/judgement/standing.ts';
import { inCaseKey, searchKeysOf, searchTextOf } from '../../src/domain/listening/search-text.ts';
import { blockSize } from '../../src/storage/work/post-search.ts';
import type { CaseSeed } from './company-cases.ts';
import type { Company, CompanySize, SeedAuthor } from './company.ts';
import { copyRows, type Row } from './copy.ts';
import { corpusMaker, type CorpusPost } from './corpus.ts';
import { idAt, monthMs } from './ids.ts';

const batchSize = 10_000;

interface Seed {
  size: CompanySize;
  authors: SeedAuthor[];
  cases: CaseSeed[];
  random: () => number;
  nowMs: number;
}

type Rows = Record<'post' | 'post_search' | 'monitor_match' | 'inbound_ledger' | 'case_post', Row[]>;

/** Writes all posts, oldest first; those that belong to a case are noted in it. */
export async function fillPosts(client: pg.Client, company: Company, seed: Seed): Promise<void> {
  const make = corpusMaker(seed.random);
  for (let from = 0; from < seed.size.posts; from += batchSize) {
    const rows: Rows = {
      post: [],
      post_search: [],
      monitor_match: [],
      inbound_ledger: [],
      case_post: [],
    };
    for (let nth = from; nth < Math.min(from + batchSize, seed.size.posts); nth += 1) {
      addPost(rows, company, seed, make(), nth);
    }
    for (const [table, each] of Object.entries(rows)) await copyRows(client, table, each);
  }
}

/** What becomes of the nth post: about four in each case; most that waits is of the last days, some was left behind. */
function fateOf({ size, cases, random }: Seed, nth: number): { state: string; inCase: CaseSeed | undefined } {
  if (random() < (cases.length * 4) / size.posts) {
    const near = Math.floor((nth / size.posts) * cases.length - random() * 10);
    const inCase = cases[Math.max(0, near)];
    const done = random() < 0.8 ? 'answered' : 'closed';
    return { inCase, state: inCase?.state === 'closed' ? done : 'in_case' };
  }
  const waiting =
    nth > size.posts * 0.9
      ? (0.7 * size.candidates) / (0.1 * size.posts)
      : (0.3 * size.candidates) / (0.9 * size.posts);
  if (random() < waiting) return { inCase: undefined, state: 'waiting' };
  return { inCase: undefined, state: random() < 0.002 ? 'later' : 'closed' };
}

function addPost(rows: Rows, company: Company, seed: Seed, said: CorpusPost, nth: number): void {
  const { workspaceId: workspace_id, monitorIds, brandIds } = company;
  const { size, authors, random, nowMs } = seed;
  const ms = nowMs - monthMs + ((nth + 1) / size.posts) * (monthMs - 60_000);
  const at = new Date(ms).toISOString();
  const post_id = idAt(ms);
  const { state, inCase } = fateOf(seed, nth);
  const author = authors[inCase?.authorAt ?? Math.floor(random() * authors.length)];
  if (author === undefined) throw new Error('there are no authors');
  const { network } = author;
  const lang = random() < 0.0005 ? 'fr' : said.lang;
  const first = Math.floor(random() * monitorIds.length);
  const monitor_ids = [first, ...(random() < 0.2 ? [(first + 3) % monitorIds.length] : [])].map(
    (monitor) => monitorIds[monitor] ?? '',
  );
  const search = searchRow(said.text, nth, inCase !== undefined);
  const origin =
    random() < 0.95 ? 'found' : ((['mention', 'reply', 'dm'] as const)[Math.floor(random() * 3)] ?? 'dm');

  rows.post.push({ workspace_id, ...postRow({ id: post_id, ms, author, text: said.text, lang }) });
  rows.post_search.push({ workspace_id, post_id, ...search });
  for (const monitor_id of monitor_ids)
    rows.monitor_match.push({ workspace_id, post_id, monitor_id, monitor_version: 1, spans: '[[0, 4]]' });
  const about = { brand_id: brandIds[first % brandIds.length] ?? null, network, lang, origin, monitor_ids };
  const reason = state === 'closed' ? 'not_about_us' : null;
  const standing = { state, reason, case_id: inCase?.id ?? null, entered_at: at, block: search.block };
  const judgements = saidOf(random);
  const judged = {
    judgements: JSON.stringify(judgements),
    ...standingOf(judgements, origin, { followers: author.followers, reposts: 0 }),
  };
  rows.inbound_ledger.push({ workspace_id, post_id, ...about, ...standing, ...judged });
  if (inCase === undefined) return;
  inCase.posts.push({ id: post_id, ms });
  rows.case_post.push({ workspace_id, case_id: inCase.id, post_id, added_at: at });
}

/** As many judgements as posts have, as often as posts have them. */
function saidOf(random: () => number): JudgementRow[] {
  const row = (kind: string, value: string): JudgementRow => {
    const probability = Math.round((0.5 + random() / 2) * 1000) / 1000;
    return { kind, value, probability, method: 'model' };
  };
  if (random() < 0.3) return [row('about', 'no'), row('speak', 'no')];
  const rows = [
    row(
      ['help', 'complaint', 'question', 'praise', 'idea', 'spam'][Math.floor(random() ** 2 * 6)] ?? 'help',
      'yes',
    ),
    row('sentiment', random() < 0.6 ? 'negative' : 'positive'),
    row('speak', random() < 0.7 ? 'yes' : 'private'),
  ];
  if (random() < 0.3) rows.push(row('urgency', String(Math.ceil(random() ** 2 * 3))));
  if (random() < 0.05) rows.push(row('churn', 'yes'));
  return rows;
}

interface PostToMake {
  id: string;
  ms: number;
  author: SeedAuthor;
  text: string;
  lang: string;
}

function postRow({ id, ms, author, text, lang }: PostToMake): Row {
  const at = new Date(ms).toISOString();
  const commit = {
    rev: id,
    operation: 'create',
    collection: 'app.bsky.feed.post',
    rkey: id,
    cid: `bafyrei${id}`,
  };
  return {
    id,
    network: author.network,
    native_id: `at://${author.nativeId}/app.bsky.feed.post/${id}`,
    identity_id: author.id,
    kind: 'post',
    visibility: 'public',
    text,
    lang,
    raw: JSON.stringify({ did: author.nativeId, time_us: ms * 1000, kind: 'commit', commit, text }),
    url: `https://example.org/${id}`,
    created_at: at,
    seen_at: at,
  };
}

function searchRow(text: string, nth: number, inCase: boolean) {
  const folded = searchTextOf(text);
  const block = 1 + Math.floor(nth / blockSize);
  const keys = [...searchKeysOf(folded), ...(inCase ? [inCaseKey] : [])];
  const high = (block & 1023) << 22;
  return { block, place: nth % blockSize, in_case: inCase, folded, keys: keys.map((key) => high | key) };
}

/** Writes what matched nothing during the last day. */
export async function fillWindow(
  client: pg.Client,
  { workspaceId }: Company,
  { count, random, nowMs }: { count: number; random: () => number; nowMs: number },
): Promise<void> {
  const make = corpusMaker(random);
  const facets = '{"mentions":[],"hashtags":[],"links":[],"media":[]}';
  for (let from = 0; from < count; from += batchSize) {
    const rows = Array.from({ length: Math.min(batchSize, count - from) }, (_, nth): Row => {
      const ms = nowMs - 86_400_000 + ((from + nth) / count) * 86_340_000;
      const id = idAt(ms);
      const seen = { network: 'bluesky', native_id: `at://window/${id}`, author_native_id: `did:plc:${id}` };
      const said = {
        author_handle: '',
        kind: 'post',
        ...make(),
        facets,
        seen_at: new Date(ms).toISOString(),
      };
      return { workspace_id: workspaceId, id, ...seen, ...said };
    });
    await copyRows(client, 'window_post', rows);
  }
}
