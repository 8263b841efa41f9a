// One's own menu; what it holds is fetched when it is opened.
import { UnstyledButton } from '@mantine/core';
import { lazy, memo, Suspense, useState, type ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { Avatar } from '../components/avatar.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './user-menu.module.css';

const UserPanel = lazy(async () => ({ default: (await import('./user-panel.tsx')).UserPanel }));

interface UserMenuProps {
  /** Written out, for the phone's menu. */
  wide?: boolean;
  showKeys?: () => void;
}

export const UserMenu = memo(function UserMenu({ wide = false, showKeys }: UserMenuProps): ReactNode {
  const { t } = useI18n();
  const { user } = useSession();
  const [opened, setOpened] = useState<boolean | null>(null);
  const button = (
    <UnstyledButton
      className={classes['me']}
      {...(wide ? {} : { 'aria-label': t('frame.me', { name: user.name }) })}
      aria-haspopup="dialog"
      data-wide={wide || undefined}
      onClick={() => setOpened(opened !== true)}
    >
      <Avatar name={user.name} size={30} />
      {wide && <span>{user.name}</span>}
    </UnstyledButton>
  );
  if (opened === null) return button;
  return (
    <Suspense fallback={button}>
      <UserPanel wide={wide} showKeys={showKeys} opened={opened} setOpened={setOpened} button={button} />
    </Suspense>
  );
});
