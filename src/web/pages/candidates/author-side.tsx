// Who wrote the open candidate, and why it came in.
import { memo, type ReactNode } from 'react';
import type { LedgerEntryView } from '../../../contract/views.ts';
import type { Correcting } from '../../components/judging/use-correct.ts';
import { PersonPanel } from '../../components/person/person-panel.tsx';
import { Reasons } from './reasons.tsx';

interface AuthorSideProps {
  entry: LedgerEntryView;
  correcting: Correcting;
  close: () => void;
}

export const AuthorSide = memo(function AuthorSide({ entry, correcting, close }: AuthorSideProps): ReactNode {
  return (
    <PersonPanel post={entry.post} caseId={entry.caseId} close={close}>
      <Reasons entry={entry} correcting={correcting} />
    </PersonPanel>
  );
});
