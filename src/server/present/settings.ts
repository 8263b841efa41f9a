// A workspace's settings: what a new one begins with, and what is shown where a stored one lacks a field.
import { workspaceSettings, type WorkspaceSettings, type WorkspaceView } from '../../contract/views.ts';
import { AppError } from '../../domain/errors.ts';
import { defaultSettings, settingsFrom } from '../../domain/workspace/settings.ts';
import type { WorkspaceRow } from '../../storage/workspace.ts';

/** What a new workspace begins with. */
export function initialSettings(timeZone: string): WorkspaceSettings {
  return workspaceSettings.parse({ ...defaultSettings, timeZone });
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
  return {
    id: row.id,
    name: row.name,
    slug: row.slug,
    settings: workspaceSettings.parse(settingsFrom(row.settings)),
    crises: row.crises,
    version: row.version,
  };
}
