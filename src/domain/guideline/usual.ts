// What holds where nobody has decided anything, and how much one may decide. Apart from the schemas, which the browser has no need of.
import type { GuidelinePersona } from './persona.ts';
import type { GuidelineSettings } from './settings.ts';

/** In UTF-16 units, and words of one list. */
export const wordLimits = { length: 100, count: 500 } as const;

/** Of a persona: lengths in UTF-16 units, and how many of each. */
export const personaLimits = {
  name: 80,
  tone: 2000,
  signature: 40,
  initials: 20,
  example: 1000,
  examples: 20,
  why: 500,
  word: 100,
  words: 30,
  limits: 50,
  speakers: 1000,
  handover: 5000,
} as const;

export const emptyGuideline: GuidelineSettings = {
  levels: {},
  words: { forbidden: [], wanted: [], confidential: [], spellings: [] },
};

export const usualPersona: GuidelinePersona = {
  name: '',
  tone: '',
  register: 'polite',
  emoji: 'none',
  signature: '',
  examples: [],
  limits: [],
  speakers: null,
  ownerId: null,
  handover: '',
};
