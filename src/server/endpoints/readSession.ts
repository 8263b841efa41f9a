// Says who is signed in, and where.
import type { UserHandler } from '../context.ts';
import { sessionViewOf } from '../present/session.ts';

export const readSession: UserHandler<'readSession'> = ({ services, caller }) =>
  sessionViewOf(services, caller);
