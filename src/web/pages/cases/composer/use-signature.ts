// One's own signature, as it stands in the team's list.
import { useQuery } from '@tanstack/react-query';
import { membersQuery } from '../../../api/queries.ts';
import { useSession } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';

/** Empty when one has none. */
export function useSignature(): string {
  const userId = useSession().user.id;
  const members = useQuery(membersQuery(useApp())).data?.rows ?? [];
  return members.find((member) => member.userId === userId)?.signature ?? '';
}
