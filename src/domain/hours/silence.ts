// Why the program stays silent after hours; apart from what is asked of texts, for the browser shows it.

/** Why the program does not answer a post that came while nobody was there. */
export const silenceCauses = [
  'clock',
  'late',
  'back_soon',
  'no_next_opening',
  'ours',
  'bot',
  'opted_out',
  'not_judged',
  'urgent',
  'harassment',
  'answered',
  'told_before',
  'gone',
  'account_dead',
  'network_forbids',
  'too_long',
  'guideline',
  'broken',
] as const;
export type SilenceCause = (typeof silenceCauses)[number];
