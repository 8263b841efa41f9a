// GET /api/calendars/<secret>.ics: an account's opening hours for whoever has the address, without a session.
import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../domain/errors.ts';
import { readDayPosts } from '../domain/hours/day-posts.ts';
import { hoursCalendar, withoutStamps } from '../domain/hours/ical.ts';
import { holdingHours } from '../domain/hours/own-hours.ts';
import { accountHoursRow } from '../storage/account-hours.ts';
import { findCalendar, touchCalendarFeed } from '../storage/calendar-feeds.ts';
import { inWorkspace } from '../storage/database.ts';
import { createWorkTx } from '../storage/work/work-tx.ts';
import { hashSecret, workspaceOfToken } from './auth/secrets.ts';
import type { Services } from './context.ts';

const path = '/api/calendars/';
const ending = '.ics';
/** Calendars ask all day long: one write an hour says that they do. */
const touchEveryMs = 60 * 60_000;

/** Where the calendar of a token is read. */
export function calendarAddress(publicUrl: string, token: string): string {
  return new URL(`${path}${token}${ending}`, publicUrl).href;
}

/** Registers it; like all of the API it is limited by address. */
export function registerCalendar(app: FastifyInstance, services: Services): void {
  app.get<{ Params: { file: string } }>(
    `${path}:file`,
    { config: { operation: 'readCalendar' } },
    async (request, reply) => {
      const calendar = await calendarOf(services, request.params.file);
      // One that was revoked, mistyped or made up is all the same to who asks.
      if (calendar === null) throw new AppError('not_found', 'There is no calendar at this address.');
      // Weak: the stamps of two that say the same differ.
      const etag = `W/"${hash('sha256', withoutStamps(calendar), 'base64url').slice(0, 27)}"`;
      // Asked for anew each time, so that none is shown after it was revoked.
      void reply.header('etag', etag).header('cache-control', 'private, no-cache');
      if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="opening-hours.ics"')
        .send(calendar);
    },
  );
}

function isKnown(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header !== undefined && header.split(',').some((tag) => opaque(tag) === opaque(etag));
}

/** Null where there is none, and where what was stored of the hours cannot be read: nothing wrong is told then. */
async function calendarOf({ db, newId, now }: Services, file: string): Promise<string | null> {
  const token = file.endsWith(ending) ? file.slice(0, -ending.length) : '';
  const workspaceId = workspaceOfToken(token);
  if (workspaceId === null) return null;
  const nowMs = now();
  return inWorkspace(db, workspaceId, async (trx) => {
    const found = await findCalendar(trx, hashSecret(token));
    if (found === undefined) return null;
    const tx = createWorkTx(trx, { workspaceId, now: () => nowMs, newId: () => newId() });
    const { timeZone, businessHours } = await tx.workspace.settings();
    const stored = await accountHoursRow(trx, found.accountId);
    const hours = holdingHours(stored.ownHours, { timeZone, businessHours });
    if ('fault' in hours) return null;
    if (found.readAt === null || Date.parse(found.readAt) + touchEveryMs <= nowMs) {
      await touchCalendarFeed(trx, found.feedId, new Date(nowMs).toISOString());
    }
    const dayPosts = readDayPosts(stored.dayPosts);
    return hoursCalendar({
      name: found.displayName === '' ? found.handle : found.displayName,
      // Our own ids stay with us; a new address keeps the events that a calendar has.
      uid: hash('sha256', `calendar ${found.accountId}`).slice(0, 24),
      lang: 'fault' in dayPosts ? 'ja' : dayPosts.lang,
      hours,
      nowMs,
    });
  });
}
