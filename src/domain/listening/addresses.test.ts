// Proves where addresses and handles stand in a text, and what they are compared by.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressPlaces } from './addresses.ts';
import { isBelow, linkKey } from './post-fields.ts';

describe('addresses', () => {
  it.each([
    ['see https://a.test/b, @c', ['https://a.test/b,', '@c']],
    ['a.test/b?c=d「e」', ['a.test/b?c=d']],
    ['＠a@b.test。x@y.test', ['＠a@b.test']],
    ['24/7 and/or ftp://a', []],
  ])('in %s', (text, expected) => {
    const places = addressPlaces(text);
    const found = places.flatMap((start, n) => (n % 2 === 0 ? [text.slice(start, places[n + 1])] : []));
    expect(found).toEqual(expected);
  });

  it('are found in any text, in order and apart', () => {
    const pieces = fc.constantFrom(
      'https://',
      'http',
      ':',
      '/',
      '//',
      '@',
      '＠',
      'a',
      '.b',
      '.com',
      ' ',
      '漢',
      '-',
      '"',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const text = parts.join('');
        const places = addressPlaces(text);
        expect(places.length % 2).toBe(0);
        for (const [n, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(n === 0 ? 0 : (places[n - 1] ?? 0) + (n % 2));
          expect(place).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });

  it('become host and path', () => {
    expect(linkKey('HTTPS://Acme.COM./A/b//?c=d#e')).toEqual({ host: 'acme.com', path: '/a/b' });
    expect(linkKey('acme.com')).toEqual({ host: 'acme.com', path: '' });
    expect(linkKey('//acme.com:443/')).toEqual({ host: 'acme.com', path: '' });
    expect([linkKey(''), linkKey('acme'), linkKey('mailto:'), linkKey('https:///x')]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    const asked = { host: 'acme.com', path: '/a' };
    expect(isBelow({ host: 'x.acme.com', path: '/a/b' }, asked)).toBe(true);
    expect(isBelow({ host: 'xacme.com', path: '/a' }, asked)).toBe(false);
  });
});
