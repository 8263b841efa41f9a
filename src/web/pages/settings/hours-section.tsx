// Business hours: the week, and the days that are unlike it.
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WorkspaceView } from '../../../contract/views.ts';
import { isOpenAt } from '../../../domain/kpi/business-hours.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { DayHours } from './day-hours.tsx';
import { useDayNames } from './day-names.ts';
import { dateIn, faultOf, inOrder, wordsOf, type Span } from './hours.ts';
import { OtherDays } from './other-days.tsx';
import { SaveBar } from './save-bar.tsx';
import classes from './settings.module.css';
import { useWorkspaceForm } from './use-workspace-form.ts';

type Values = WorkspaceView['settings']['businessHours'];

function useHoursForm(workspace: WorkspaceView, names: readonly string[]) {
  const { t } = useI18n();
  return useWorkspaceForm<Values>({
    workspace,
    read: ({ settings }) => settings.businessHours,
    write: (businessHours) => ({
      settings: {
        businessHours: {
          ...businessHours,
          week: businessHours.week.map(inOrder),
          otherDays: businessHours.otherDays.map((day) => ({ ...day, spans: inOrder(day.spans) })),
        },
      },
    }),
    describe: ({ week, otherDays }) => [
      ...week.map((spans, index) => ({
        label: names[index] ?? '',
        text: wordsOf(spans, t('settings.closed')),
      })),
      { label: t('settings.otherDays'), text: otherDays.map(({ date }) => date).join(', ') },
    ],
  });
}

function HoursForm({ workspace }: { workspace: WorkspaceView }): ReactNode {
  const { t, format } = useI18n();
  const allowed = useMay('workspace.change');
  const names = useDayNames();
  const now = useNow();
  const form = useHoursForm(workspace, names);
  const { values, change } = form;
  const setDay = (at: number, spans: Span[]): void =>
    change({ week: values.week.map((held, index) => (index === at ? spans : held)) });
  const copyMonday = (): void => {
    const monday = values.week[0] ?? [];
    change({ week: values.week.map((held, index) => (index < 5 ? monday : held)) });
  };
  const valid = [...values.week, ...values.otherDays.map(({ spans }) => spans)].every(
    (spans) => faultOf(spans) === null,
  );
  const open = valid && isOpenAt(now, values, workspace.settings.timeZone);
  const copy = allowed && (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={<IconCopy size={15} aria-hidden />}
      onClick={copyMonday}
    >
      {t('settings.copyMonday')}
    </Button>
  );
  return (
    <OurForm send={() => void form.save()}>
      <Section
        title={t('settings.section.hours')}
        hint={`${t('settings.hoursHint')}${format.gap}${t(open ? 'settings.openNow' : 'settings.closedNow')}`}
        actions={copy}
      >
        {names.map((name, index) => (
          <DayHours
            key={name}
            name={name}
            spans={values.week[index] ?? []}
            readOnly={!allowed}
            change={(spans) => setDay(index, spans)}
          />
        ))}
        <p className={classes['zone']}>
          {t('settings.inZone', { zone: format.zone(workspace.settings.timeZone) })}
        </p>
      </Section>
      <OtherDays
        days={values.otherDays}
        today={dateIn(workspace.settings.timeZone, now)}
        readOnly={!allowed}
        change={(otherDays) => change({ otherDays })}
      />
      <div className={classes['form']}>
        <SaveBar {...form} allowed={allowed} valid={valid} />
      </div>
    </OurForm>
  );
}

export function HoursSection(): ReactNode {
  const query = useQuery(workspaceQuery(useApp()));
  if (query.isPending) return <LoadingRows rows={7} height={50} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <HoursForm workspace={query.data.workspace} />;
}
