// Four eyes: crisis mode, chosen accounts, time limits, and what became of what was asked.
import type { ReactNode } from 'react';
import { ChosenAccounts } from './chosen-accounts.tsx';
import { Crisis } from './crisis.tsx';
import { Summary } from './summary.tsx';
import { TimeLimit } from './time-limit.tsx';

export function ApprovalSection(): ReactNode {
  return (
    <>
      <Crisis />
      <ChosenAccounts />
      <TimeLimit />
      <Summary />
    </>
  );
}
