// A workspace's settings: what a new one begins with, and what is shown where a stored one lacks a field.
import { workspaceSettings, type WorkspaceSettings, type WorkspaceView } from '../../contract/views.ts';
import { AppError } from '../../domain/errors.ts';
import type { WorkspaceRow } from '../../storage/workspace.ts';

const workday: [number, number][] = [[9 * 60, 18 * 60]];

/** Monday to Friday nine to six, ten seconds to take a public reply back, a day of posts for dry runs. */
export function initialSettings(timeZone: string): WorkspaceSettings {
  return {
    timeZone,
    businessHours: { week: [workday, workday, workday, workday, workday, [], []], holidays: [] },
    undoPublicSeconds: 10,
    undoDmSeconds: 5,
    assignment: 'by_hand',
    window: { enabled: true, hours: 24, maxPosts: 500_000 },
  };
}

/** Refuses what is no IANA time zone. Errors: `invalid_input`. */
export function expectTimeZone(timeZone: string, where: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    throw new AppError(
      'invalid_input',
      `There is no time zone "${timeZone}". Use an IANA name such as Asia/Tokyo.`,
      {
        where,
      },
    );
  }
}

/** The workspace as it is shown; fields that a newer version added get their first value. */
export function workspaceViewOf(row: WorkspaceRow): WorkspaceView {
  const stored = workspaceSettings.partial().safeParse(row.settings);
  const settings = { ...initialSettings('UTC'), ...(stored.success ? stored.data : {}) };
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    settings: workspaceSettings.parse(settings),
    version: row.version,
  };
}
