// The guideline: what each posting rule does for an account, its own words, and what a reply is checked by.
import { z } from 'zod';
import { personaStops } from '../../domain/guideline/context.ts';
import { ruleIds } from '../../domain/guideline/finding.ts';
import { guidelineSettings } from '../../domain/guideline/settings.ts';
import { visibilities } from '../../domain/post/post.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, personRef, time } from '../views.ts';

const rule = z.enum(ruleIds);
/** What was stored cannot be read; nothing is sent by it. */
const broken = z.object({ fault: z.string() });
const held = z.union([guidelineSettings, broken]);
const whose = z.object({
  /** The account; left out: what holds for every account that has none of its own. */
  accountId: id.optional(),
});

const guidelineVersion = z.object({
  version: z.number(),
  /** Null: from here on the workspace’s hold again. */
  settings: held.nullable(),
  reason: z.string(),
  changedBy: personRef.nullable(),
  changedAt: time,
});

const guidelineView = z.object({
  accountId: id.nullable(),
  /** 0: nobody has decided anything yet. */
  version: z.number(),
  /** Null: the workspace’s hold, or those that every workspace begins with. */
  settings: held.nullable(),
  /** What holds where this one decides nothing: the workspace’s. */
  inherited: z.object({ settings: held }),
  /** What each rule that is checked does unless a guideline says otherwise. */
  usual: z.array(z.object({ rule, level: z.enum(['warn', 'block']) })),
  versions: z.array(guidelineVersion),
  overrides: z.object({
    /** Days looked back. */
    days: z.number(),
    counts: z.array(z.object({ rule: z.string(), count: z.number() })),
    newest: z.array(
      z.object({
        outboundId: id,
        caseId: id.nullable(),
        rules: z.array(z.string()),
        reason: z.string(),
        by: personRef.nullable(),
        at: time,
      }),
    ),
  }),
});
export type GuidelineView = z.infer<typeof guidelineView>;

export const readGuideline = endpoint({
  name: 'readGuideline',
  method: 'GET',
  path: '/guideline',
  summary: 'The guideline of an account or of the workspace: levels, own words, versions, overrides.',
  needs: 'guideline.read',
  params: none,
  query: whose,
  body: none,
  reply: guidelineView,
  status: 200,
  errors: ['not_found'],
  versioned: 'etag',
});

export const saveGuideline = endpoint({
  name: 'saveGuideline',
  method: 'PUT',
  path: '/guideline',
  summary: 'Keeps the next version of a guideline, with the reason; earlier ones stay as they were.',
  needs: 'guideline.change',
  params: none,
  query: whose,
  body: z
    .object({
      /** Null, for an account only: the workspace’s hold again. */
      guideline: z.object({ settings: guidelineSettings }).strict().nullable(),
      reason: z.string().trim().min(1).max(500),
    })
    .strict(),
  reply: guidelineView,
  status: 200,
  errors: ['not_found', 'version_changed'],
  versioned: 'ifMatch',
});

const said = z.object({ author: z.string(), text: z.string() });

const replyContext = z.object({
  guideline: z.object({
    from: z.enum(['account', 'workspace', 'usual']),
    version: z.number(),
    settings: held,
  }),
  lang: z.string().nullable(),
  context: z.object({
    channel: z.enum(visibilities),
    isFirstContact: z.boolean(),
    persona: z.object({
      name: z.string(),
      emoji: z.enum(['none', 'allowed']),
      register: z.enum(['polite', 'friendly']),
      /** As it ends a reply of this writer. */
      signature: z.string(),
      limits: z.array(z.object({ words: z.array(z.string()), instead: z.string() })),
      /** Why nothing goes out as it from this writer. */
      stops: z.enum(personaStops).nullable(),
      lacksInitials: z.boolean(),
    }),
    isOpen: z.boolean().nullable(),
    agent: z.object({ openCases: z.number(), minutesOn: z.number(), nearBreach: z.number() }).nullable(),
    post: said.extend({ isReply: z.boolean() }),
    thread: z.array(said),
    newer: z.array(z.object({ text: z.string(), minutesAfter: z.number() })),
    recentReplies: z.array(z.string()),
    /** Texts of the snippets for this account: a reply is more than one of them. */
    templates: z.array(z.string()),
    /** Our handle. */
    account: z.string(),
    /** Whether the post that is answered is a DM to us. */
    answersDm: z.boolean(),
    person: z.object({
      hasSeen: z.boolean().nullable(),
      name: z.string(),
      contacts7d: z.number().nullable(),
      optedOut: z.boolean(),
      lastOutcome: z.string().nullable(),
    }),
    /** Since the post was written, and what is promised, in minutes. */
    waiting: z.object({ minutes: z.number(), promiseMinutes: z.number().nullable() }),
    /** When somebody is there again, in the language of the post; empty while somebody is. */
    hoursText: z.string(),
    /** Ours since they last wrote. */
    unanswered: z.number(),
    isRepost: z.boolean(),
    /** For a public reply: what was said in DMs, which it must not repeat, and what is public anyway. */
    inPrivate: z.object({
      theirs: z.array(z.string()),
      ours: z.array(z.string()),
      inPublic: z.array(z.string()),
    }),
  }),
});
export type ReplyContext = z.infer<typeof replyContext>;

export const readReplyContext = endpoint({
  name: 'readReplyContext',
  method: 'GET',
  path: '/cases/:id/reply-context',
  summary: 'What the posting rules are told of a reply before it is written, for the check as one types.',
  needs: 'work.send',
  params: z.object({ id }),
  query: z.object({ accountId: id, replyToPostId: id, visibility: z.enum(visibilities) }),
  body: none,
  reply: replyContext,
  status: 200,
  errors: ['not_found', 'network_forbids', 'account_token_dead', 'network_post_gone'],
});
