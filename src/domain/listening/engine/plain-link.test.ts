// Proves that the usual link is taken apart as linkKey does it, and that any other is left to that.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkKey } from '../post-fields.ts';
import { PlainLink } from './plain-link.ts';

const units = new Uint16Array(1_024);
const textOf = (start: number, end: number): string =>
  Array.from(units.subarray(start, end), (unit) => String.fromCharCode(unit)).join('');

/** Host and path as they are read from `start` on; null where it is left to linkKey. */
function read(address: string, start: number): { host: string; path: string } | null {
  const link = new PlainLink();
  if (!link.read(address, units, start)) return null;
  return { host: textOf(start, link.hostEnd), path: textOf(link.hostEnd, link.end) };
}

describe('the usual link', () => {
  it.each([
    ['https://Acme.com/Help/?q=漢#x', { host: 'acme.com', path: '/help' }],
    ['http://a.b.test', { host: 'a.b.test', path: '' }],
    ['https://a.test/@b:c', { host: 'a.test', path: '/@b:c' }],
    ['https://a.test///', { host: 'a.test', path: '' }],
  ])('%s is read at once', (address, expected) => {
    expect(read(address, 3)).toEqual(expected);
  });

  it.each(['https://a.test:8/b', 'https://u@a.test', 'https://a.test.', 'a.test/b', 'https://a.test/漢', ''])(
    '%s is left to linkKey',
    (address) => {
      expect(read(address, 0)).toBeNull();
    },
  );

  it('is what linkKey makes of it, whatever it is made of', () => {
    const signs = [
      'https://',
      'http://',
      'HTTPS:',
      '//',
      '/',
      '.',
      ':',
      '@',
      '?',
      '#',
      ' ',
      '\t',
      '\u0085',
      '\u00a0',
    ];
    const words = ['a', 'B', 'test', '漢', 'İ', '\u212a', '%20', '8', '-', '_', '~'];
    const pieces = fc.constantFrom(...signs, ...words);
    const address = fc
      .tuple(
        fc.constantFrom('https://', 'http://', ''),
        fc.constantFrom('a.test', 'B.c.test/', ''),
        fc.array(pieces, { maxLength: 8 }),
      )
      .map(([scheme, host, rest]) => scheme + host + rest.join(''));
    let readAtOnce = 0;
    fc.assert(
      fc.property(address, (one) => {
        const found = read(one, 5);
        if (found === null) return;
        readAtOnce += 1;
        expect(found).toEqual(linkKey(one));
      }),
      { numRuns: 3_000 },
    );
    expect(readAtOnce).toBeGreaterThan(100);
  });
});
