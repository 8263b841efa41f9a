// What a draft's persona says of it, whatever the rules weigh: who may speak as it, and what it never speaks of.
import type { DraftContext, PersonaStop } from './context.ts';
import type { Finding } from './finding.ts';
import { placesOfWords } from './own-words.ts';
import type { ReasonCode } from './reasons.ts';

const reasons: Record<PersonaStop, ReasonCode> = {
  ownerless: 'personaOwnerless',
  notSpeaker: 'personaNotYours',
};

/** Nobody passes over these: they are mended by whoever may change the persona. */
export function isPassable({ reason }: Pick<Finding, 'reason'>): boolean {
  return reason !== 'personaOwnerless' && reason !== 'personaNotYours';
}

/** Why nothing goes out as a persona. */
export function stopOfPersona(name: string, stop: PersonaStop): Finding {
  return { rule: 'R03', level: 'block', reason: reasons[stop], params: { name } };
}

/** Findings about the persona itself and its limits. */
export function checkPersona({ persona, draft }: DraftContext): Finding[] {
  const { name, stops = null, limits = [], lacksInitials = false } = persona;
  const found: Finding[] = [];
  if (stops !== null) found.push(stopOfPersona(name, stops));
  if (lacksInitials && stops === null)
    found.push({ rule: 'R03', level: 'warn', reason: 'initialsMissing', params: { name } });
  for (const { words, instead } of limits) {
    for (const span of placesOfWords(draft, words)) {
      const params = { name, words: draft.slice(...span), instead };
      const reason = instead === '' ? 'personaLimit' : 'personaLimitInstead';
      found.push({ rule: 'R17', level: 'block', reason, params, span });
    }
  }
  return found;
}
