// The error boundary's screen: a defect of ours took this part down.
import { Button, Code } from '@mantine/core';
import { IconBug } from '@tabler/icons-react';
import type { ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/errors.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { EmptyState, ErrorState } from './states.tsx';

export function Crash({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useI18n();
  if (error instanceof ApiError) return <ErrorState error={error} retry={reset} />;
  const action = <Button onClick={() => location.reload()}>{t('state.crash.reload')}</Button>;
  return (
    <EmptyState icon={<IconBug />} title={t('state.crash.title')} action={action}>
      <p>{t('state.crash.body')}</p>
      <Code block mt="sm">
        {error instanceof Error ? error.message : String(error)}
      </Code>
    </EmptyState>
  );
}
