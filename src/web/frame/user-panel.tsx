// What one's own menu holds: workspace, language, theme, density, keys, sign out.
import { Divider, Popover, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { IconBuilding, IconCheck, IconCode, IconKeyboard, IconLogout, IconPlus } from '@tabler/icons-react';
import { useState, type ReactElement, type ReactNode } from 'react';
import { useSession } from '../api/session.ts';
import { useToasts } from '../components/toast.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { usePreferences } from '../theme/preferences-provider.tsx';
import { NewWorkspace } from './new-workspace.tsx';
import { useWaysOut } from './use-ways-out.ts';
import classes from './user-menu.module.css';

function Choice<T extends string>(props: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  choose: (value: T) => void;
}): ReactNode {
  return (
    <div className={classes['choice']}>
      <Text size="xs" c="dimmed">
        {props.label}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={props.label}
        data={[...props.options]}
        value={props.value}
        onChange={(value) => {
          const chosen = props.options.find((option) => option.value === value);
          if (chosen !== undefined) props.choose(chosen.value);
        }}
      />
    </div>
  );
}

function Appearance(): ReactNode {
  const { t } = useI18n();
  const [preferences, change] = usePreferences();
  const toasts = useToasts();
  const save = (wanted: Parameters<typeof change>[0]): void => {
    change(wanted).catch((error: unknown) => toasts.failed(error));
  };
  return (
    <>
      <Choice
        label={t('frame.language')}
        value={preferences.locale}
        options={[
          { value: 'ja', label: t('frame.language.ja') },
          { value: 'en', label: t('frame.language.en') },
        ]}
        choose={(locale) => save({ locale })}
      />
      <Choice
        label={t('frame.theme')}
        value={preferences.theme}
        options={[
          { value: 'system', label: t('frame.theme.system') },
          { value: 'light', label: t('frame.theme.light') },
          { value: 'dark', label: t('frame.theme.dark') },
        ]}
        choose={(theme) => save({ theme })}
      />
      <Choice
        label={t('frame.density')}
        value={preferences.density}
        options={[
          { value: 'comfortable', label: t('frame.density.comfortable') },
          { value: 'compact', label: t('frame.density.compact') },
        ]}
        choose={(density) => save({ density })}
      />
    </>
  );
}

function Entry(props: { icon: ReactNode; label: string; current?: boolean; onClick: () => void }): ReactNode {
  return (
    <UnstyledButton
      className={classes['entry']}
      aria-current={props.current || undefined}
      onClick={props.onClick}
    >
      {props.icon}
      <span>{props.label}</span>
      {props.current === true && <IconCheck size={16} aria-hidden />}
    </UnstyledButton>
  );
}

function Workspaces({ leave }: { leave: (then: () => void) => void }): ReactNode {
  const { workspace, memberships } = useSession();
  const { switchTo } = useWaysOut();
  return memberships.map(({ workspaceId, name }) => (
    <Entry
      key={workspaceId}
      icon={<IconBuilding size={16} aria-hidden />}
      label={name}
      current={workspaceId === workspace.id}
      onClick={() => leave(() => workspaceId !== workspace.id && void switchTo(workspaceId))}
    />
  ));
}

interface UserPanelProps {
  wide: boolean;
  showKeys?: (() => void) | undefined;
  opened: boolean;
  setOpened: (opened: boolean) => void;
  /** What the panel hangs on. */
  button: ReactElement;
}

export function UserPanel(props: UserPanelProps): ReactNode {
  const { wide, showKeys, opened, setOpened, button } = props;
  const { t } = useI18n();
  const session = useSession();
  const { signOut } = useWaysOut();
  const [adding, setAdding] = useState(false);

  const leave = (then: () => void): void => {
    setOpened(false);
    then();
  };
  const { user } = session;
  return (
    <>
      <Popover
        opened={opened}
        onChange={setOpened}
        position={wide ? 'top' : 'right-end'}
        width={284}
        offset={10}
        trapFocus
        returnFocus
      >
        <Popover.Target>{button}</Popover.Target>
        <Popover.Dropdown className={classes['menu']} aria-label={t('frame.me', { name: user.name })}>
          <div className={classes['head']}>
            <Text fw={650} size="sm">
              {user.name}
            </Text>
            <Text size="xs" c="dimmed">
              {user.email} · {t(`role.${session.role}`)}
            </Text>
          </div>
          <Text size="xs" c="dimmed" px={12} pt={6}>
            {t('frame.workspace')}
          </Text>
          <Workspaces leave={leave} />
          <Entry
            icon={<IconPlus size={16} aria-hidden />}
            label={t('frame.workspace.new')}
            onClick={() => leave(() => setAdding(true))}
          />
          <Divider my={4} />
          <Appearance />
          <Divider my={4} />
          {showKeys !== undefined && (
            <Entry
              icon={<IconKeyboard size={16} aria-hidden />}
              label={t('frame.keys')}
              onClick={() => leave(showKeys)}
            />
          )}
          <UnstyledButton component="a" className={classes['entry']} href="/api/source" download>
            <IconCode size={16} aria-hidden />
            <span>{t('frame.source')}</span>
          </UnstyledButton>
          <Entry
            icon={<IconLogout size={16} aria-hidden />}
            label={t('frame.signOut')}
            onClick={() => leave(() => void signOut())}
          />
        </Popover.Dropdown>
      </Popover>
      <NewWorkspace opened={adding} close={() => setAdding(false)} />
    </>
  );
}
