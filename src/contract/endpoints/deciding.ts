// Advice whether to speak, what is known of a person, their wish to be left alone, and how decisions went by what was advised.
import { z } from 'zod';
import { outcomes } from '../../domain/case/case.ts';
import { advices } from '../../domain/decision/advice-choice.ts';
import { silenceReasons } from '../../domain/ledger/ledger.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, personRef, precisionView, time } from '../views.ts';

const byId = z.object({ id });
const advice = z.enum(advices);

/** Somebody's wish to be left alone, as it was written down. */
const optOut = z.object({ reason: z.string(), by: personRef.nullable(), at: time });

const history = z.object({
  /** To how many of their posts we wrote in seven days without being asked. */
  contacts7d: z.number(),
  optOut: optOut.nullable(),
  lastOutcome: z.enum(outcomes).nullable(),
});

export const readAdvice = endpoint({
  name: 'readAdvice',
  method: 'GET',
  path: '/candidates/:id/advice',
  summary: 'The advice whether to speak about a candidate as things stand now, with its reasons.',
  needs: 'work.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({
    advice,
    /** 0: as good as either · 1: there is no doubt. */
    strength: z.number(),
    /** The reason that a silence would be recorded with; null where the advice is to speak. */
    silence: z.enum(silenceReasons).nullable(),
    /** What speaks for the advice, the strongest first, then what speaks against it. */
    reasons: z.array(
      z.object({
        code: z.string(),
        params: z.record(z.string(), z.string()),
        speaksFor: advice,
        /** In log-odds: only as large as it is beside the others. */
        weight: z.number(),
        why: z.object({ ja: z.string(), en: z.string() }),
      }),
    ),
    identityId: id,
    history,
  }),
  status: 200,
  errors: ['not_found'],
});

const knownIdentity = history.extend({
  id,
  /** Whether whoever asks has looked at them; null for programs. */
  hasSeen: z.boolean().nullable(),
  /** Earlier wishes that were taken back, newest first. */
  lifted: z.array(optOut.extend({ liftedBy: personRef.nullable(), liftedAt: time, liftReason: z.string() })),
});
export type KnownIdentity = z.infer<typeof knownIdentity>;

export const readIdentity = endpoint({
  name: 'readIdentity',
  method: 'GET',
  path: '/identities/:id',
  summary:
    'What is known here of an author: contacts, how it ended last, and whether they wish to be left alone.',
  needs: 'work.read',
  params: byId,
  query: none,
  body: none,
  reply: knownIdentity,
  status: 200,
  errors: ['not_found'],
});

export const setOptOut = endpoint({
  name: 'setOptOut',
  method: 'PUT',
  path: '/identities/:id/opt-out',
  summary:
    'Writes down that an author wishes to be left alone, or takes that back; who, when and why is kept.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: z.object({ optedOut: z.boolean(), reason: z.string().trim().min(1).max(500) }).strict(),
  reply: knownIdentity,
  status: 200,
  errors: ['not_found'],
});

export const markIdentitySeen = endpoint({
  name: 'markIdentitySeen',
  method: 'PUT',
  path: '/identities/:id/seen',
  summary:
    'Says that whoever asks has looked at who an author is; the posting rules ask for that before a first contact.',
  needs: 'work.decide',
  params: byId,
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

/** Of the decisions that stand and were taken while this was the advice, those that took it; null where there was none. */
const taken = precisionView.nullable();
const outcomeCounts = z.object({
  cases: z.number(),
  /** Not closed yet. */
  open: z.number(),
  byOutcome: z.array(z.object({ outcome: z.enum(outcomes), count: z.number() })),
});

export const readDecisions = endpoint({
  name: 'readDecisions',
  method: 'GET',
  path: '/decisions/report',
  summary:
    'How decisions went over some days: what was advised, how often it was taken, why we stayed silent, how cases ended.',
  needs: 'work.read',
  params: none,
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  body: none,
  reply: z.object({
    /** Of each post the decision that stands: the last one, unless it was taken back. */
    decided: z.object({ speak: z.number(), silent: z.number(), later: z.number() }),
    /** Of those, whose advice is not known: taken before there was one, or by the second. */
    unadvised: z.number(),
    /** `private` is taken by a case that began, or went on, in direct messages. */
    byAdvice: z.object({ speak: taken, silent: taken, private: taken }),
    /** By Monday, as the workspace's time has it. */
    weeks: z.array(z.object({ week: z.iso.date(), agreement: precisionView })),
    silences: z.array(z.object({ reason: z.enum(silenceReasons), count: z.number(), asAdvised: z.number() })),
    /** What most often spoke for an advice that was not taken. */
    notTaken: z.array(
      z.object({
        advice,
        code: z.string(),
        why: z.object({ ja: z.string(), en: z.string() }),
        count: z.number(),
      }),
    ),
    /** Of cases that decisions to speak led to. */
    outcomes: z.object({ advised: outcomeCounts, against: outcomeCounts, unadvised: outcomeCounts }),
  }),
  status: 200,
  errors: [],
});
