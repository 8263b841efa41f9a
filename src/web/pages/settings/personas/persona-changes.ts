// What is different between two versions of a persona, field by field, as a history tells it.
import type { GuidelinePersona } from '../../../../domain/guideline/persona.ts';

const short = ['name', 'register', 'emoji', 'signature', 'ownerId'] as const;
const long = ['tone', 'examples', 'limits', 'speakers', 'handover'] as const;

export type PersonaChange =
  | { field: (typeof short)[number]; from: string; to: string }
  /** Too long to be told: that it changed is enough, and restoring shows it. */
  | { field: (typeof long)[number] };

/** In the order of the page. `before` is null for the first version, which changes nothing. */
export function personaChanges(before: GuidelinePersona | null, after: GuidelinePersona): PersonaChange[] {
  if (before === null) return [];
  return [
    ...short.flatMap((field): PersonaChange[] => {
      const [from, to] = [before[field] ?? '', after[field] ?? ''];
      return from === to ? [] : [{ field, from, to }];
    }),
    ...long.flatMap((field): PersonaChange[] =>
      JSON.stringify(before[field]) === JSON.stringify(after[field]) ? [] : [{ field }],
    ),
  ];
}
