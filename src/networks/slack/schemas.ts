// The parts of Slack's events and answers that are read, checked where they come in.
import { z } from 'zod';
import { boundedId, most } from '../kit/bounds.ts';
import { listed, upTo, written, maybeAddress, withoutNul } from '../kit/fields.ts';

export const tsSchema = z.string().regex(/^\d{10}\.\d{6}$/);
export const channelId = z.string().regex(/^[CDG][A-Z0-9]{2,40}$/);
export const userId = z.string().regex(/^[UW][A-Z0-9]{2,40}$/);
const short = z.string().max(200).transform(withoutNul);
/** What is only shown may be missing, and is not worth a message. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().catch(null);

const profileSchema = z.object({
  display_name: upTo(most.name),
  real_name: upTo(most.name),
  image_192: maybeAddress.catch(undefined),
  image_72: maybeAddress.catch(undefined),
});
/** As `users.info` tells of somebody, and of a stranger from another workspace as much as it may. */
export const userSchema = z.object({
  id: userId,
  name: upTo(most.handle),
  real_name: upTo(most.name),
  is_bot: maybe(z.boolean()),
  profile: maybe(profileSchema),
});
export type SlackUser = z.infer<typeof userSchema>;

const fileSchema = z.object({
  name: upTo(most.alt),
  title: upTo(most.alt),
  alt_txt: upTo(most.alt),
  mimetype: upTo(200),
  mode: upTo(40),
  original_w: maybe(z.number().int().positive().max(1_000_000)),
  original_h: maybe(z.number().int().positive().max(1_000_000)),
});
export type SlackFile = z.infer<typeof fileSchema>;
const attachmentSchema = z.object({
  is_share: maybe(z.boolean()),
  is_msg_unfurl: maybe(z.boolean()),
  text: written,
  fallback: upTo(most.bio),
});

/** What each send of ours bears, so that it is known again. */
const metadataSchema = z.object({
  event_type: z.string().max(300),
  event_payload: maybe(z.object({ key: z.string().max(200) })),
});

export const messageSchema = z.object({
  subtype: maybe(short),
  ts: tsSchema,
  user: userId.nullish(),
  bot_id: z.unknown().optional(),
  text: written,
  thread_ts: tsSchema.nullish(),
  parent_user_id: maybe(userId),
  edited: maybe(z.object({ ts: tsSchema })),
  files: listed(fileSchema).catch(undefined),
  attachments: listed(attachmentSchema).catch(undefined),
  /** How somebody of another workspace is told along with what they say. */
  user_profile: maybe(profileSchema.extend({ name: upTo(most.handle) })),
  metadata: maybe(metadataSchema),
  /** Of what a thread began with. */
  latest_reply: maybe(tsSchema),
  reply_users: maybe(z.array(z.string().max(60)).max(1_000)),
});
export type SlackMessage = z.infer<typeof messageSchema>;

const eventType = short.pipe(z.string().min(1));
/** One event of a call, as it is kept. */
export const keptSchema = z.object({ event: z.looseObject({ type: eventType }) });
export const messageEventSchema = z.object({
  channel: channelId,
  channel_type: maybe(short),
  subtype: maybe(short),
});
export const changedSchema = z.object({ message: messageSchema });
export const deletedSchema = z.object({ deleted_ts: tsSchema, event_ts: maybe(tsSchema) });
export const renamedSchema = z.object({
  type: z.enum(['channel_rename', 'group_rename']),
  channel: z.object({ id: channelId }),
});

/** What is needed to take a call at all. */
export const callSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('url_verification'), challenge: z.string().regex(/^[\w.=+/-]{1,200}$/) }),
  z.object({
    type: z.literal('event_callback'),
    team_id: maybe(boundedId),
    event_id: z.string().regex(/^[\x21-\x7e]{1,200}$/),
    event_time: z.unknown().optional(),
    event: z.record(z.string(), z.unknown()),
    authorizations: maybe(
      z.array(z.object({ team_id: maybe(boundedId), user_id: maybe(boundedId) })).max(100),
    ),
  }),
  z.object({ type: z.literal('app_rate_limited') }),
]);
export type SlackCalled = z.infer<typeof callSchema>;

/** Where a list goes on; empty at its end. */
const metadata = maybe(z.object({ next_cursor: maybe(z.string().max(2_000)) }));
export const messagesSchema = z.object({
  messages: z.array(z.unknown()).max(2_000),
  has_more: maybe(z.boolean()),
  response_metadata: metadata,
});
export const channelsSchema = z.object({
  channels: z.array(z.object({ id: channelId, is_archived: maybe(z.boolean()) })).max(2_000),
  response_metadata: metadata,
});
export const channelSchema = z.object({ channel: z.object({ id: channelId, name: upTo(most.name) }) });
export const openedSchema = z.object({ channel: z.object({ id: channelId }) });
export const knownUserSchema = z.object({ user: userSchema });
export const sentSchema = z.object({ channel: channelId, ts: tsSchema });
export const whoSchema = z.object({
  url: z.string().max(most.url),
  team: upTo(most.name),
  user: upTo(most.handle),
  team_id: boundedId,
  user_id: userId,
  bot_id: maybe(boundedId),
});

/** What Slack says where it refuses: under the status 200. */
export const refusalSchema = z.object({
  ok: z.literal(false),
  error: z.string().max(200),
  needed: maybe(z.string().max(500)),
});
