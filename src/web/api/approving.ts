// Four eyes in the browser: whether one may approve what others wrote, and why a reply of one's own would wait.
import { useQuery } from '@tanstack/react-query';
import type { CaseDetail } from '../../contract/views.ts';
import {
  approvalReasonsOf,
  mayApproveOthers,
  type ApprovalReason,
  type Approver,
} from '../../domain/decision/approval.ts';
import { useApp } from '../app.tsx';
import { membersQuery } from './queries.ts';
import { useSession } from './session.ts';

/** Who is signed in; until the team is read, nobody who was given anything. */
export function useApprover(): Approver {
  const { user, role } = useSession();
  const me = useQuery(membersQuery(useApp())).data?.rows.find(({ userId }) => userId === user.id);
  return { userId: user.id, role, isTrainee: me?.trainee === true, mayApprove: me?.mayApprove === true };
}

export function useMayApprove(): boolean {
  return mayApproveOthers(useApprover());
}

/** Why a reply in this case as this account would wait for a second pair of eyes; the server decides again. */
export function useApprovalReasons(
  detail: Pick<CaseDetail, 'case' | 'draft'>,
  account: { brandId: string | null; needsApproval: boolean } | undefined,
): ApprovalReason[] {
  const { workspace } = useSession();
  const author = useApprover();
  const brands = [null, detail.case.brandId, account?.brandId ?? null];
  return approvalReasonsOf({
    author,
    isCrisis: workspace.crises.some(({ brandId }) => brands.includes(brandId)),
    account: { needsApproval: account?.needsApproval === true },
    byModel: detail.draft?.byModel === true,
  });
}
