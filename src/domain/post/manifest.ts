// What a network declares about itself: interface, checks and policy gate read only this.
import { z } from 'zod';

export const lengthRuleSchema = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('graphemes'), max: z.number(), maxBytes: z.number() }),
  z.object({ unit: z.literal('mastodon'), max: z.number(), urlLength: z.number() }),
]);

/** Things we may do on a network on behalf of an account. */
export const actions = ['reply', 'post', 'dm', 'like', 'repost', 'delete', 'edit'] as const;
export type Action = (typeof actions)[number];
export const actors = ['person', 'bot'] as const;
export type Actor = (typeof actors)[number];
/** `api`: we do it · `open_in_network`: a person does it on the network's page, then confirms · `none`: nobody. */
export const permissions = ['api', 'open_in_network', 'none'] as const;
export type Permission = (typeof permissions)[number];

export const policyRuleSchema = z.object({
  action: z.enum(actions),
  actor: z.enum(actors),
  permission: z.enum(permissions),
  /** The rule holds only when the post's author called on us; otherwise the next rule is asked. */
  onlyIf: z.enum(['mentioned_us', 'wrote_dm_first']).optional(),
  /** Why, in the network's own terms; the code names a message in the interface's languages. */
  reason: z.string().optional(),
});
export type PolicyRule = z.infer<typeof policyRuleSchema>;

/** One value an operator enters (server address, app password, hashtag). Labels are messages named `field.<network>.<name>`. */
export const configFieldSchema = z.object({
  name: z.string(),
  kind: z.enum(['text', 'url', 'secret', 'list', 'switch']),
  required: z.boolean(),
  placeholder: z.string().optional(),
  initial: z.string().optional(),
});
export type ConfigField = z.infer<typeof configFieldSchema>;

export const sourceKindSchema = z.object({
  /** Stable name, unique inside the network: `jetstream`, `notifications`, `public_timeline`. */
  kind: z.string(),
  needsAccount: z.boolean(),
  /** `search`: brings everything and monitors choose · `inbound`: everything here came to us. */
  brings: z.enum(['stream', 'inbound']),
  fields: z.array(configFieldSchema),
});

export const connectWaySchema = z.object({
  kind: z.enum(['secret', 'oauth', 'local']),
  fields: z.array(configFieldSchema),
});

export const manifestSchema = z.object({
  id: z.string(),
  name: z.string(),
  sources: z.array(sourceKindSchema),
  connect: z.array(connectWaySchema),
  limits: z.object({
    post: lengthRuleSchema,
    dm: lengthRuleSchema,
    images: z.object({
      max: z.number(),
      maxBytes: z.number(),
      altMax: z.number(),
      mimeTypes: z.array(z.string()),
    }),
  }),
  dm: z.object({
    /** Whether they carry pictures as public posts do. */
    takesPictures: z.boolean(),
    /** To whom a company may write the first DM: to everybody, to who follows it, or to nobody: they must write first. */
    weBegin: z.enum(['always', 'if_they_follow', 'never']),
    /** Why, as the network says it, and when that was read. */
    why: z.string(),
    /** Where people write us a DM; `{handle}` and `{nativeId}` are our account’s. */
    page: z.string().optional(),
  }),
  /** First rule that fits decides; no rule means `none`. */
  policy: z.array(policyRuleSchema),
  /** The network can put our reply right only while these hold. */
  threading: z.object({ replyNeedsHandle: z.boolean() }),
});
export type NetworkManifest = z.infer<typeof manifestSchema>;

export interface PolicyQuestion {
  action: Action;
  actor: Actor;
  mentionedUs: boolean;
  wroteDmFirst: boolean;
}

export interface PolicyAnswer {
  permission: Permission;
  reason: string | undefined;
}

/** What the network allows here; a setting, a rule or a bot can never widen it (invariant 4). */
export function askPolicy(policy: readonly PolicyRule[], question: PolicyQuestion): PolicyAnswer {
  for (const rule of policy) {
    if (rule.action !== question.action || rule.actor !== question.actor) continue;
    if (rule.onlyIf === 'mentioned_us' && !question.mentionedUs) continue;
    if (rule.onlyIf === 'wrote_dm_first' && !question.wroteDmFirst) continue;
    return { permission: rule.permission, reason: rule.reason };
  }
  return { permission: 'none', reason: undefined };
}
