// Days as people write them, in either language; pure.
import type { Locale } from '../i18n/translator.ts';

const written = /^(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?$/u;

/** 2026-11-24, 2026/11/24 or 2026年11月24日, full width too, as YYYY-MM-DD; empty for nothing; null for what is no day. */
export function readDate(text: string): string | null {
  const plain = text.normalize('NFKC').replaceAll(/\s/gu, '');
  if (plain === '') return '';
  const [, year = '', month = '', day = ''] = written.exec(plain) ?? [];
  if (year === '') return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  // A month’s thirty-first that there is not would be read as the next month’s first.
  return Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(date) ? null : date;
}

/** YYYY-MM-DD as the page writes it; English as it stands, for no two countries agree on anything else. */
export function writeDate(date: string, locale: Locale): string {
  return locale === 'ja' ? date.replaceAll('-', '/') : date;
}
