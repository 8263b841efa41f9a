// Personas: as whom accounts speak and how, who may speak as each, who answers for it, and how each member signs as it.
import { z } from 'zod';
import { guidelinePersona } from '../../domain/guideline/persona.ts';
import { personaLimits } from '../../domain/guideline/usual.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, personRef, time } from '../views.ts';

/** What was stored cannot be read; nothing is sent by it. */
const broken = z.object({ fault: z.string() });
const definition = z.union([guidelinePersona, broken]);
const byId = z.object({ id });

const personaView = z.object({
  id,
  version: z.number(),
  /** Accounts that point to none speak as this one. */
  isDefault: z.boolean(),
  definition,
  /** Whether the member who answers for it is on the team and can sign in; nothing goes out as it while not. */
  isOwned: z.boolean(),
  /** Accounts that point to it. */
  accountIds: z.array(id),
  initials: z.array(z.object({ userId: id, initials: z.string() })),
});
export type PersonaView = z.infer<typeof personaView>;

const written = z
  .object({
    definition: guidelinePersona.extend({
      /** The member who answers for it. */
      ownerId: id,
    }),
    /** The accounts that speak as it from now on, whichever they spoke as before. */
    accountIds: z.array(id).max(1000),
    isDefault: z.boolean(),
    reason: z.string().trim().min(1).max(500),
  })
  .strict();

export const listPersonas = endpoint({
  name: 'listPersonas',
  method: 'GET',
  path: '/personas',
  summary:
    'The personas, each with the accounts that speak as it, whether somebody answers for it, and initials.',
  needs: 'guideline.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(personaView) }),
  status: 200,
  errors: [],
});

export const readPersonaVersions = endpoint({
  name: 'readPersonaVersions',
  method: 'GET',
  path: '/personas/:id/versions',
  summary: 'The newest versions of a persona: what it was, who changed it, when and why.',
  needs: 'guideline.read',
  params: byId,
  query: none,
  body: none,
  reply: z.object({
    rows: z.array(
      z.object({
        version: z.number(),
        definition,
        reason: z.string(),
        changedBy: personRef.nullable(),
        changedAt: time,
        /** Another persona took accounts or the default from it, and the reason is that one's; null otherwise. */
        lost: z.object({ toId: id, accounts: z.number(), isDefault: z.boolean() }).nullable(),
      }),
    ),
  }),
  status: 200,
  errors: ['not_found'],
});

export const createPersona = endpoint({
  name: 'createPersona',
  method: 'POST',
  path: '/personas',
  summary: 'Makes a persona, with the member who answers for it and the accounts that speak as it.',
  needs: 'guideline.change',
  params: none,
  query: none,
  body: written,
  reply: personaView,
  status: 201,
  errors: ['not_found', 'limit_reached'],
  idempotent: true,
});

export const savePersona = endpoint({
  name: 'savePersona',
  method: 'PUT',
  path: '/personas/:id',
  summary: 'Keeps the next version of a persona, with the reason; earlier ones stay as they were.',
  needs: 'guideline.change',
  params: byId,
  query: none,
  body: written,
  reply: personaView,
  status: 200,
  errors: ['not_found', 'version_changed'],
  versioned: 'ifMatch',
});

export const removePersona = endpoint({
  name: 'removePersona',
  method: 'DELETE',
  path: '/personas/:id',
  summary: 'Takes a persona away that no account speaks as; its versions are kept.',
  needs: 'guideline.change',
  params: byId,
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found', 'transition_refused'],
});

export const setInitials = endpoint({
  name: 'setInitials',
  method: 'PUT',
  path: '/personas/:id/initials',
  summary:
    'How a member signs as a persona; everyone may set their own, whoever may change the guideline all of them.',
  needs: 'guideline.read',
  params: byId,
  query: none,
  body: z
    .object({
      userId: id,
      /** Empty: none. */
      initials: z
        .string()
        .trim()
        .max(personaLimits.initials)
        .regex(/^[^\p{Cc}]*$/u),
    })
    .strict(),
  reply: personaView,
  status: 200,
  errors: ['not_found'],
});
