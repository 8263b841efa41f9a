// What a reply began with, among what it is held against; apart from the rules, which the page itself does not load.
import type { ReplyFacts } from './reply-facts.ts';

/** The facts of a reply that knows what it began with: an answer that was given once is not given again as it was. */
export function beganWith(facts: ReplyFacts, begun: readonly { text: string }[]): ReplyFacts {
  const { context } = facts;
  const templates = [...context.templates, ...begun.map(({ text }) => text)];
  return { ...facts, context: { ...context, templates } };
}
