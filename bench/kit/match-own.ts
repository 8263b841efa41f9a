// Posts and monitors made up for the bench of matching, where nobody has the shared ones: half Japanese, half English.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seeded } from './posts.ts';

const english =
  'the new update made my battery drain so fast and support never answers me at all I waited two weeks for the delivery ' +
  'and it came broken has anybody else had this problem with their screen it was really good before but now it crashes ' +
  'every time I open the camera thanks for the quick help this morning my order is still not here can you look into it';
const japanese =
  '今日も 電話が つながらない アプリが すぐ 落ちる ので 困っています 返金 して もらえますか 充電 できない とても よかった です 対応が 早くて ' +
  '助かりました 届いた 商品が 壊れていた 問い合わせても 返事が ない 予約が 取れない 使いやすくて 気に入って います 画面が 固まる どうすれば いいですか';
const issues = [
  'broken',
  'refund',
  '"not working"',
  'late',
  'crash*',
  'slow',
  '返金',
  '壊れ',
  'つながらない',
  '落ちる',
  '届かない',
];
const syllables = 'ka ri no ve lu ta mo zen xo pra dy fi san tor be qui la mi ne ro'.split(' ');
const kana =
  'ア イ ウ エ オ カ キ ク ケ コ サ シ ス セ ソ タ チ ツ テ ト ナ ニ ヌ ネ ノ ハ ヒ フ ヘ ホ マ ミ ム メ モ ヤ ユ ヨ ラ リ ル レ ロ ガ ギ グ ゲ ゴ ン'.split(
    ' ',
  );

/** Writes `kizuki-posts.ndjson` and `monitors-N.ndjson` into `folder`; the same every time. */
export async function makeOwn(folder: string, sizes: readonly number[], posts: number): Promise<void> {
  const random = seeded(20_261_122);
  const below = (count: number): number => Math.floor(random() * count);
  const pick = <T>(list: readonly T[], or: T): T => list[below(list.length)] ?? or;
  const join2 = (parts: readonly string[], count: number): string =>
    Array.from({ length: count }, () => pick(parts, '')).join('');
  const products = Array.from({ length: 30_000 }, (_, n) =>
    n % 2 === 0 ? join2(syllables, 2 + below(3)) : join2(kana, 4 + below(4)),
  );
  // A few products are on everybody's lips.
  const product = (): string => products[Math.floor(products.length * random() ** 4)] ?? '';
  const [words, phrases] = [english.split(' '), japanese.split(' ')];
  const lines: string[] = [];
  for (let n = 0; n < posts; n += 1) {
    const isJapanese = random() < 0.5;
    const some = Array.from({ length: 5 + below(14) }, () => pick(isJapanese ? phrases : words, ''));
    if (random() < 0.35) some.splice(below(some.length), 0, product());
    let text = some.join(isJapanese ? '' : ' ');
    if (random() < 0.1) text += ` #${product()}`;
    if (random() < 0.1) text += ` https://shop${below(500)}.example/p/${n}`;
    const hashtags = [...text.matchAll(/#(\S+)/gu)].map((found) => found[1] ?? '');
    const links = [...text.matchAll(/https:\S+/gu)].map((found) => found[0]);
    const author = { handle: `${pick(syllables, '')}_${below(20_000)}`, followers: below(100_000) };
    const kind = random() < 0.3 ? 'repost' : 'post';
    const rest = { lang: isJapanese ? 'ja' : 'en', kind, author, mentions: [], hashtags, links, media: [] };
    lines.push(
      JSON.stringify({ id: String(n), network: 'x', text, ...rest, createdAt: '2026-01-01T00:00:00Z' }),
    );
  }
  await writeFile(join(folder, 'kizuki-posts.ndjson'), `${lines.join('\n')}\n`);
  const query = (): string => {
    const kind = random();
    const name = `"${pick(products, '')}"`;
    if (kind < 0.3) return `${name} (${pick(issues, '')} OR ${pick(issues, '')}) -giveaway`;
    if (kind < 0.55) return `(${name} OR ${pick(products, '')}) -is:repost`;
    if (kind < 0.7) return `#${pick(products, '')} OR @${pick(syllables, '')}${below(9_999)}`;
    if (kind < 0.8) return `(${name} NEAR/8 ${pick(issues, '').replace('*', '')})`;
    if (kind < 0.9) return `"${pick(phrases, '')}" ${name} lang:ja`;
    return `(${Array.from({ length: 30 }, () => `"${pick(products, '')}"`).join(' OR ')}) (${issues.join(' OR ')})`;
  };
  const monitors = Array.from({ length: Math.max(...sizes) }, (_, id) =>
    JSON.stringify({ id: String(id), query: query() }),
  );
  for (const size of sizes) {
    await writeFile(join(folder, `monitors-${size}.ndjson`), `${monitors.slice(0, size).join('\n')}\n`);
  }
}
