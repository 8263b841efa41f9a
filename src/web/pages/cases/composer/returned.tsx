// A reply of one's own that was sent back: by whom, with what comment, and its words back in the composer.
import { Button, Group } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { useEffect, useEffectEvent, type ReactNode } from 'react';
import type { CaseDetail, OutboundView } from '../../../../contract/views.ts';
import { isBlankSide } from '../../../../domain/post/draft-sides.ts';
import { useSignatureOf } from '../../../api/personas.ts';
import { useSession } from '../../../api/session.ts';
import { DropReturned } from '../../../components/approving/drop-returned.tsx';
import { ReturnedBy } from '../../../components/approving/returned-by.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import classes from './composer.module.css';
import { isSideBlank } from './draft-sides.ts';
import type { Drafting } from './use-draft.ts';

interface ReturnedProps {
  outbound: OutboundView;
  drafting: Drafting;
}

function Banner({ outbound, drafting }: ReturnedProps): ReactNode {
  const { t } = useI18n();
  const signatureOf = useSignatureOf();
  const { draft } = drafting;
  const isEmpty = isSideBlank(draft, outbound.visibility);

  const takeUp = (): void => drafting.restore(outbound, signatureOf(outbound.accountId));
  const takeUpOnce = useEffectEvent(() => {
    // Who writes for the other side is not turned away from it.
    if (isEmpty && isBlankSide(draft)) takeUp();
  });
  // It may come back while its author looks: where nothing else was begun, its words stand there again.
  useEffect(() => takeUpOnce(), []);

  return (
    <div className={classes['returned']}>
      <output>
        <span className={classes['held']}>
          <IconArrowBackUp size={16} aria-hidden />
          <ReturnedBy outbound={outbound} />
        </span>
        {outbound.approval?.comment}
      </output>
      <Group gap={8}>
        {isEmpty && (
          <Button size="compact-sm" variant="default" onClick={takeUp}>
            {t('approval.takeUp')}
          </Button>
        )}
        <DropReturned outbound={outbound} />
      </Group>
    </div>
  );
}

/** The newest of one's own in this case that came back. */
export function Returned({ detail, drafting }: { detail: CaseDetail; drafting: Drafting }): ReactNode {
  const userId = useSession().user.id;
  const returned = detail.outbound.findLast(
    (each) => each.state === 'returned' && each.action !== 'edit' && each.createdBy?.id === userId,
  );
  return returned === undefined ? null : <Banner key={returned.id} outbound={returned} drafting={drafting} />;
}
