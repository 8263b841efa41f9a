// What a network declares about itself: interface, checks and policy gate read only this.
import { z } from 'zod';
import { policyRuleSchema } from './policy.ts';

export const lengthRuleSchema = z.discriminatedUnion('unit', [
  z.object({ unit: z.literal('graphemes'), max: z.number(), maxBytes: z.number() }),
  z.object({ unit: z.literal('mastodon'), max: z.number(), urlLength: z.number() }),
  z.object({ unit: z.literal('weighted'), max: z.number(), urlLength: z.number() }),
  z.object({ unit: z.literal('utf16'), max: z.number() }),
]);

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
  /** An account may have several that bring what comes to it: their settings say which part of it each hears. */
  hasParts: z.literal(true).optional(),
  fields: z.array(configFieldSchema),
});

export const connectWaySchema = z.object({
  kind: z.enum(['secret', 'oauth', 'local']),
  fields: z.array(configFieldSchema),
});

/** Millionths of a US dollar. */
const price = z.number().int().nonnegative();
/** What a paid network asks for reading and writing. */
export const pricesSchema = z.object({
  /** When they were read, and where. */
  asOf: z.iso.date(),
  source: z.string(),
  readPost: price,
  /** A post that mentions the account that reads. */
  readOwnMention: price,
  readUser: price,
  /** A picture or film that comes along with a post or message. */
  readMedia: price,
  /** A direct message, whoever wrote it. */
  readMessage: price,
  create: price,
  /** A post with an address in it, whatever else it is. */
  createWithLink: price,
  /** A reply to who called on the account. */
  summonedReply: price,
  /** A direct message of ours. */
  sendMessage: price,
  /** The description of a picture. */
  describePicture: price,
  remove: price,
});
export type Prices = z.infer<typeof pricesSchema>;

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
    /** The network granted this account a longer time to answer in; of a manifest it is never set. */
    longWindow: z.literal(true).optional(),
  }),
  dm: z.object({
    /** Whether they carry pictures as public posts do. */
    takesPictures: z.boolean(),
    /** So many at most, where that is less than in a public post. */
    mostPictures: z.number().int().positive().optional(),
    /** To whom a company may write the first DM: to everybody, to who follows it, or to nobody: they must write first. */
    weBegin: z.enum(['always', 'if_they_follow', 'never']),
    /** Why, as the network says it, and when that was read. */
    why: z.string(),
    /** Where people write us a DM; `{handle}` and `{nativeId}` are our account’s. */
    page: z.string().optional(),
    /**
     * Whoever writes in a group of people has an id with this in it, and what is said to them there all its members read
     * (in-group.ts). Absent: a DM is between two.
     */
    inGroupIf: z.string().optional(),
  }),
  /** First rule that holds and fits decides; no rule means `none` (policy.ts). */
  policy: z.array(policyRuleSchema),
  /**
   * The network's page for writing a reply, where a person does it there: `{nativeId}` is the post answered, `{text}` the
   * checked words (write-page.ts). Absent: the post's own page.
   */
  writePage: z.string().optional(),
  /** Its pages for liking and reposting, likewise; `{nativeId}` is the post. */
  reactPages: z.object({ like: z.string(), repost: z.string() }).optional(),
  /** Where whoever runs a place of people lets the account in, with what it needs there; `{nativeId}` is our account’s. */
  invitePage: z.string().optional(),
  /** What reading and writing cost. Absent: nothing. */
  prices: pricesSchema.optional(),
  /** The network can put our reply right only while these hold. */
  threading: z.object({ replyNeedsHandle: z.boolean() }),
});
export type NetworkManifest = z.infer<typeof manifestSchema>;
