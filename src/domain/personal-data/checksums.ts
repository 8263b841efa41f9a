// The check digits of numbers that people and their accounts have: what tells a real one from a row of digits.

const digitsOf = (text: string): number[] => Array.from(text, Number);

const weighted = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);

/** Luhn's sum, as payment cards have it. Takes digits only. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** How long the IBANs of a country are, in characters. */
const ibanLength: Readonly<Record<string, number>> = {
  AD: 24,
  AE: 23,
  AT: 20,
  BE: 16,
  BG: 22,
  BR: 29,
  CH: 21,
  CY: 28,
  CZ: 24,
  DE: 22,
  DK: 18,
  EE: 20,
  ES: 24,
  FI: 18,
  FR: 27,
  GB: 22,
  GR: 27,
  HR: 21,
  HU: 28,
  IE: 22,
  IL: 23,
  IS: 26,
  IT: 27,
  LI: 21,
  LT: 20,
  LU: 20,
  LV: 21,
  MC: 27,
  MT: 31,
  NL: 18,
  NO: 15,
  PL: 28,
  PT: 25,
  RO: 24,
  SA: 24,
  SE: 24,
  SI: 19,
  SK: 24,
  SM: 27,
  TR: 26,
  UA: 29,
};

/** The length that an IBAN beginning so must have; undefined for a country without IBANs. */
export const lengthOfIban = (country: string): number | undefined => ibanLength[country];

/** ISO 7064 mod 97 over an IBAN without spaces, in capitals. */
export function isIban(iban: string): boolean {
  if (iban.length !== ibanLength[iban.slice(0, 2)]) return false;
  let rest = 0;
  for (const char of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(char, 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

/** Japan's individual number: twelve digits. */
export function isMyNumber(number: string): boolean {
  const digits = digitsOf(number);
  const rest = weighted(digits, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return digits.length === 12 && digits[11] === (rest <= 1 ? 0 : 11 - rest);
}

/** Brazil's CPF: eleven digits, the last two of them checks. */
export function isCpf(number: string): boolean {
  const digits = digitsOf(number);
  if (digits.length !== 11 || new Set(digits).size === 1) return false;
  const check = (count: number): number => {
    let sum = 0;
    for (let at = 0; at < count; at += 1) sum += (digits[at] ?? 0) * (count + 1 - at);
    return ((sum * 10) % 11) % 10;
  };
  return digits[9] === check(9) && digits[10] === check(10);
}

/** Spain's DNI and NIE, whose last letter follows from the digits; without separators, in capitals. */
export function isDni(id: string): boolean {
  const parts = /^([XYZ]?)(\d{7,8})([A-Z])$/.exec(id);
  if (parts === null) return false;
  const [, first = '', digits = '', letter] = parts;
  if (first === '' ? digits.length !== 8 : digits.length !== 7) return false;
  const number = Number((first === '' ? '' : String('XYZ'.indexOf(first))) + digits);
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23] === letter;
}

/** Whether a day of that name exists in the calendar, between 1900 and 2099. */
export function isDay(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2099 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** China's eighteen characters: a birth date within, and a check that may be X. */
export function isChineseId(id: string): boolean {
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return false;
  if (!isDay(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))) return false;
  const sum = weighted(digitsOf(id.slice(0, 17)), [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === id[17];
}

/** Korea's resident number: the birth date and the century. Numbers given since 2020 have no check digit. */
export function isKoreanId(number: string): boolean {
  const century = Number(number[6]);
  if (number.length !== 13 || century < 1 || century > 8) return false;
  const start = century === 3 || century === 4 || century === 7 || century === 8 ? 2000 : 1900;
  return isDay(start + Number(number.slice(0, 2)), Number(number.slice(2, 4)), Number(number.slice(4, 6)));
}

/** France's NIR: thirteen characters and a check of two digits; Corsica's letters count as 19 and 18. */
export function isFrenchId(number: string): boolean {
  if (!/^[1-478]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}\d{2}$/.test(number)) return false;
  const digits = number.replace('2A', '19').replace('2B', '18');
  return Number(BigInt(digits.slice(0, 13)) % 97n) === 97 - Number(digits.slice(13));
}

/** Germany's tax id: eleven digits, ISO 7064 mod 11,10. */
export function isGermanTaxId(number: string): boolean {
  if (!/^[1-9]\d{10}$/.test(number)) return false;
  let product = 10;
  for (const digit of digitsOf(number.slice(0, 10))) {
    const sum = (digit + product) % 10;
    product = ((sum === 0 ? 10 : sum) * 2) % 11;
  }
  return (11 - product) % 10 === Number(number[10]);
}

/** Portugal's NIF: nine digits. */
export function isNif(number: string): boolean {
  if (!/^[1-35689]\d{8}$/.test(number)) return false;
  const rest = weighted(digitsOf(number), [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
  return Number(number[8]) === (rest < 2 ? 0 : 11 - rest);
}

/** The posts' S10 item number: two letters, eight digits and their check, two letters of the country. */
export function isPostalItem(code: string): boolean {
  if (!/^[A-Z]{2}\d{9}[A-Z]{2}$/.test(code)) return false;
  const check = 11 - (weighted(digitsOf(code.slice(2, 10)), [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
  return Number(code[10]) === (check === 10 ? 0 : check === 11 ? 5 : check);
}
