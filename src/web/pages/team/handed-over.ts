// A persona as it goes on when the member who answered for it leaves.
import type { GuidelinePersona } from '../../../domain/guideline/persona.ts';

export interface Handover {
  /** Who answers for it from now on; null while nobody does. */
  ownerId: string | null;
  /** What whoever takes it over has to know. */
  handover: string;
}

/** Without an owner it stays the leaving member's until they are gone. Whoever takes it over may speak as it, and who leaves may not. */
export function handedOver(
  persona: GuidelinePersona,
  { userId, staying }: { userId: string; staying: readonly string[] },
  { ownerId, handover }: Handover,
): GuidelinePersona & { ownerId: string } {
  const next = ownerId ?? userId;
  const chosen = persona.speakers?.filter((one) => staying.includes(one)) ?? [];
  const speakers = chosen.includes(next) ? chosen : [...chosen, next];
  return {
    ...persona,
    handover: handover.trim(),
    ownerId: next,
    speakers: persona.speakers === null ? null : speakers,
  };
}
