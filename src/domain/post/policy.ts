// The policy gate: what a network's own rules let whom do about a post. Nothing in the program can widen it (invariant 4).
import { z } from 'zod';

/** Things we may do on a network on behalf of an account. */
export const actions = ['reply', 'post', 'dm', 'like', 'repost', 'delete', 'edit'] as const;
export type Action = (typeof actions)[number];
/** `person`: somebody decides on this one thing · `bot`: a program does · `schedule`: the clock does what a person planned. */
export const actors = ['person', 'bot', 'schedule'] as const;
export type Actor = (typeof actors)[number];
/** `api`: we do it · `open_in_network`: a person does it on the network's page, then confirms · `none`: nobody. */
export const permissions = ['api', 'open_in_network', 'none'] as const;
export type Permission = (typeof permissions)[number];

/** A text in the languages of the interface. */
const bothLanguages = z.object({ ja: z.string(), en: z.string() });
export type BothLanguages = z.infer<typeof bothLanguages>;

/** YYYY-MM-DD. */
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);

export const policyRuleSchema = z.object({
  actions: z.array(z.enum(actions)),
  actors: z.array(z.enum(actors)),
  permission: z.enum(permissions),
  /** The rule holds only when the post's author called on us; otherwise the next rule is asked. */
  onlyIf: z.enum(['mentioned_us', 'wrote_dm_first', 'under_our_post']).optional(),
  /** The rule holds only so many hours after the author's last message to us; likewise. */
  withinHours: z.number().int().positive().optional(),
  /** The rule holds only so many hours after the post itself; likewise. */
  postedWithinHours: z.number().int().positive().optional(),
  /** The rule holds only for accounts to which the network granted a longer time than others have (`limits.longWindow`). */
  onlyIfGranted: z.literal(true).optional(),
  /** Why, for whoever wanted to do it; every rule that is not `api` says it. */
  why: bothLanguages.optional(),
  /** The UTC day from which we go by it: a change that is announced can be written down before. */
  since: day,
  /** Where the network says so. */
  source: z.string(),
});
export type PolicyRule = z.infer<typeof policyRuleSchema>;

export interface PolicyQuestion {
  action: Action;
  actor: Actor;
  mentionedUs: boolean;
  wroteDmFirst: boolean;
  /** When they last wrote us a message: UTC, ISO 8601. Null: never, or nobody knows. */
  lastWroteAt: string | null;
  /** Whether the post is a comment under one of ours. */
  underOurPost?: boolean;
  /** When it was written: UTC, ISO 8601. */
  postedAt?: string | null;
  /** Whether the network granted the account a longer time to answer in. */
  hasLongWindow?: boolean;
  /** When it is asked: UTC, ISO 8601. */
  at: string;
}

export const policyAnswerSchema = z.object({
  permission: z.enum(permissions),
  /** Null where nothing needs a reason. */
  why: bothLanguages.nullable(),
  /** Since when that holds; null where no rule speaks of it. */
  since: day.nullable(),
});
export type PolicyAnswer = z.infer<typeof policyAnswerSchema>;

/** Silence of the rules means no. */
const unsaid: PolicyAnswer = {
  permission: 'none',
  why: {
    ja: 'このネットワークの規則で認められていることを確かめられていません。',
    en: 'Nothing in this network’s rules is known to allow it.',
  },
  since: null,
};

/** What the network allows here: the first rule that holds and fits decides, and what no rule allows is forbidden. */
export function askPolicy(policy: readonly PolicyRule[], question: PolicyQuestion): PolicyAnswer {
  const today = question.at.slice(0, 10);
  for (const rule of policy) {
    if (rule.since > today) continue;
    if (!rule.actions.includes(question.action) || !rule.actors.includes(question.actor)) continue;
    if (rule.onlyIf === 'mentioned_us' && !question.mentionedUs) continue;
    if (rule.onlyIf === 'wrote_dm_first' && !question.wroteDmFirst) continue;
    if (rule.onlyIf === 'under_our_post' && question.underOurPost !== true) continue;
    if (rule.onlyIfGranted === true && question.hasLongWindow !== true) continue;
    if (!isWithin(rule.withinHours, question.lastWroteAt, question.at)) continue;
    if (!isWithin(rule.postedWithinHours, question.postedAt ?? null, question.at)) continue;
    return { permission: rule.permission, why: rule.why ?? null, since: rule.since };
  }
  return unsaid;
}

function isWithin(hours: number | undefined, since: string | null, at: string): boolean {
  if (hours === undefined) return true;
  return since !== null && Date.parse(at) - Date.parse(since) < hours * 3_600_000;
}

/** Whether any rule asks how long ago the author last wrote: of other networks nobody need find out. */
export const hasWindow = (policy: readonly PolicyRule[]): boolean =>
  policy.some(({ withinHours }) => withinHours !== undefined);

interface Addressing {
  mentions: readonly { nativeId?: string | undefined; handle?: string | undefined }[];
}

/** Whether a post is a comment under one of ours: networks that have such a thing write it into what they act on it by. */
export const isUnderOurs = ({ ref }: { ref?: Record<string, string> | null }): boolean =>
  ref?.['under'] === 'us';

/** Whether a post calls on an account by name. */
export function callsOn({ mentions }: Addressing, account: { nativeId: string; handle: string }): boolean {
  // No network tells handles apart by their case.
  const handle = account.handle.toLowerCase();
  return mentions.some((one) => one.nativeId === account.nativeId || one.handle?.toLowerCase() === handle);
}
