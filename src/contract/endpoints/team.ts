// The team: members, shifts, invites, API tokens.
import { z } from 'zod';
import { roles } from '../../domain/access/policy.ts';
import { endpoint } from '../endpoint.ts';
import { id, memberView, none, personRef, time } from '../views.ts';

const invitable = z.enum(['admin', 'supervisor', 'agent', 'viewer']);

const inviteView = z.object({
  id,
  email: z.string(),
  role: z.enum(roles),
  invitedBy: personRef,
  createdAt: time,
  expiresAt: time,
});

const tokenView = z.object({
  id,
  name: z.string(),
  role: z.enum(roles),
  createdAt: time,
  lastUsedAt: time.nullable(),
});

export const listMembers = endpoint({
  name: 'listMembers',
  method: 'GET',
  path: '/members',
  summary: 'Everyone on the team, with who is on shift and how many open cases each has.',
  needs: 'team.read',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(memberView) }),
  status: 200,
  errors: [],
});

export const changeMember = endpoint({
  name: 'changeMember',
  method: 'PATCH',
  path: '/members/:userId',
  summary:
    'Changes a member’s role, signature, languages, shift, or what they may approve; everyone may change their own but the role and that.',
  needs: 'team.read',
  params: z.object({ userId: id }),
  query: none,
  body: z
    .object({
      role: z.enum(roles).optional(),
      signature: z.string().max(40).optional(),
      languages: z.array(z.string().max(8)).max(20).optional(),
      onShift: z.boolean().optional(),
      /** Whether somebody else reads each reply of theirs before it goes out. */
      trainee: z.boolean().optional(),
      /** Whether they may approve replies of others, though their role does not. */
      mayApprove: z.boolean().optional(),
    })
    .strict(),
  reply: memberView,
  status: 200,
  errors: ['not_found', 'version_changed', 'transition_refused'],
  versioned: 'ifMatch',
});

export const removeMember = endpoint({
  name: 'removeMember',
  method: 'DELETE',
  path: '/members/:userId',
  summary:
    'Takes a member off the team; their sessions in this workspace end, their open cases become unassigned.',
  needs: 'team.change',
  params: z.object({ userId: id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found', 'transition_refused'],
});

export const listInvites = endpoint({
  name: 'listInvites',
  method: 'GET',
  path: '/invites',
  summary: 'Invites that can still be taken up.',
  needs: 'team.change',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(inviteView) }),
  status: 200,
  errors: [],
});

export const createInvite = endpoint({
  name: 'createInvite',
  method: 'POST',
  path: '/invites',
  summary: 'Makes an invite link: single use, 72 hours. The link is shown this once.',
  needs: 'team.change',
  params: none,
  query: none,
  body: z.object({ email: z.union([z.email(), z.literal('')]), role: invitable }).strict(),
  reply: z.object({ invite: inviteView, url: z.string() }),
  status: 201,
  errors: ['limit_reached'],
  idempotent: true,
});

export const revokeInvite = endpoint({
  name: 'revokeInvite',
  method: 'DELETE',
  path: '/invites/:id',
  summary: 'Takes an invite back.',
  needs: 'team.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});

export const listTokens = endpoint({
  name: 'listTokens',
  method: 'GET',
  path: '/tokens',
  summary: 'API tokens in use; their secrets are never shown again.',
  needs: 'token.change',
  params: none,
  query: none,
  body: none,
  reply: z.object({ rows: z.array(tokenView) }),
  status: 200,
  errors: [],
});

export const createToken = endpoint({
  name: 'createToken',
  method: 'POST',
  path: '/tokens',
  summary: 'Makes an API token (`Authorization: Bearer …`) with a role of its own. Shown this once.',
  needs: 'token.change',
  params: none,
  query: none,
  body: z.object({ name: z.string().trim().min(1).max(80), role: invitable }).strict(),
  reply: z.object({ token: tokenView, secret: z.string() }),
  status: 201,
  errors: ['limit_reached'],
});

export const revokeToken = endpoint({
  name: 'revokeToken',
  method: 'DELETE',
  path: '/tokens/:id',
  summary: 'Revokes an API token at once.',
  needs: 'token.change',
  params: z.object({ id }),
  query: none,
  body: none,
  reply: none,
  status: 204,
  errors: ['not_found'],
});
