// Who is signed in, and what they may do.
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import type { SessionView, WorkspaceView } from '../../contract/views.ts';
import { may, type Permission, type Role } from '../../domain/access/policy.ts';
import { useApp } from '../app.tsx';
import { keys } from './keys.ts';
import { sessionQuery } from './queries.ts';

export interface SignedIn extends SessionView {
  workspace: WorkspaceView;
  role: Role;
}

/** The session, for pages that are only shown to members of a workspace. */
export function useSession(): SignedIn {
  const session = useSuspenseQuery(sessionQuery(useApp())).data;
  const { workspace, role } = session ?? {};
  if (session == null || workspace == null || role == null) {
    throw new Error('useSession is used on a page without a session.');
  }
  return { ...session, workspace, role };
}

/** Whether who is signed in may do this; the server decides again. */
export function useMay(permission: Permission): boolean {
  return may(useSession().role, permission);
}

/** Takes a new session up: what was read for another user or workspace is forgotten. */
export function useAdoptSession(): (session: SessionView | null) => void {
  const queryClient = useQueryClient();
  return (session) => {
    queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== keys.session[0] });
    queryClient.setQueryData(keys.session, session);
  };
}
