// What a workspace can set, and what holds where it set nothing.
import { officeHours, type BusinessHours } from '../kpi/business-hours.ts';

export interface WorkspaceSettings {
  /** IANA name. */
  timeZone: string;
  businessHours: BusinessHours;
  undoPublicSeconds: number;
  undoDmSeconds: number;
  assignment: 'by_hand' | 'in_turn';
  /** Whether lists show personal data of people as dots. */
  coverPersonalData: boolean;
  /** The rolling window of what matched nothing, for dry runs. */
  window: { enabled: boolean; hours: number; maxPosts: number };
}

export const defaultSettings: WorkspaceSettings = {
  timeZone: 'UTC',
  businessHours: officeHours,
  undoPublicSeconds: 10,
  undoDmSeconds: 5,
  assignment: 'by_hand',
  coverPersonalData: true,
  window: { enabled: true, hours: 24, maxPosts: 1_000_000 },
};

/** What was stored (checked when it was written) over the defaults, so that a setting added later has a value. */
export function settingsFrom(stored: Record<string, unknown>): WorkspaceSettings {
  const given = stored as Partial<WorkspaceSettings>;
  return {
    ...defaultSettings,
    ...given,
    window: { ...defaultSettings.window, ...given.window },
  };
}
