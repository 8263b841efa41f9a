// Learning from the team: judgements that people correct, what to label first, the workspace's own models, how good all that is.
import { z } from 'zod';
import { judgementKinds } from '../../domain/judgement/correction.ts';
import { headNames } from '../../domain/judgement/labels.ts';
import { endpoint } from '../endpoint.ts';
import { givenTime, id, ledgerEntryView, none, personRef, precisionView, time } from '../views.ts';

const kind = z.enum(judgementKinds);
/** ISO 639-1. */
const lang = z.string().regex(/^[a-z]{2}$/, 'A language is two small letters: ja');
/**
 * Of about, help, complaint, question, praise, idea, spam, churn: yes, no. Of sentiment: negative, neutral, positive. Of urgency:
 * 0 to 3. Of abuse: none, rude, harassment. Of speak: yes, private, no.
 */
const value = z.string().min(1).max(20);

/** What a person said of one judgement of a post. */
const correctionView = z.object({
  kind,
  value,
  /** What was said of it before anybody did; null where it was not judged. Equal to `value`: confirmed. */
  said: value.nullable(),
  /** Null for an API token. */
  by: personRef.nullable(),
  at: time,
  /** When the author made something else of the text: it does not stand any more, and is asked anew. Null while it stands. */
  outdatedAt: time.nullable(),
});

export const correctJudgement = endpoint({
  name: 'correctJudgement',
  method: 'PUT',
  path: '/ledger/:id/judgements/:kind',
  summary:
    'Corrects or confirms one judgement of a post, or takes that back; the workspace’s own model learns from it.',
  needs: 'work.decide',
  params: z.object({ id, kind }),
  query: none,
  body: z
    .object({
      /** The same as is said now confirms it; null takes back what was said by a person. */
      value: value.nullable(),
      /**
       * The post's `editedAt` where it was read: what is said of a text that says something else by now is kept as said before the edit
       * and does not stand. Left out: said of the text that is held.
       */
      editedAt: givenTime.nullable().optional(),
    })
    .strict(),
  reply: z.object({ entry: ledgerEntryView, corrections: z.array(correctionView) }),
  status: 200,
  errors: ['not_found', 'invalid_input', 'network_post_gone'],
});

export const readCorrections = endpoint({
  name: 'readCorrections',
  method: 'GET',
  path: '/ledger/:id/judgements',
  summary: 'What people said of the judgements of a post: who, when, and what was said before.',
  needs: 'work.read',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: z.object({ corrections: z.array(correctionView) }),
  status: 200,
  errors: ['not_found'],
});

export const listUncertain = endpoint({
  name: 'listUncertain',
  method: 'GET',
  path: '/judging/uncertain',
  summary:
    'Posts that the models know least about, the least certain first and no two alike: labels of these teach most.',
  needs: 'work.read',
  params: none,
  query: z
    .object({
      /** By how uncertain this judgement is; without, by the least certain of all. */
      kind: kind.optional(),
      lang: lang.optional(),
      limit: z.coerce.number().int().min(1).max(50).default(20),
    })
    .strict(),
  body: none,
  reply: z.object({
    /** Entries looked at: the newest of the ledger. */
    looked: z.number(),
    /** Languages to choose from, whichever was asked for: those of the newest posts that are judged, the one with most of them first. */
    langs: z.array(lang),
    rows: z.array(
      z.object({
        entry: ledgerEntryView,
        /** Judgements that nobody corrected or confirmed yet and that are in doubt, most in doubt first. */
        doubts: z.array(
          z.object({
            kind,
            /** What is said of it now. */
            value,
            /** That `value` is right. */
            probability: z.number(),
            /** From 0, certain, to 1: it could as well be the other. */
            doubt: z.number(),
          }),
        ),
      }),
    ),
  }),
  status: 200,
  errors: [],
});

/** How often what was said is what people say: a share with Wilson's interval, null where nobody said anything. */
const agreement = precisionView.nullable();

/** One version of a language's own model; 0 stands for the built-in one, which is always there. */
const teamModelView = z.object({
  lang,
  version: z.number().int(),
  /**
   * `active`: judges what comes in · `candidate`: was worse on what was held back, so it was not activated · `offered`: is good
   * enough, and waits because a person chose what judges · `kept`: was active, or was never needed · `outdated`: made for earlier weights of the program, cannot be activated.
   */
  state: z.enum(['active', 'candidate', 'offered', 'kept', 'outdated']),
  /** Null for the built-in one. */
  madeAt: time.nullable(),
  /** Null where it was made because enough was corrected. */
  madeBy: personRef.nullable(),
  /** Judgements that people corrected or confirmed, which it was made from: learnt from, and held back to measure. */
  learntFrom: z.number(),
  heldBack: z.number(),
  /** Of its weights. */
  bytes: z.number(),
  tookMs: z.number(),
  /** Whether its probabilities were fitted to what was corrected. */
  isRefitted: z.boolean(),
  /** On what was held back: how often right, by judgement. Those with nothing held back are left out. */
  figures: z.array(
    z.object({
      kind,
      of: z.number(),
      /** The built-in model, the one that was active when this was made, and this one. */
      builtIn: precisionView,
      before: precisionView,
      after: precisionView,
    }),
  ),
  /** Of the newest posts at that time: how many it judges otherwise than the one that was active. */
  otherwise: z.object({ count: z.number(), of: z.number() }),
});

const trainingView = z.object({
  lang,
  /** Judgements that people corrected or confirmed and that may be learnt from. */
  corrections: z.number(),
  /** Of them, since the newest version was made. */
  fresh: z.number(),
  /** How many more there have to be until the next version is made by itself. */
  missing: z.number(),
  /** Whether one can be made by hand now (trainTeamModel). */
  canTrain: z.boolean(),
  /** The version that judges; 0 for the built-in one. */
  active: z.number().int(),
  /**
   * Who chose the version that judges, and when: it stays until somebody chooses again. Null where the newest that is good enough
   * judges by itself.
   */
  chosen: z.object({ version: z.number().int(), by: personRef.nullable(), at: time }).nullable(),
});

export const readJudging = endpoint({
  name: 'readJudging',
  method: 'GET',
  path: '/judging',
  summary:
    'How good the judgements are by what people said of them, week by week, and the workspace’s own models.',
  needs: 'work.read',
  params: none,
  query: z
    .object({
      /** How far back. */
      weeks: z.coerce.number().int().min(1).max(104).default(12),
      /** Only posts of this language. */
      lang: lang.optional(),
    })
    .strict(),
  body: none,
  reply: z.object({
    /** Of each judgement, in a fixed order. */
    judgements: z.array(
      z.object({
        kind,
        /** How often people confirmed it, of all that they confirmed or corrected. */
        agreement,
        /** Weeks in which somebody said something, oldest first; a week begins on Monday, in the workspace's time zone. */
        weeks: z.array(z.object({ week: z.iso.date(), agreement: precisionView })),
        /** What was said and what people say it is; only what occurred. */
        confusion: z.array(z.object({ said: value, is: value, count: z.number() })),
        /** Of each question that it is put together from; those that nobody answered are left out. */
        calibration: z.array(
          z.object({
            question: z.enum(headNames),
            /** Tenths of the probability, from low to high; those without posts are left out. */
            points: z.array(
              z.object({
                from: z.number(),
                to: z.number(),
                count: z.number(),
                /** Mean probability of a yes that was said, and the share that it was. */
                said: z.number(),
                was: z.number(),
              }),
            ),
            /** Expected calibration error: the mean distance of the two. */
            error: z.number(),
          }),
        ),
      }),
    ),
    /**
     * What people decided against what was advised: not of corrections but of decisions. Shown, and never learnt from: people stay
     * silent for many reasons that are not in the post.
     */
    decisions: z.object({
      agreement,
      weeks: z.array(z.object({ week: z.iso.date(), agreement: precisionView })),
      confusion: z.array(
        z.object({
          advised: z.enum(['yes', 'private', 'no']),
          decided: z.enum(['speak', 'silent']),
          count: z.number(),
        }),
      ),
    }),
    /** Languages that can be learnt, those with corrections first. */
    training: z.array(trainingView),
    /** Newest first, by language; the built-in ones last. */
    models: z.array(teamModelView),
  }),
  status: 200,
  errors: [],
});

export const trainTeamModel = endpoint({
  name: 'trainTeamModel',
  method: 'POST',
  path: '/judging/models',
  summary:
    'Makes a new version of the workspace’s own model now; it is activated unless it is worse, or offered where a person chose what judges. Takes seconds: the live stream says when.',
  needs: 'judging.change',
  params: none,
  query: none,
  body: z.object({ lang }).strict(),
  reply: trainingView,
  status: 202,
  errors: ['not_found', 'too_few_corrections'],
});

export const activateTeamModel = endpoint({
  name: 'activateTeamModel',
  method: 'PUT',
  path: '/judging/models/:lang/active',
  summary:
    'Lets another version judge until somebody chooses again, an earlier one or the built-in one (0), or from now on the newest that is good enough (null); what waits is judged anew.',
  needs: 'judging.change',
  params: z.object({ lang }),
  query: none,
  body: z.object({ version: z.number().int().min(0).max(2_000_000_000).nullable() }).strict(),
  reply: z.object({ models: z.array(teamModelView) }),
  status: 200,
  errors: ['not_found', 'transition_refused'],
});
