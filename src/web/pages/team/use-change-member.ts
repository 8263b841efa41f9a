// Changing a member: shown at once, refused when somebody else was faster, taken back when the server says no.
import { useQueryClient } from '@tanstack/react-query';
import type { MemberView } from '../../../contract/views.ts';
import type { BodyInput } from '../../api/client.ts';
import { membersQuery } from '../../api/queries.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { applyLocally } from '../../live/merge.ts';

export type MemberChange = BodyInput<'changeMember'>;

export interface MemberChanger {
  /** Rejects as the call does. */
  save: (member: MemberView, change: MemberChange) => Promise<MemberView>;
  /** For switches and menus: failures are told at the foot of the screen. */
  change: (member: MemberView, change: MemberChange) => Promise<void>;
}

export function useChangeMember(): MemberChanger {
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const show = (row: MemberView): void =>
    applyLocally(queryClient, [{ kind: 'member', id: row.userId, row }]);
  const save = async (member: MemberView, change: MemberChange): Promise<MemberView> => {
    const { userId, version } = member;
    const row = await client.call('changeMember', { params: { userId }, body: change }, { ifMatch: version });
    show(row);
    return row;
  };
  return {
    save,
    async change(member, change) {
      const { role = member.role, onShift = member.onShift } = change;
      show({ ...member, role, onShift });
      try {
        await save(member, change);
      } catch (error) {
        show(member);
        void queryClient.invalidateQueries(membersQuery({ client }));
        toasts.failed(error);
      }
    },
  };
}
