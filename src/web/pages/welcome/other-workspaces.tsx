// The way out of a company that is only being set up, for who works for others too.
import { Button, Menu } from '@mantine/core';
import { IconBuilding, IconChevronDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { SessionView } from '../../../contract/views.ts';
import { useWaysOut } from '../../frame/use-ways-out.ts';
import { useI18n } from '../../i18n/i18n.tsx';

export function OtherWorkspaces({ session }: { session: SessionView }): ReactNode {
  const { t } = useI18n();
  const { switchTo } = useWaysOut();
  const others = session.memberships.filter(({ workspaceId }) => workspaceId !== session.workspace?.id);
  if (others.length === 0) return null;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="xs" variant="default" rightSection={<IconChevronDown size={15} aria-hidden />}>
          {t('frame.workspace.other')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map(({ workspaceId, name }) => (
          <Menu.Item
            key={workspaceId}
            leftSection={<IconBuilding size={16} aria-hidden />}
            onClick={() => void switchTo(workspaceId)}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
