// What can be advised about a post, and what stands between the reasons that are kept of it.

export const advices = ['speak', 'silent', 'private'] as const;
export type AdviceChoice = (typeof advices)[number];

/** Stands between the codes of what spoke for an advice and those of what spoke against it. */
export const against = 'against';
