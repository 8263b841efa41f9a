// HTML of networks, well-formed or not, becomes the text a reader would see.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeEntities, htmlToText } from './html-text.ts';

describe('htmlToText', () => {
  test.each([
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['<p>a<br>b<br />c</p>', 'a\nb\nc'],
    ['<p>a<br><br>b</p>', 'a\n\nb'],
    ['plain', 'plain'],
    ['', ''],
    ['<p>  many \n  spaces </p>', 'many spaces'],
    ['<p>bold <strong>and</strong> <em>not</em></p>', 'bold and not'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2 &#39;x&#x27; &quot;', "1 < 2 && 3 > 2 'x' \""],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
    ['a < b and c > d', 'a < b and c > d'],
    ['a <3 b', 'a <3 b'],
    ['<ul><li>one</li><li>two</li></ul>after', '• one\n• two\nafter'],
    ['<blockquote><p>said</p></blockquote><p>mine</p>', 'said\n\nmine'],
    ['<pre><code>a\n  b</code></pre>', 'a\n  b'],
    ['x<script>alert("<p>no</p>")</script>y<style>p{}</style>z', 'xyz'],
    ['x<!-- a > b <p> -->y<!doctype html>z', 'xyz'],
    ['<p>unclosed', 'unclosed'],
    ['text<a href="https://x.example/', 'text'],
    ['</p></p></div>ok', 'ok'],
    ['<img class="emoji" alt=":cat:" src="x"> hi', ':cat: hi'],
    ['<p>アプリが<br>起動しない</p>', 'アプリが\n起動しない'],
    ['&nbsp;&unknown; &#0; &#xD800; &#99999999; &', '\u00a0&unknown; \ufffd \ufffd &#99999999; &'],
    ['<P CLASS=x>Upper</P>', 'Upper'],
    ['<a href=\'https://q.example/?a="b"&amp;c=1\'>q</a>', 'q'],
    ['a<br/>b', 'a\nb'],
    ['<constructor>odd</constructor>', 'odd'],
  ])('%s', (html, text) => {
    expect(htmlToText(html).text).toBe(text);
  });

  test('a shortened link gives the whole address, in the text and as a link', () => {
    const html =
      '<p>see <a href="https://example.com/a/long/way?x=1&amp;y=2" rel="nofollow"><span class="invisible">https://</span>' +
      '<span class="ellipsis">example.com/a/long/way</span><span class="invisible">?x=1&amp;y=2</span></a></p>';
    expect(htmlToText(html)).toEqual({
      text: 'see https://example.com/a/long/way?x=1&y=2',
      links: ['https://example.com/a/long/way?x=1&y=2'],
      mentions: [],
      hashtags: [],
    });
  });

  test('mentions and hashtags are told from links', () => {
    const html =
      '<p><span class="h-card" translate="no"><a href="https://m.example/@taro" class="u-url mention">@<span>taro</span></a></span> ' +
      '<a href="https://m.example/tags/%E5%9B%B0" class="mention hashtag" rel="tag">#<span>困った</span></a> ' +
      '<a href="javascript:alert(1)">bad</a> <a href="https://a.example">one</a> <a href="https://a.example">again</a></p>';
    expect(htmlToText(html)).toEqual({
      text: '@taro #困った bad one again',
      links: ['https://a.example'],
      mentions: [{ text: '@taro', href: 'https://m.example/@taro' }],
      hashtags: ['困った'],
    });
  });

  test('a dropped class takes its element only', () => {
    const html = '<p class="quote-inline">RE: <a href="https://x.example/1">x</a></p><p>mine</p>';
    expect(htmlToText(html, { dropClass: 'quote-inline' })).toMatchObject({ text: 'mine', links: [] });
  });

  test('any text survives escaping and back', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[^\s\u200b]+$/u), { minLength: 1, maxLength: 6 }), (words) => {
        const text = words.join(' ');
        const html = `<p>${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</p>`;
        expect(htmlToText(html).text).toBe(text);
        expect(decodeEntities(text.replaceAll('&', '&amp;'))).toBe(text);
      }),
    );
  });

  test('never throws and gives no tag of a known name back, whatever is thrown at it', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '</',
        '<a href=',
        '<p',
        '<!--',
        '-->',
        '&',
        '&#',
        ';',
        '=',
        '/',
        'a',
        ' ',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        expect(typeof htmlToText(pieces.join('')).text).toBe('string');
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['open tags', '<a href="x'],
    ['quotes', '<a b="'],
    ['angles', '<'],
    ['entities', '&amp'],
    ['comments', '<!--'],
    ['nested', '<script><script '],
    ['spaces', '<p                '],
    ['attributes', '<p a=b '],
  ])('200,000 characters of %s take linear time', (_, unit) => {
    const time = (length: number): number => {
      const html = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const start = performance.now();
      htmlToText(html);
      return performance.now() - start;
    };
    time(20_000);
    expect(time(200_000)).toBeLessThan(1000);
  });
});
