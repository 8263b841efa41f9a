// Accounts' public profiles: what each lacks for a support account, and the brand account it should lead to.
import { z } from 'zod';
import { hoursLanguages } from '../../domain/hours/words.ts';
import { profileFindings } from '../../domain/profile/check.ts';
import { endpoint } from '../endpoint.ts';
import { id, none, time } from '../views.ts';

const byAccount = z.object({ id });

const accountProfileView = z.object({
  accountId: id,
  /** Without `@`; empty where the team named none. */
  brandHandle: z.string(),
  /** When the profile was last seen; null: never. */
  lookedAt: time.nullable(),
  /** Why the last try brought nothing: an error's code, or `not_shown` where the network shows no profiles. */
  problem: z.string().nullable(),
  /** Null: the profile was never seen. */
  findings: z
    .array(
      z.object({
        code: z.enum(profileFindings),
        /** What it is about: a language (ISO 639-1), a handle, a name; empty for nothing. */
        about: z.string(),
        /** What one could write into the profile. */
        copy: z.array(z.object({ lang: z.enum(hoursLanguages), text: z.string() })),
      }),
    )
    .nullable(),
});
export type AccountProfileView = z.infer<typeof accountProfileView>;

export const listAccountProfiles = endpoint({
  name: 'listAccountProfiles',
  method: 'GET',
  path: '/account-profiles',
  summary: 'What the public profile of each connected account lacks for a support account.',
  needs: 'account.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(accountProfileView) }),
  status: 200,
  errors: [],
});

export const lookAtProfile = endpoint({
  name: 'lookAtProfile',
  method: 'POST',
  path: '/accounts/:id/profile/look',
  summary: 'Looks at the account’s public profile now; by itself that is done once a day.',
  needs: 'account.read',
  params: byAccount,
  query: none,
  body: none,
  reply: accountProfileView,
  status: 200,
  errors: ['not_found'],
});

export const nameBrandAccount = endpoint({
  name: 'nameBrandAccount',
  method: 'PUT',
  path: '/accounts/:id/profile/brand-account',
  summary: 'Names the brand account on the same network that should lead to this one, and looks at both.',
  needs: 'guideline.change',
  params: byAccount,
  query: none,
  body: z
    .object({
      /** With or without `@`; empty: none. */
      handle: z
        .string()
        .trim()
        .max(400)
        .regex(/^@?[^\s@/]*(?:@[^\s@/]+)?$/u, 'A handle, such as @brand.example.'),
    })
    .strict(),
  reply: accountProfileView,
  status: 200,
  errors: ['not_found'],
});
