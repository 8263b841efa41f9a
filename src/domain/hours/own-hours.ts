// Whose hours hold for an account: its own where it has some, otherwise the workspace's.
import { z } from 'zod';
import type { BusinessHours, OpenSpan } from '../kpi/business-hours.ts';

/** [from, to) in minutes from midnight. */
const openSpan = z.tuple([z.number().int().min(0), z.number().int().max(1440)]);
const mostSpans = 4;

const storedDay = z.array(openSpan);
const writtenDay = z
  .array(openSpan.refine(([from, to]) => from < to, 'A span must end after it begins.'))
  .max(mostSpans)
  .refine(areApart, 'Two spans of a day overlap.');

function hoursOf(day: typeof storedDay) {
  return z.object({
    /** Monday first; each day's open spans. */
    week: z.array(day).length(7),
    /** Days unlike their weekday: without spans they are closed. */
    otherDays: z
      .array(z.object({ date: z.iso.date(), name: z.string().max(120), spans: day.max(mostSpans) }))
      .max(1000)
      .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'A date is there twice.'),
  });
}

/** Hours as they may be stored: of those written before, less was asked. */
export const businessHoursSchema = hoursOf(storedDay);
/** Hours as they may be written. */
export const writtenBusinessHours = hoursOf(writtenDay);

function areApart(spans: readonly OpenSpan[]): boolean {
  const inOrder = spans.toSorted(([a], [b]) => a - b);
  return inOrder.every(([from], index) => from >= (inOrder[index - 1]?.[1] ?? 0));
}

/** Whether this program can tell the time there. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name }).format(0);
    return true;
  } catch {
    return false;
  }
}

export const ownHoursSchema = z.strictObject({
  /** IANA name. */
  timeZone: z.string().max(64).refine(isTimeZone, 'There is no such time zone.'),
  businessHours: businessHoursSchema,
});

/** An account's own hours as they may be written. */
export const writtenOwnHours = ownHoursSchema.extend({ businessHours: writtenBusinessHours });

export interface HoldingHours {
  timeZone: string;
  businessHours: BusinessHours;
}

/** What was stored cannot be read: nothing is posted or answered by it. */
export interface BrokenHours {
  fault: string;
}

/** The hours of an account from what was stored for it; null where nothing was. Never throws. */
export function holdingHours(stored: unknown, workspace: HoldingHours): HoldingHours | BrokenHours {
  const { timeZone, businessHours } = workspace;
  const read = ownHoursSchema.safeParse(stored ?? { timeZone, businessHours });
  return read.success ? read.data : { fault: firstFault(read.error) };
}

/** Where a schema was not met, and how. */
export function firstFault({ issues }: z.ZodError): string {
  const [issue] = issues;
  const where = issue?.path.join('.') ?? '';
  return `${where === '' ? '' : `${where}: `}${issue?.message ?? 'cannot be read'}`;
}
