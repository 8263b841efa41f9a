// What the stages need of a workspace itself: its settings, its monitors, and who is there.
import type { BusinessHours } from '../domain/kpi/business-hours.ts';
import type { MonitorToMatch } from '../domain/listening/matcher.ts';

interface MemberRecord {
  userId: string;
  onShift: boolean;
  languages: string[];
  openCases: number;
  lastAssignedAt: string | null;
  maySend: boolean;
}

export interface WorkspaceStore {
  settings(): Promise<{
    timeZone: string;
    businessHours: BusinessHours;
    undoPublicSeconds: number;
    undoDmSeconds: number;
    assignment: 'by_hand' | 'in_turn';
    approval: { lateMinutes: number; whenLate: 'wait' | 'send_back' };
    modelDrafts: boolean;
    window: { enabled: boolean; hours: number; maxPosts: number };
  }>;
  /** Active monitors, and a key that changes whenever they do. */
  monitors(): Promise<{ key: string; monitors: (MonitorToMatch & { brandId: string | null })[] }>;
  monitorsKey(): Promise<string>;
  members(): Promise<MemberRecord[]>;
  /** What each brand is called: its own name, its products' names and their aliases. */
  brandNames(): Promise<Map<string, string[]>>;
  touchAssigned(userId: string, at: string): Promise<void>;
}
