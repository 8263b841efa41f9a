// A reply that waits for a second pair of eyes, or that somebody else approved, as it stands in its case.
import { Button, Group } from '@mantine/core';
import { use, type ReactNode } from 'react';
import type { CaseDetail, OutboundView, PostView } from '../../../contract/views.ts';
import { useMayApprove } from '../../api/approving.ts';
import { useMay, useSession } from '../../api/session.ts';
import { Difference } from '../../components/approving/difference.tsx';
import { PassedOver } from '../../components/approving/passed-over.tsx';
import { Asked, authorName, Reasons } from '../../components/approving/reasons.tsx';
import { ReturnedBy } from '../../components/approving/returned-by.tsx';
import { ButtonLink } from '../../components/links.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './cases.module.css';
import { TakenBack } from './composer/taken-back.ts';
import { useTakeBack } from './composer/use-take-back.ts';

/** Who asked, since when and why, and the way to answer it; for its author, the way to take it back. */
export function Waiting({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  const own = useSession().user.id === (outbound.createdBy ?? outbound.onBehalfOf)?.id;
  const maySend = useMay('work.send');
  const approves = useMayApprove();
  const takenBack = use(TakenBack);
  const isEdit = outbound.action === 'edit';
  const said = {
    done: t(isEdit ? 'approval.takenBackEdit' : 'approval.takenBack'),
    failed: t('approval.takeBackFailed'),
  };
  const { busy, takeBack } = useTakeBack(outbound, said, (row) => {
    if (!isEdit) takenBack(row);
  });
  return (
    <div className={classes['settle']}>
      <Group gap={6}>
        <Asked outbound={outbound} />
        <Reasons outbound={outbound} />
      </Group>
      <Group gap={8} mt={6}>
        {approves && !own && (
          <ButtonLink to="/approvals/{-$outboundId}" params={{ outboundId: outbound.id }} size="compact-sm">
            {t('approval.look')}
          </ButtonLink>
        )}
        {own && maySend && (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => void takeBack()}>
            {t('approval.takeBack')}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Both names, and what was changed, where somebody else approved what was sent. */
export function ApprovedBy({ outbound }: { outbound: OutboundView | undefined }): ReactNode {
  const { t } = useI18n();
  if (outbound === undefined) return null;
  const { approval, text } = outbound;
  if (approval?.decidedBy == null || (approval.verdict !== 'approved' && approval.verdict !== 'edited')) {
    return null;
  }
  const names = { author: authorName(t, outbound), name: approval.decidedBy.name };
  return (
    <>
      <p className={classes['by']}>
        {t(approval.originalText === null ? 'approval.approvedBy' : 'approval.editedBy', names)}
      </p>
      {approval.originalText !== null && (
        <details>
          <summary className={classes['by']}>{t('approval.difference')}</summary>
          <Difference before={approval.originalText} after={text} />
        </details>
      )}
    </>
  );
}

/** One's own edit that was sent back: its words stand where one copies them or gives them up. */
function EditBack({ outbound }: { outbound: OutboundView }): ReactNode {
  const { t } = useI18n();
  return (
    <div className={classes['settle']}>
      <p>
        <ReturnedBy outbound={outbound} /> {outbound.approval?.comment}
      </p>
      <Group gap={8} mt={6}>
        <ButtonLink
          to="/approvals/{-$outboundId}"
          params={{ outboundId: outbound.id }}
          size="compact-sm"
          variant="default"
        >
          {t('approval.lookAtEdit')}
        </ButtonLink>
      </Group>
    </div>
  );
}

/** Of a post of ours: who else read it before it went out, and other words for it that wait or came back. */
export function ReadByOther({ detail, post }: { detail: CaseDetail; post: PostView }): ReactNode {
  const spoken = detail.outbound.find((each) => each.postId === post.id && each.action !== 'edit');
  const userId = useSession().user.id;
  const edits = detail.outbound.filter((each) => each.action === 'edit' && each.targetPostId === post.id);
  const edit = edits.find((each) => each.state === 'awaiting_approval');
  const back = edits.findLast((each) => each.state === 'returned' && each.createdBy?.id === userId);
  return (
    <>
      {spoken !== undefined && <PassedOver outbound={spoken} />}
      <ApprovedBy outbound={spoken} />
      {edit !== undefined && <Waiting outbound={edit} />}
      {back !== undefined && <EditBack outbound={back} />}
    </>
  );
}
