// What every scenario ends with: the case as the program measured it, and the ledger as a person reads it.
import { coverPersonalData } from '../../../src/domain/personal-data/covered.ts';
import { expect } from 'vitest';
import { call } from '../../e2e/support/api.ts';
import type { Desk } from '../../e2e/support/stage.ts';
import { goTo, type Outcome } from '../../e2e/support/work.ts';

const allDay: [number, number][] = [[0, 1440]];

/** Open around the clock, or closed on every day of the week. */
export async function setHours(desk: Desk, hours: 'always' | 'never'): Promise<void> {
  const week = Array.from({ length: 7 }, () => (hours === 'always' ? allDay : []));
  await call(desk, 'changeWorkspace', { body: { settings: { businessHours: { week, otherDays: [] } } } });
}

/** The id of the case on screen. */
export function caseIdOn({ page }: Desk): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/**
 * The first reaction of a closed case: measured from the customer's first post, by the wall clock and in business hours.
 *
 * @param withinMs the scenario's own length: more than this cannot have passed
 */
export async function expectMeasured(
  desk: Desk,
  caseId: string,
  expected: { outcome: Outcome; hours: 'always' | 'never'; withinMs: number },
): Promise<void> {
  const { case: row } = await call(desk, 'readCase', { params: { id: caseId } });
  expect(row.state).toBe('closed');
  expect(row.outcome).toBe(expected.outcome);
  const wall = row.firstReactionMs ?? Number.NaN;
  expect(wall).toBeGreaterThan(0);
  expect(wall).toBeLessThan(expected.withinMs);
  expect(wall).toBe(Date.parse(row.firstAnswerAt ?? '') - Date.parse(row.firstPostAt));
  expect(row.firstReactionBusinessMs).toBe(expected.hours === 'always' ? wall : 0);
}

/** Everything that came in stands in the ledger's heap of answered posts, each with its case. */
export async function expectAnsweredInLedger(desk: Desk, words: readonly string[]): Promise<void> {
  const { page, t } = desk;
  await goTo(desk, 'ledger');
  const heaps = page.getByRole('navigation', { name: t('ledger.heaps') });
  await heaps.getByRole('link', { name: t('ledger.heap.answered') }).click();
  // Rows show no personal data.
  for (const text of words) await page.getByRole('main').getByText(coverPersonalData(text)).first().waitFor();
  const counts = await call(desk, 'readLedgerCounts');
  expect(counts.waiting).toBe(0);
}
