// Setting up, signing in, choosing a workspace, invites.
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { id, locales, none, preferences, sessionView, time } from '../views.ts';
import { roles } from '../../domain/access/policy.ts';

const email = z.email().max(254);
/** Length is what matters (NIST SP 800-63B); the upper bound keeps hashing cheap to refuse. */
const password = z.string().min(10).max(200);
const name = z.string().trim().min(1).max(80);
/** Only what is given changes, so the first values of the rest must not slip in. */
const preferencesPatch = z
  .object({
    theme: preferences.shape.theme.unwrap(),
    density: preferences.shape.density.unwrap(),
    shortcuts: preferences.shape.shortcuts.unwrap(),
    keys: preferences.shape.keys.unwrap(),
    candidateOrder: preferences.shape.candidateOrder.unwrap(),
  })
  .partial();

export const readSetup = endpoint({
  name: 'readSetup',
  method: 'GET',
  path: '/setup',
  summary: 'Whether the first owner has still to be made.',
  needs: 'anyone',
  params: none,
  query: none,
  body: none,
  reply: z.object({ needsOwner: z.boolean(), version: z.string() }),
  status: 200,
  errors: [],
});

export const setUp = endpoint({
  name: 'setUp',
  method: 'POST',
  path: '/setup',
  summary: 'Makes the first owner and their workspace, and signs them in. Only while there is no user.',
  needs: 'anyone',
  params: none,
  query: none,
  body: z
    .object({
      email,
      password,
      name,
      workspaceName: name,
      locale: z.enum(locales),
      timeZone: z.string().max(64),
    })
    .strict(),
  reply: sessionView,
  status: 201,
  errors: ['already_set_up'],
});

export const signIn = endpoint({
  name: 'signIn',
  method: 'POST',
  path: '/session',
  summary: 'Signs in with e-mail and password.',
  needs: 'anyone',
  params: none,
  query: none,
  body: z.object({ email, password: z.string().max(200) }).strict(),
  reply: sessionView,
  status: 201,
  errors: ['sign_in_failed', 'too_many_requests'],
});

export const readSession = endpoint({
  name: 'readSession',
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in, and where.',
  needs: 'signed_in',
  params: none,
  query: none,
  body: none,
  reply: sessionView,
  status: 200,
  errors: [],
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'DELETE',
  path: '/session',
  summary: 'Signs out; the session and its live streams end at once.',
  needs: 'signed_in',
  params: none,
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: [],
});

export const switchWorkspace = endpoint({
  name: 'switchWorkspace',
  method: 'POST',
  path: '/session/workspace',
  summary: 'Moves the session to another workspace the user belongs to.',
  needs: 'signed_in',
  params: none,
  query: none,
  body: z.object({ workspaceId: id }).strict(),
  reply: sessionView,
  status: 200,
  errors: ['not_found'],
});

export const createWorkspace = endpoint({
  name: 'createWorkspace',
  method: 'POST',
  path: '/workspaces',
  summary: 'Makes a further workspace, owned by who asks; for agencies, one per company they speak for.',
  needs: 'signed_in',
  params: none,
  query: none,
  body: z.object({ name, timeZone: z.string().max(64) }).strict(),
  reply: sessionView,
  status: 201,
  errors: ['limit_reached'],
});

export const changeMe = endpoint({
  name: 'changeMe',
  method: 'PATCH',
  path: '/me',
  summary: 'Changes one’s own name, language, theme, keys or password.',
  needs: 'signed_in',
  params: none,
  query: none,
  body: z
    .object({
      name: name.optional(),
      locale: z.enum(locales).optional(),
      preferences: preferencesPatch.optional(),
      password: z.object({ current: z.string().max(200), next: password }).optional(),
    })
    .strict(),
  reply: sessionView,
  status: 200,
  errors: ['sign_in_failed'],
});

export const readInvite = endpoint({
  name: 'readInvite',
  method: 'GET',
  path: '/invites/:token',
  summary: 'What an invite link is for.',
  needs: 'anyone',
  params: z.object({ token: z.string().max(200) }),
  query: none,
  body: none,
  reply: z.object({
    workspaceName: z.string(),
    role: z.enum(roles),
    email: z.string(),
    invitedBy: z.string(),
    expiresAt: time,
  }),
  status: 200,
  errors: ['invite_invalid', 'too_many_requests'],
});

export const acceptInvite = endpoint({
  name: 'acceptInvite',
  method: 'POST',
  path: '/invites/:token',
  summary: 'Takes an invite up, once: as a new user, or as an existing one who gives their password.',
  needs: 'anyone',
  params: z.object({ token: z.string().max(200) }),
  query: none,
  body: z.object({ email, password, name, locale: z.enum(locales) }).strict(),
  reply: sessionView,
  status: 201,
  errors: ['invite_invalid', 'sign_in_failed', 'too_many_requests'],
});
