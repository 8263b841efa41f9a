// How long a reply may wait for a second pair of eyes before it is late, and what happens then.
import { NumberInput, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { WorkspaceView } from '../../../../contract/views.ts';
import { workspaceQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { OurForm } from '../../../components/our-form.tsx';
import { Section } from '../../../components/page.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { SaveBar } from '../save-bar.tsx';
import classes from '../settings.module.css';
import { useWorkspaceForm } from '../use-workspace-form.ts';

const choices = ['wait', 'send_back'] as const;

export function TimeLimit(): ReactNode {
  const workspace = useQuery(workspaceQuery(useApp()));
  if (workspace.isPending) return <LoadingRows rows={2} height={60} />;
  if (workspace.isError) {
    return <ErrorState error={workspace.error} retry={() => void workspace.refetch()} />;
  }
  return <Form workspace={workspace.data.workspace} />;
}

function Form({ workspace }: { workspace: WorkspaceView }): ReactNode {
  const { t } = useI18n();
  const allowed = useMay('workspace.change');
  const form = useWorkspaceForm({
    workspace,
    read: ({ settings }) => settings.approval,
    write: (approval) => ({ settings: { approval } }),
    describe: ({ lateMinutes, whenLate }) => [
      { label: t('settings.approvalLate'), text: String(lateMinutes) },
      { label: t('settings.approvalWhenLate'), text: t(`settings.approvalWhenLate.${whenLate}`) },
    ],
  });
  const { values, change } = form;
  return (
    <OurForm send={() => void form.save()}>
      <Section title={t('settings.approvalTime')} hint={t('settings.approvalTimeHint')}>
        <div className={classes['form']}>
          <NumberInput
            label={t('settings.approvalLate')}
            suffix={t('settings.minutes')}
            min={1}
            max={10_080}
            clampBehavior="strict"
            allowDecimal={false}
            readOnly={!allowed}
            value={values.lateMinutes}
            onChange={(value) => typeof value === 'number' && change({ lateMinutes: value })}
          />
          <div className={classes['field']}>
            <span id="when-late">{t('settings.approvalWhenLate')}</span>
            <SegmentedControl
              aria-labelledby="when-late"
              readOnly={!allowed}
              value={values.whenLate}
              data={choices.map((value) => ({ value, label: t(`settings.approvalWhenLate.${value}`) }))}
              onChange={(whenLate) => change({ whenLate })}
            />
          </div>
          <SaveBar {...form} allowed={allowed} valid={values.lateMinutes >= 1} />
        </div>
      </Section>
    </OurForm>
  );
}
