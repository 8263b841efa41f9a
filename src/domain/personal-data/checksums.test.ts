// Check digits: numbers that are known to be right, and that one wrong digit is noticed.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isChineseId,
  isCpf,
  isDay,
  isDni,
  isFrenchId,
  isGermanTaxId,
  isIban,
  isKoreanId,
  isLuhn,
  isMyNumber,
  isNif,
  isPostalItem,
} from './checksums.ts';

describe.each([
  ['Luhn', isLuhn, ['4111111111111111', '378282246310005', '5555555555554444']],
  ['IBAN', isIban, ['DE89370400440532013000', 'GB82WEST12345698765432', 'ES9121000418450200051332']],
  ['CPF', isCpf, ['11144477735', '52998224725']],
  ['DNI and NIE', isDni, ['12345678Z', '00000000T', 'X1234567L']],
  ['China’s id', isChineseId, ['11010519491231002X']],
  ['NIR', isFrenchId, ['255081416802538']],
  ['tax id', isGermanTaxId, ['86095742719', '47036892816', '65929970489']],
])('%s', (_name, isReal, numbers) => {
  test.each(numbers)('%s is right', (number) => expect(isReal(number)).toBe(true));

  test('one wrong digit is noticed', () => {
    for (const number of numbers) {
      fc.assert(
        fc.property(fc.nat(number.length - 1), fc.integer({ min: 1, max: 9 }), (at, add) => {
          const digit = number.charAt(at);
          if (!/\d/.test(digit)) return;
          const wrong = `${number.slice(0, at)}${(Number(digit) + add) % 10}${number.slice(at + 1)}`;
          expect(isReal(wrong), wrong).toBe(false);
        }),
      );
    }
  });
});

test('checks with two digits for one value', () => {
  expect(isMyNumber('123456789018')).toBe(true);
  expect(isMyNumber('123456789012')).toBe(false);
  expect(isNif('123456789')).toBe(true);
  expect(isNif('123456780')).toBe(false);
  expect(isPostalItem('RR123456785GB')).toBe(true);
  expect(isPostalItem('RR123456784GB')).toBe(false);
});

test('dates within numbers', () => {
  expect(isDay(2024, 2, 29)).toBe(true);
  expect(isDay(2023, 2, 29)).toBe(false);
  expect(isDay(1899, 1, 1)).toBe(false);
  expect(isKoreanId('9001011234568')).toBe(true);
  expect(isKoreanId('9013011234568')).toBe(false);
});
