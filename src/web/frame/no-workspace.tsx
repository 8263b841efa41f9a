// Signed in, but a member of no workspace: make one, or be invited to one.
import { IconBuildingPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../components/states.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { NewWorkspaceForm } from './new-workspace.tsx';

export function NoWorkspace(): ReactNode {
  const { t } = useI18n();
  return (
    <main>
      <EmptyState
        icon={<IconBuildingPlus />}
        title={t('frame.noWorkspace.title')}
        action={<NewWorkspaceForm done={() => undefined} />}
      >
        {t('frame.noWorkspace.body')}
      </EmptyState>
    </main>
  );
}
