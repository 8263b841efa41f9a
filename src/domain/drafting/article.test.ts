// Articles: what may be one, what a reply begins with, and what a file brings in.
import { describe, expect, it } from 'vitest';
import { readArticles } from './article-file.ts';
import { articleWords } from './article.ts';
import { blanksIn } from './blanks.ts';
import { articleText, findArticles } from './find-articles.ts';
import { writeArticles } from './write-articles.ts';

const login = {
  title: 'ログインできないとき',
  url: 'https://help.example/login',
  text: 'パスワードの再設定、確認コードが届かないときの手順',
  lang: 'ja',
};

describe('an article', () => {
  it.each([
    'help.example/login',
    'ftp://help.example/',
    'javascript:alert(1)',
    'https://',
    'https://user:secret@help.example/',
    'https://intranet/login',
    'http:help.example',
    `https://help.example/${'a'.repeat(500)}`,
  ])('has no address such as %s', (url) => {
    const { success, error } = articleWords.safeParse({ ...login, url });
    expect(success).toBe(false);
    expect(error?.issues[0]?.path).toEqual(['url']);
  });

  it('has an address as it is opened, without braces, and a title without blanks', () => {
    const read = (url: string): string => articleWords.parse({ ...login, url }).url;
    expect(read(' HTTPS://Help.Example/a?q={name} ')).toBe('https://help.example/a?q=%7Bname%7D');
    // Networks end a link at the first sign that no address has.
    expect(read('https://help.example/ヘルプ')).toBe('https://help.example/%E3%83%98%E3%83%AB%E3%83%97');
    expect(articleWords.safeParse({ ...login, url: 'https://ヘルプ.example/' }).success).toBe(false);
    expect(articleWords.safeParse({ ...login, title: 'Hello {name}' }).success).toBe(false);
  });

  it('begins a reply with a blank for one’s own words, and with no other', () => {
    const text = articleText(login);
    expect(text).toContain(`「${login.title}」\n${login.url}`);
    expect(blanksIn(text).map(({ label }) => label)).toEqual(['自分の言葉で']);
    const en = articleText({ title: 'Cannot log in', url: 'https://help.example/en', lang: null });
    expect(blanksIn(en).map(({ label }) => label)).toEqual(['in your own words']);
  });

  it('is found by all words that were typed, those in the language of the post first', () => {
    const en = {
      title: 'Login trouble',
      url: 'https://help.example/en/login',
      text: 'Reset it.',
      lang: 'en',
    };
    expect(findArticles([login, en], 'ＬＯＧＩＮ', 'en')).toEqual([en, login]);
    expect(findArticles([login, en], 'login reset', 'ja')).toEqual([en]);
    expect(findArticles([login, en], 'パスワード 請求', 'ja')).toEqual([]);
  });
});

describe('a file of articles', () => {
  const brands = [{ id: '0199', name: 'Acme' }];

  it.each(['csv', 'ndjson'] as const)('that was written is read back (%s)', (format) => {
    const held = [
      { ...login, brandId: '0199' },
      { ...login, lang: null, text: 'two\nlines, "quoted"', brandId: null },
    ];
    const { articles, faults } = readArticles(writeArticles(held, format, brands), format, brands);
    expect(faults).toEqual([]);
    expect(articles.map(({ line: _, ...article }) => article)).toEqual(held);
  });

  it('tells each fault by its line and field, and brings the rest in', () => {
    const text = [
      'title,url,text,brand',
      'Start,https://help.example/start,How to start,Acme',
      'Nowhere,help.example/x,What,',
      'Start again,https://HELP.example/start,The same address,Acme',
      'Whose,https://help.example/y,What,Nobody',
      'Nothing,https://help.example/z,,',
    ].join('\n');
    const { articles, faults } = readArticles(text, 'csv', brands);
    expect(articles.map(({ title }) => title)).toEqual(['Start']);
    expect(faults.map(({ line, code, field }) => [line, code, field])).toEqual([
      [3, 'not_allowed', 'url'],
      [4, 'twice', 'url'],
      [5, 'unknown_brand', 'brand'],
      [6, 'missing', 'text'],
    ]);
    expect(readArticles('title,account\nx,y', 'csv', brands).faults[0]).toMatchObject({
      code: 'unknown_column',
    });
  });
});
