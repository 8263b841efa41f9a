// Holds what each source brings against what it usually brings at this time of day; raises the alarm, and ends it.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely } from 'kysely';
import { quietOf } from '../domain/listening/quiet.ts';
import { settingsFrom } from '../domain/workspace/settings.ts';
import { inWorkspace } from '../storage/database.ts';
import { setQuiet, sourcesToHold } from '../storage/quiet-sources.ts';
import type { Database } from '../storage/tables.ts';

/** One look at every source of a workspace. */
export async function noticeQuiet(
  { db, now }: { db: Kysely<Database>; now(): number },
  workspaceId: string,
): Promise<void> {
  const nowMs = now();
  const at = new Date(nowMs).toISOString();
  await inWorkspace(db, workspaceId, async (trx) => {
    const sources = await sourcesToHold(trx, nowMs);
    if (sources.length === 0) return;
    const { settings } = await trx
      .selectFrom('workspace')
      .select('settings')
      .where('id', '=', workspaceId)
      .executeTakeFirstOrThrow();
    const isWorkday = workdaysIn(settingsFrom(settings).timeZone);
    for (const { id, createdAt, resumedAt, isListening, quiet: before, byHour } of sources) {
      const sinceMs = Date.parse(createdAt);
      const resumedMs = resumedAt === null ? sinceMs : Date.parse(resumedAt);
      const quiet = isListening ? quietOf({ byHour, sinceMs, resumedMs, nowMs, isWorkday }) : null;
      // What it says changes by the hour; that it stands is no news.
      if (!isDeepStrictEqual(quiet, before)) await setQuiet(trx, { workspaceId, at }, id, quiet);
    }
  });
}

/** Monday to Friday where the team is. */
function workdaysIn(timeZone: string): (ms: number) => boolean {
  const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
  return (ms) => !weekday.format(ms).startsWith('S');
}
