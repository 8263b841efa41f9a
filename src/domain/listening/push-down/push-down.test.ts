// Proves that what is asked of a network is a superset: whatever a query matches, some rule matches by the network's own semantics.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { preparePost, type Matchable } from '../prepared-post.ts';
import { compileMastodonTags, type MastodonTimeline } from './mastodon-tags.ts';
import { compileMisskeyAntennas, type MisskeyAntenna } from './misskey-antennas.ts';
import { monitorToPush } from './monitor.ts';
import { compileSearches, type NetworkSearch } from './network-search.ts';
import { pushDownNotes } from './notes.ts';
import { compileXRules } from './x-rules.ts';

/* Small models of the networks, after their documents, which read what is printed and know nothing of how it was made. */

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
const unspaced = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Thai}ーｰﾞﾟ]/u;

/** Tokens end at white space, punctuation and symbols, which are tokens too; `cjk`: whether each such character is one. */
function tokensOf(text: string, cjk: 'characters' | 'runs'): string[] {
  const tokens: string[] = [];
  let word = '';
  const flush = (): void => {
    if (word !== '') tokens.push(word);
    word = '';
  };
  for (const { segment } of graphemes.segment(text.toLowerCase())) {
    const isWord = /^[\p{L}\p{N}\p{M}]/u.test(segment) && !/\p{Extended_Pictographic}/u.test(segment);
    if (isWord && !(cjk === 'characters' && unspaced.test(segment))) word += segment;
    else {
      flush();
      if (!/^\s/u.test(segment)) tokens.push(segment);
    }
  }
  flush();
  return tokens;
}

function hasPhrase(text: string, phrase: string, cjk: 'characters' | 'runs' = 'characters'): boolean {
  const [all, wanted] = [tokensOf(text, cjk), tokensOf(phrase, cjk)];
  return all.some((_, at) => wanted.every((token, n) => all[at + n] === token));
}

/** Evaluates a rule of X; throws where X would refuse it. */
class XRuleModel {
  private readonly tokens: string[];
  private at = 0;
  private readonly post: Matchable;
  private readonly cjk: 'characters' | 'runs';

  constructor(rule: string, post: Matchable, cjk: 'characters' | 'runs' = 'characters') {
    this.tokens = rule.match(/-?(?:[a-z_]+:)?"[^"]*"|[()]|[^\s()]+/gu) ?? [];
    this.post = post;
    this.cjk = cjk;
  }

  matches(): boolean {
    const result = this.any();
    if (this.at < this.tokens.length) throw new Error(`unexpected ${this.tokens[this.at] ?? ''}`);
    if (!result.stands) throw new Error('nothing stands alone');
    return result.is;
  }

  private any(): { is: boolean; stands: boolean } {
    const parts = [this.all()];
    while (this.tokens[this.at] === 'OR') {
      this.at += 1;
      parts.push(this.all());
    }
    return { is: parts.some(({ is }) => is), stands: parts.every(({ stands }) => stands) };
  }

  private all(): { is: boolean; stands: boolean } {
    const parts: { is: boolean; stands: boolean; isNot: boolean }[] = [];
    for (let token = this.tokens[this.at]; token !== undefined; token = this.tokens[this.at]) {
      if (token === 'OR' || token === ')') break;
      this.at += 1;
      if (token === '(') {
        const inner = this.any();
        if (this.tokens[this.at] !== ')') throw new Error('unclosed');
        this.at += 1;
        parts.push({ ...inner, isNot: false });
      } else if (token.startsWith('-')) {
        parts.push({ is: !this.operator(token.slice(1)).is, stands: false, isNot: true });
      } else parts.push({ ...this.operator(token), isNot: false });
    }
    if (parts.length === 0) throw new Error('empty');
    if (parts.every(({ isNot }) => isNot)) throw new Error('a NOT stands alone');
    return { is: parts.every(({ is }) => is), stands: parts.some(({ stands }) => stands) };
  }

  private operator(token: string): { is: boolean; stands: boolean } {
    const { post } = this;
    const [, name = '', value = ''] = /^([a-z_]+):(.*)$/u.exec(token) ?? [];
    const alone = (is: boolean): { is: boolean; stands: boolean } => ({ is, stands: true });
    const beside = (is: boolean): { is: boolean; stands: boolean } => ({ is, stands: false });
    const has = (kind: string): boolean => post.media.some((media) => media.kind === kind);
    if (token.startsWith('#'))
      return alone(post.hashtags.some((tag) => tag.toLowerCase() === token.slice(1)));
    if (token.startsWith('@')) return alone(post.mentions.some((one) => one.handle === token.slice(1)));
    switch (name) {
      case 'from':
        return alone(post.author.handle === value || post.author.nativeId === value);
      case 'url':
        return alone(post.links.some((link) => hasPhrase(link, value.slice(1, -1))));
      case 'lang':
        return beside(post.lang === value);
      case 'is':
        return beside(post.kind === (value === 'retweet' ? 'repost' : value));
      case 'has':
        if (value === 'links') return beside(post.links.length > 0);
        return beside(value === 'images' ? has('image') : has('image') || has('video'));
      case 'followers_count': {
        const [low = 0, high = Infinity] = value.split('..').map(Number);
        const followers = post.author.followers ?? -1;
        return beside(followers >= low && followers <= high);
      }
      case '':
        if (!token.startsWith('"') && !/^[\p{L}\p{N}\p{M}]+$/u.test(token))
          throw new Error(`unquoted ${token}`);
        return alone(hasPhrase(post.text, token.replaceAll('"', ''), this.cjk));
      default:
        throw new Error(`unknown ${token}`);
    }
  }
}

function antennaHits(antenna: MisskeyAntenna, post: Matchable): boolean {
  const text = post.text.toLowerCase();
  if (antenna.src === 'users' && !antenna.users.includes(post.author.handle)) return false;
  if (antenna.withFile && post.media.length === 0) return false;
  const anyOf = (keywords: string[][]): boolean =>
    keywords.some((words) => words.every((word) => text.includes(word.toLowerCase())));
  return anyOf(antenna.keywords) && !anyOf(antenna.excludeKeywords);
}

const nfkc = (text: string): string => text.normalize('NFKC').toLowerCase();

function searchFinds(search: NetworkSearch, post: Matchable): boolean {
  const words = search.q.match(/"[^"]*"|\S+/gu) ?? [];
  return (
    words.every((word) => hasPhrase(nfkc(post.text), nfkc(word.replaceAll('"', '')))) &&
    (search.author === undefined || search.author === post.author.handle) &&
    (search.mentions === undefined || post.mentions.some(({ handle }) => handle === search.mentions)) &&
    (search.tag ?? []).every((tag) => post.hashtags.some((one) => nfkc(one) === nfkc(tag))) &&
    (search.domain === undefined || post.links.some((link) => new URL(link).hostname === search.domain))
  );
}

function timelineHas(timeline: MastodonTimeline, post: Matchable): boolean {
  return [timeline.tag, ...timeline.all].every((tag) => post.hashtags.some((one) => nfkc(one) === nfkc(tag)));
}

/* Random queries and posts: what is asked for occurs in all its usual spellings. */

const spellings: Record<string, string[]> = {
  acme: ['acme', 'Acme', 'ACME', 'ａｃｍｅ', 'ＡＣＭＥ'],
  ファイアTV: ['ファイアTV', 'ふぁいあtv', 'ﾌｧｲｱTV', 'ファイアＴＶ', 'ﾌｧｲｱｔｖ'],
  返金: ['返金'],
  映らない: ['映らない'],
  りそにゃ: ['りそにゃ', 'リソニャ'],
  '"wi-fi"': ['wi-fi', 'Wi-Fi', 'ｗｉ－ｆｉ'],
  '"not working"': ['not working', 'Not  working', 'NOT\nworking'],
  '"「画面」 真っ暗"': ['「画面」 真っ暗'],
  'c++': ['c++', 'C++'],
  '👍': ['👍', '👍🏽', '👍🏿'],
  '❤': ['❤', '❤️'],
  환불: ['환불'],
  'crash*': ['crash', 'crashed'],
  '"will crash"*': ['will crashes'],
  'exact:"FireTV"': ['FireTV', 'firetv'],
  'exact:Straße': ['Straße'],
  the: ['the'],
  '"..."': ['...'],
};
const tags: Record<string, string[]> = {
  '#ファイアTV': ['ファイアTV', 'ふぁいあtv'],
  '#help': ['help', 'HELP'],
  '#りそにゃ': ['りそにゃ', 'リソニャ'],
};
const accounts = ['acme', 'zeta_1', 'acme.bsky.social', 'acme@misskey.example', '12345'];
const fields = [
  ...accounts.flatMap((name) => [`@${name}`, `from:${name}`, `to:${name}`]),
  ...['x', 'bluesky', 'misskey', 'mastodon'].map((name) => `network:${name}`),
  ...'lang:ja is:reply is:repost is:quote has:image has:video has:link'.split(' '),
  ...'min_followers:100 max_followers:100 url:acme.com url:acme.com/help'.split(' '),
];

const textLeaf = fc.constantFrom(...Object.keys(spellings));
const leaf = fc.oneof(
  { weight: 4, arbitrary: textLeaf },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(tags)) },
  { weight: 2, arbitrary: fc.constantFrom(...fields) },
  { weight: 1, arbitrary: fc.tuple(textLeaf, textLeaf).map(([a, b]) => `(${a} NEAR/8 ${b})`) },
);
const { query } = fc.letrec<{ query: string }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('query'), { minLength: 2, maxLength: 4 }).map((of) => `(${of.join(' ')})`),
    fc.array(tie('query'), { minLength: 2, maxLength: 4 }).map((of) => `(${of.join(' OR ')})`),
    fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} -${b})`),
  ),
}));

const handles: Record<string, string[]> = {
  x: ['acme', 'zeta_1', 'taro'],
  bluesky: ['acme.bsky.social', 'taro.example.com'],
  misskey: ['acme@misskey.example', 'taro@misskey.example'],
  mastodon: ['acme@misskey.example', 'taro@mastodon.example'],
};

function postsOf(network: string): fc.Arbitrary<Matchable> {
  const handle = fc.constantFrom(...(handles[network] ?? []));
  const piece = fc.oneof(
    fc.constantFrom(...Object.values(spellings).flat()),
    fc.constantFrom('です', '。', ' xyz ', '猫', ' - ', '_', ' https://acme.com/help '),
  );
  return fc
    .record({
      kind: fc.constantFrom('post', 'reply', 'quote', 'repost'),
      author: fc.record({
        handle,
        nativeId: fc.constantFrom('12345', '678'),
        followers: fc.constantFrom(null, 0, 100, 5_000),
      }),
      pieces: fc.array(fc.tuple(piece, fc.constantFrom('', ' ', '、')), { maxLength: 6 }),
      lang: fc.constantFrom(null, 'ja', 'en'),
      mentioned: fc.array(handle, { maxLength: 2 }),
      hashtags: fc.array(fc.constantFrom(...Object.values(tags).flat()), { maxLength: 2 }),
      links: fc.array(
        fc.constantFrom('https://acme.com/help/me', 'http://www.acme.com:8080/', 'https://else.example/'),
        {
          maxLength: 2,
        },
      ),
      media: fc.array(fc.constantFrom('image', 'video'), { maxLength: 1 }),
    })
    .map(({ pieces, mentioned, ...rest }) => ({
      ...rest,
      network,
      // A hashtag, a mention and a link stand in the text, as they do on these networks.
      text: [
        ...mentioned.map((name) => `@${name} `),
        ...pieces.flat(),
        ...rest.hashtags.map((tag) => ` #${tag}`),
        ...rest.links.map((link) => ` ${link}`),
      ].join(''),
      mentions: mentioned.map((name) => ({ handle: name })),
      media: rest.media.map((kind) => ({ kind, alt: '' })),
    }));
}

/** The subdomains that a search cannot be asked for are declared, and so are short names. */
const declared = (codes: readonly string[]): boolean =>
  codes.includes('subdomains') || codes.includes('short_account');

function expectSuperset(
  network: string,
  compile: (query: string) => ((post: Matchable) => boolean) | null,
): void {
  let compared = 0;
  fc.assert(
    fc.property(query, fc.array(postsOf(network), { minLength: 1, maxLength: 12 }), (text, posts) => {
      const { node } = monitorToPush('m', text);
      const isSent = compile(text);
      if (node === null || isSent === null) return;
      for (const post of posts) {
        if (evaluate(node, preparePost(post)) === null) continue;
        compared += 1;
        if (!isSent(post)) throw new Error(`${text} matches and is not sent: ${JSON.stringify(post)}`);
      }
    }),
    { numRuns: 1_500, seed: 20_261_122 },
  );
  expect(compared).toBeGreaterThan(300);
}

describe('whatever a query matches, the network sends', () => {
  it('X', () => {
    expectSuperset('x', (text) => {
      const { rules } = compileXRules([monitorToPush('m', text)]);
      return rules.length === 0
        ? null
        : (post) => rules.some(({ value }) => new XRuleModel(value, post).matches());
    });
  });

  it('X with rules that must be split and joined', () => {
    expectSuperset('x', (text) => {
      const monitors = ['zeta', text, 'acme (#help OR wifi)'].map((one, n) => monitorToPush(String(n), one));
      const { rules, monitors: reports } = compileXRules(monitors, { maxLength: 130, maxRules: 4 });
      expect(rules.length).toBeLessThanOrEqual(4);
      for (const { value } of rules) expect(value.length).toBeLessThanOrEqual(130);
      if (reports[1]?.wider == null) return null;
      return (post) => rules.some(({ value }) => new XRuleModel(value, post).matches());
    });
  });

  it('Misskey', () => {
    expectSuperset('misskey', (text) => {
      const { antennas } = compileMisskeyAntennas([monitorToPush('m', text)]);
      return antennas.length === 0 ? null : (post) => antennas.some((antenna) => antennaHits(antenna, post));
    });
  });

  it('Bluesky', () => {
    expectSuperset('bluesky', (text) => {
      const { searches, notes } = compileSearches(monitorToPush('m', text), {
        network: 'bluesky',
        maxSearches: 200,
      });
      if (searches.length === 0 || declared(notes.map(({ code }) => code))) return null;
      return (post) => searches.some((search) => searchFinds(search, post));
    });
  });

  it('Mastodon', () => {
    expectSuperset('mastodon', (text) => {
      const { timelines } = compileMastodonTags([monitorToPush('m', `${text} (#help OR #りそにゃ)`)]);
      if (timelines.length === 0) return null;
      const { node } = monitorToPush('m', `${text} (#help OR #りそにゃ)`);
      return (post) =>
        (node !== null && evaluate(node, preparePost(post)) === null) ||
        timelines.some((timeline) => timelineHas(timeline, post));
    });
  });
});

it('says that X may cut words elsewhere, and that is so if it takes a run without spaces for one word', () => {
  const { rules, monitors } = compileXRules([monitorToPush('m', '返金')]);
  const post = {
    text: '全額返金して',
    media: [],
    links: [],
    hashtags: [],
    mentions: [],
  } as unknown as Matchable;
  const sent = (cjk: 'characters' | 'runs'): boolean =>
    new XRuleModel(rules[0]?.value ?? '', post, cjk).matches();
  expect([sent('characters'), sent('runs')]).toEqual([true, false]);
  expect(monitors[0]?.notes.map(({ code }) => code)).toContain('word_breaks');
});

it('has every note in English and in Japanese', () => {
  for (const { en, ja } of Object.values(pushDownNotes)) {
    expect(en).toMatch(/^[\x20-\x7e’]+\.$/u);
    expect(ja).toMatch(/[ぁ-ん].*。$/u);
  }
});
