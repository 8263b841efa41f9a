// The ranking of wishes where a monitor listens for a hashtag; elsewhere only when somebody asks for it.
import { Button } from '@mantine/core';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { MonitorView } from '../../../../contract/views.ts';
import { LoadingRows } from '../../../components/loading.tsx';
import { Section } from '../../../components/page.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';

const Wishes = lazy(async () => ({ default: (await import('./wishes.tsx')).Wishes }));

export function MaybeWishes({ monitor }: { monitor: MonitorView }): ReactNode {
  const { t } = useI18n();
  const [asked, setAsked] = useState(false);
  if (asked || /[#＃]/u.test(monitor.query)) {
    return (
      <Suspense fallback={<LoadingRows rows={3} height={56} />}>
        <Wishes monitorId={monitor.id} />
      </Suspense>
    );
  }
  return (
    <Section title={t('monitors.wishes.title')} hint={t('monitors.wishes.hint')}>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t('monitors.wishes.show')}
      </Button>
    </Section>
  );
}
