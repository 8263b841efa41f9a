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
  /** When a reply that nobody approved is late, and what happens then; it is never sent by itself. */
  approval: { lateMinutes: number; whenLate: 'wait' | 'send_back' };
  /** Whether a language model may be asked for drafts, where the operator has set one up. */
  modelDrafts: boolean;
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
  approval: { lateMinutes: 30, whenLate: 'wait' },
  modelDrafts: false,
  window: { enabled: true, hours: 24, maxPosts: 1_000_000 },
};

/** What was stored (checked when it was written) over the defaults, so that a setting added later has a value. */
export function settingsFrom(stored: Record<string, unknown>): WorkspaceSettings {
  const given = stored as Partial<WorkspaceSettings>;
  return {
    ...defaultSettings,
    ...given,
    businessHours: hoursFrom(given.businessHours),
    approval: { ...defaultSettings.approval, ...given.approval },
    window: { ...defaultSettings.window, ...given.window },
  };
}

/** Before days had names and hours of their own, only dates were kept, of days that are closed. */
interface StoredHours extends Partial<BusinessHours> {
  holidays?: string[];
}

function hoursFrom({ week, otherDays, holidays = [] }: StoredHours = {}): BusinessHours {
  return {
    week: week ?? officeHours.week,
    otherDays: otherDays ?? holidays.map((date) => ({ date, name: '', spans: [] })),
  };
}
