// Blanks are found where they are meant, files come back as they went in with every fault on its line, and what is left of a snippet is counted.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkReply, type ReplyFacts } from '../guideline/reply-facts.ts';
import { emptyGuideline } from '../guideline/usual.ts';
import { blanksIn, isTheirName, withFilled } from './blanks.ts';
import { articleText } from './find-articles.ts';
import { findSnippets } from './find-snippets.ts';
import { readSnippets, type ReadSnippet } from './snippet-file.ts';
import { sharesOf } from './starting-point.ts';
import { fileFormats, formatOf } from './table-file.ts';
import { writeSnippets } from './write-snippets.ts';

const named = {
  brands: [{ id: 'b1', name: 'あおば' }],
  accounts: [{ id: 'a1', handle: 'aoba@example.jp' }],
};

describe('blanks', () => {
  it.each([
    ['{name} さま、{商品名}の件ですね。', ['name', '商品名']],
    ['｛お名前｝さま', ['お名前']],
    ['Hi {first name}!', ['first name']],
    ['GET /users/{id} and ${name} and `{x}`', []],
    ['{"a": 1} {} {1} { } (^_^) \\{x}', []],
    ['{{name}}', []],
  ])('%s', (text, labels) => {
    expect(blanksIn(text).map(({ label }) => label)).toEqual(labels);
  });

  it('are filled where there is a value, and stand where they stood', () => {
    const text = '{name}さま、{product}ですね。{name}';
    expect(withFilled(text, (label) => (isTheirName(label) ? '佐藤' : null))).toBe(
      '佐藤さま、{product}ですね。佐藤',
    );
    for (const { label, span } of blanksIn(text)) expect(text.slice(...span)).toBe(`{${label}}`);
  });
});

const rowsOf = (count: number, from = 0): string =>
  Array.from({ length: count }, (__, at) => `k${String(from + at)},name,text\n`).join('');

describe('files', () => {
  it.each(fileFormats)('as %s come back as they went in', (format) => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .map((text) => `x${text.replaceAll(/[\p{Cc};；]/gu, '')}x`);
    const snippet = fc.record({
      key: fc.constantFrom('ok', '謝る', 'x-1'),
      name: word,
      text: word.map((text) => `=${text}\n"${text}", {name}`),
      tags: fc.uniqueArray(word, { maxLength: 3 }),
      lang: fc.constantFrom(null, 'ja'),
      brandId: fc.constantFrom(null, 'b1'),
      accountId: fc.constant(null),
    });
    fc.assert(
      fc.property(snippet, (one) => {
        const file = writeSnippets([one], format, named);
        expect(formatOf(file)).toBe(format);
        const { snippets, faults } = readSnippets(file, format, named);
        expect(faults).toEqual([]);
        expect(snippets).toEqual([{ ...one, line: format === 'csv' ? 2 : 1 } satisfies ReadSnippet]);
      }),
    );
  });

  it.each([
    [
      'a fault on every line',
      'csv',
      'key,name,text\n' + 'a b,x,y\n'.repeat(300),
      201,
      'too_many_faults',
      202,
    ],
    ['a fault on every line', 'ndjson', '{"key": 1}\n'.repeat(300), 202, 'too_many_faults', 68],
    ['no words on any line', 'ndjson', '[]\n'.repeat(300), 201, 'too_many_faults', 201],
    ['too many snippets', 'csv', `key,name,text\n${rowsOf(600)}`, 1, 'too_many_rows', 502],
  ] as const)('with %s (%s) are not read to the end', (_, format, file, count, code, line) => {
    const { faults } = readSnippets(file, format, named);
    expect(faults).toHaveLength(count);
    expect(faults.at(-1)).toMatchObject({ code, line });
  });

  it('say on which line what is wrong, and read the others', () => {
    const file = [
      'key,name,text,lang,brand,account',
      'a,Sorry,"two',
      'lines",ja,,',
      'b c,Space,text,,,',
      'c,,text,japanese,,',
      'a,Again,text,ja,,',
      'd,Brand,text,,なし,',
      'e,Both,text,,あおば,@aoba@example.jp',
      'f,Account,text,,,@Aoba@example.jp',
      'g,Many,text,,,,,,',
      'h,Open,"text',
    ].join('\r\n');
    const { snippets, faults } = readSnippets(file, 'csv', named);
    expect(snippets.map(({ line, key, accountId }) => [line, key, accountId])).toEqual([
      [2, 'a', null],
      [9, 'f', 'a1'],
    ]);
    expect(faults.map(({ line, code, field }) => [line, code, field])).toEqual([
      [4, 'not_allowed', 'key'],
      [5, 'missing', 'name'],
      [5, 'not_allowed', 'lang'],
      [6, 'twice', 'key'],
      [7, 'unknown_brand', 'brand'],
      [8, 'brand_and_account', ''],
      [10, 'too_many_cells', ''],
      [11, 'quote_open', ''],
    ]);
  });

  it('of JSON lines too', () => {
    const file =
      '{"key":"a","name":"A","text":"t"}\n\nnot json\n[1]\n{"key":"b","name":"B","text":"t","txt":1}\n';
    const { snippets, faults } = readSnippets(file, 'ndjson', named);
    expect(snippets).toHaveLength(1);
    expect(faults.map(({ line, code }) => [line, code])).toEqual([
      [3, 'not_json'],
      [4, 'not_object'],
      [5, 'unknown_column'],
    ]);
  });

  it('with a head that nobody knows are not read at all', () => {
    expect(readSnippets('key,nom,text\na,b,c', 'csv', named)).toMatchObject({
      snippets: [],
      faults: [{ line: 1, code: 'unknown_column', field: 'nom' }],
    });
    expect(readSnippets('', 'csv', named).faults).toMatchObject([{ code: 'no_head' }]);
  });
});

describe('finding', () => {
  const one = (key: string, name: string, uses: number, lang: string | null = null) =>
    ({ key, name, uses, lang, text: `text of ${name}`, tags: [] }) as const;
  const all = [
    one('refund', 'Refund', 1),
    one('ref', 'Reference', 0),
    one('sorry', 'A refund is late', 9),
    one('ja', '返金', 5, 'ja'),
  ].map((each) => ({ ...each, tags: [...each.tags] }));

  it('takes the key first, then the name, then what is used most', () => {
    expect(findSnippets(all, 'ref', null).map(({ key }) => key)).toEqual(['ref', 'refund', 'sorry']);
    expect(findSnippets(all, 'ＲＥＦＵＮＤ late', null).map(({ key }) => key)).toEqual(['sorry']);
    expect(findSnippets(all, '', 'en').map(({ key }) => key)).toEqual(['sorry', 'refund', 'ref', 'ja']);
    expect(findSnippets(all, '', 'ja').map(({ key }) => key)).toEqual(['sorry', 'ja', 'refund', 'ref']);
  });
});

const snippet =
  '{name}さま、ご不便をおかけして申し訳ございません。ルーターの赤いランプについて、電源を入れ直してお試しいただけますでしょうか。';

describe('what is left of a snippet', () => {
  it('is all of it where only the blanks were filled, and none where other words were written', () => {
    const filled = sharesOf(
      snippet,
      withFilled(snippet, () => '佐藤'),
    );
    expect(filled.kept).toBe(1);
    expect(filled.own).toBeLessThan(0.1);
    const other = sharesOf(snippet, 'お問い合わせありがとうございます。在庫を確かめてまいります。');
    expect(other.kept).toBeLessThan(0.1);
    expect(other.own).toBeGreaterThan(0.8);
    const half = sharesOf(
      snippet,
      `${snippet.slice(6, 30)}夜通しお困りだったとのこと、型番を教えてください。`,
    );
    expect(half.kept).toBeGreaterThan(0.2);
    expect(half.kept).toBeLessThan(0.7);
    expect(half.own).toBeGreaterThan(0.3);
    expect(sharesOf('', 'x')).toEqual({ kept: 0, own: 1 });
  });
});

describe('a draft', () => {
  const facts = (templates: string[]): ReplyFacts => ({
    guideline: { from: 'usual', version: 0, settings: { ...emptyGuideline, levels: { R11: 'off' } } },
    lang: 'ja',
    context: {
      channel: 'public',
      isFirstContact: false,
      persona: {
        name: 'あおば',
        emoji: 'none',
        register: 'polite',
        signature: '',
        limits: [],
        stops: null,
        lacksInitials: false,
      },
      isOpen: null,
      agent: null,
      post: { author: 'sato', text: '赤いランプが消えない', isReply: false },
      thread: [],
      newer: [],
      recentReplies: [],
      templates,
      account: 'aoba',
      answersDm: false,
      person: { hasSeen: null, name: '佐藤', contacts7d: null, optedOut: false, lastOutcome: null },
      waiting: { minutes: 0, promiseMinutes: null },
      hoursText: '',
      unanswered: 0,
      isRepost: false,
      inPrivate: { theirs: [], ours: [], inPublic: [] },
    },
  });
  const warned = (draft: string): string[] => {
    const asked = facts([snippet]);
    const settings = emptyGuideline;
    return checkReply({ ...asked, guideline: { ...asked.guideline, settings } }, draft).map(
      ({ reason }) => reason,
    );
  };

  it('with a blank is stopped, whatever the account says of R11', () => {
    const blank = checkReply(facts([]), 'こんにちは、{お名前}さま。').filter(
      ({ reason }) => reason === 'blankLeft',
    );
    expect(blank).toMatchObject([
      { rule: 'R11', level: 'block', span: [6, 11], params: { words: 'お名前' } },
    ]);
  });

  it('that is hardly more than a snippet is warned about, and one that is not is none', () => {
    expect(warned(withFilled(snippet, () => '佐藤'))).toContain('onlySnippet');
    expect(
      warned(
        '佐藤さま、夜分に赤いランプが点いたままで、お仕事ができずご不安だったことと思います。ご不便をおかけして申し訳ございません。まず型番を教えていただけますか。',
      ),
    ).not.toContain('onlySnippet');
  });

  it('that has an article and hardly more is warned about, one that answers with it is not', () => {
    const article = {
      title: 'ランプが消えないとき',
      url: 'https://help.example/lamp',
      lang: 'ja',
    };
    const text = articleText(article);
    const reasons = (draft: string): string[] => {
      const asked = facts([text]);
      const guideline = { ...asked.guideline, settings: emptyGuideline };
      return checkReply({ ...asked, guideline }, draft).map(({ reason }) => reason);
    };
    const link = `「${article.title}」\n${article.url}`;
    expect(reasons(text)).toContain('blankLeft');
    expect(reasons(link)).toContain('onlyArticle');
    expect(reasons(`こちらです。\n${link}`)).toContain('onlyArticle');
    expect(
      reasons(`ご不便をおかけしています。背面の穴を10秒押すと消えることが多いです。\n${link}`),
    ).not.toContain('onlyArticle');
    // A snippet with a link in it is no article.
    const snippet =
      'ご不便をおかけしております。背面のボタンを10秒押してください。手順: https://help.example/reset';
    const asked = facts([snippet]);
    const guideline = { ...asked.guideline, settings: emptyGuideline };
    const found = checkReply({ ...asked, guideline }, snippet).map(({ reason }) => reason);
    expect(found).not.toContain('onlyArticle');
    // A link that nobody began with is R12's.
    expect(reasons('https://elsewhere.example/')).not.toContain('onlyArticle');
  });
});
