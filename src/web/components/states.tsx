// The designed states of a page or a pane: nothing there, failed, offline, not allowed, not found.
import { Button, Text } from '@mantine/core';
import { IconAlertTriangle, IconCloudOff, IconLock, IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError, codeOf } from '../api/errors.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useMessageOf } from './error-message.ts';
import classes from './states.module.css';

interface StateProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  /** Smaller, for a pane inside a page. */
  compact?: boolean;
}

/** A state that fills its pane: what is so, why, and the one thing to do. */
export function EmptyState({ icon, title, children, action, compact = false }: StateProps): ReactNode {
  return (
    <div className={classes['state']} data-compact={compact || undefined}>
      <div className={classes['icon']} aria-hidden>
        {icon}
      </div>
      <h2 className={classes['title']}>{title}</h2>
      {children !== undefined && <div className={classes['body']}>{children}</div>}
      {action !== undefined && <div className={classes['action']}>{action}</div>}
    </div>
  );
}

/** A failed reading, told by its code, with the way to try again. */
export function ErrorState(props: { error: unknown; retry?: () => void; compact?: boolean }): ReactNode {
  const { error, retry, compact = false } = props;
  const { t } = useI18n();
  const messageOf = useMessageOf();
  const code = codeOf(error);
  if (code === 'not_allowed') return <NoPermission compact={compact} />;
  const offline = code === 'offline';
  const action = retry !== undefined && (
    <Button variant="default" onClick={retry}>
      {t('state.error.retry')}
    </Button>
  );
  return (
    <EmptyState
      compact={compact}
      icon={offline ? <IconCloudOff /> : <IconAlertTriangle />}
      title={offline ? t('state.offline.title') : t('state.error.title')}
      action={action}
    >
      <Text size="sm">{offline ? t('state.offline.body') : messageOf(error)}</Text>
      {error instanceof ApiError && code === 'internal' && (
        <Text size="xs" c="dimmed">
          {error.problem.detail}
        </Text>
      )}
    </EmptyState>
  );
}

/** Shown in place of what one's role does not allow. */
export function NoPermission({ compact = false }: { compact?: boolean }): ReactNode {
  const { t } = useI18n();
  return (
    <EmptyState compact={compact} icon={<IconLock />} title={t('state.denied.title')}>
      {t('state.denied.body')}
    </EmptyState>
  );
}

/** An address that leads nowhere. */
export function NoPage(): ReactNode {
  const { t } = useI18n();
  const action = (
    <Button component={Link} to="/">
      {t('state.missing.action')}
    </Button>
  );
  return (
    <main className={classes['page']}>
      <EmptyState icon={<IconMapOff />} title={t('state.missing.title')} action={action}>
        {t('state.missing.body')}
      </EmptyState>
    </main>
  );
}
