// The workspace: its name and clock, how long a send can be taken back, who gets new cases, what dry runs look at.
import { NumberInput, SegmentedControl, Select, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, type ReactNode } from 'react';
import type { WorkspaceView } from '../../../contract/views.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { LoadingRows } from '../../components/loading.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { Section } from '../../components/page.tsx';
import { ErrorState } from '../../components/states.tsx';
import { useNow } from '../../components/time.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { SaveBar } from './save-bar.tsx';
import classes from './settings.module.css';
import { useWorkspaceForm } from './use-workspace-form.ts';

function readWorkspace({ name, settings }: WorkspaceView) {
  const { timeZone, undoPublicSeconds, undoDmSeconds, assignment, coverPersonalData } = settings;
  const { modelDrafts, window } = settings;
  return {
    name,
    timeZone,
    undoPublicSeconds,
    undoDmSeconds,
    assignment,
    coverPersonalData,
    modelDrafts,
    window,
  };
}
type Values = ReturnType<typeof readWorkspace>;

/** A field of numbers gives text while it is half written. */
function whole(value: string | number, fallback: number): number {
  return typeof value === 'number' && Number.isInteger(value) ? value : fallback;
}

function Numbers(props: {
  values: Values;
  change: (part: Partial<Values>) => void;
  allowed: boolean;
}): ReactNode {
  const { values, change, allowed } = props;
  const { t } = useI18n();
  return (
    <div className={classes['two']}>
      <NumberInput
        label={t('settings.undoPublic')}
        description={t('settings.undoHint')}
        suffix={t('settings.seconds')}
        min={0}
        max={120}
        clampBehavior="strict"
        allowDecimal={false}
        readOnly={!allowed}
        value={values.undoPublicSeconds}
        onChange={(value) => change({ undoPublicSeconds: whole(value, values.undoPublicSeconds) })}
      />
      <NumberInput
        label={t('settings.undoDm')}
        description={t('settings.undoHint')}
        suffix={t('settings.seconds')}
        min={0}
        max={120}
        clampBehavior="strict"
        allowDecimal={false}
        readOnly={!allowed}
        value={values.undoDmSeconds}
        onChange={(value) => change({ undoDmSeconds: whole(value, values.undoDmSeconds) })}
      />
    </div>
  );
}

function Window(props: {
  values: Values;
  change: (part: Partial<Values>) => void;
  allowed: boolean;
}): ReactNode {
  const { values, change, allowed } = props;
  const { t } = useI18n();
  const { window } = values;
  return (
    <>
      <Switch
        label={t('settings.window')}
        description={t('settings.windowHint')}
        checked={window.enabled}
        disabled={!allowed}
        onChange={(event) => change({ window: { ...window, enabled: event.currentTarget.checked } })}
      />
      {window.enabled && (
        <div className={classes['two']}>
          <NumberInput
            label={t('settings.windowHours')}
            suffix={t('settings.hours')}
            min={1}
            max={168}
            clampBehavior="strict"
            allowDecimal={false}
            readOnly={!allowed}
            value={window.hours}
            onChange={(value) => change({ window: { ...window, hours: whole(value, window.hours) } })}
          />
          <NumberInput
            label={t('settings.windowPosts')}
            suffix={t('settings.posts')}
            thousandSeparator=","
            min={1000}
            max={10_000_000}
            step={10_000}
            clampBehavior="blur"
            allowDecimal={false}
            readOnly={!allowed}
            value={window.maxPosts}
            onChange={(value) => change({ window: { ...window, maxPosts: whole(value, window.maxPosts) } })}
          />
        </div>
      )}
    </>
  );
}

function WorkspaceForm(props: { workspace: WorkspaceView; draftingModel: string | null }): ReactNode {
  const { workspace, draftingModel } = props;
  const { t, locale } = useI18n();
  const allowed = useMay('workspace.change');
  const now = useNow();
  const zones = useMemo(() => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])], []);
  const form = useWorkspaceForm<Values>({
    workspace,
    read: readWorkspace,
    write: ({ name, ...settings }) => ({ name: name.trim(), settings }),
    describe: (values) => [
      { label: t('settings.workspaceName'), text: values.name },
      { label: t('settings.timeZone'), text: values.timeZone },
      { label: t('settings.undoPublic'), text: String(values.undoPublicSeconds) },
      { label: t('settings.undoDm'), text: String(values.undoDmSeconds) },
      { label: t('settings.assignment'), text: t(`settings.assignment.${values.assignment}`) },
      { label: t('settings.coverPersonalData'), text: values.coverPersonalData ? '✓' : '—' },
      { label: t('settings.modelDrafts'), text: values.modelDrafts ? '✓' : '—' },
      { label: t('settings.window'), text: values.window.enabled ? String(values.window.hours) : '—' },
      { label: t('settings.windowPosts'), text: String(values.window.maxPosts) },
    ],
  });
  const { values, change } = form;
  const clock = new Intl.DateTimeFormat(locale, {
    timeZone: values.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (
    <OurForm send={() => void form.save()}>
      <Section title={t('settings.section.workspace')}>
        <div className={classes['form']}>
          <TextInput
            label={t('settings.workspaceName')}
            required={allowed}
            readOnly={!allowed}
            maxLength={120}
            value={values.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Select
            label={t('settings.timeZone')}
            description={t('settings.timeZoneNow', { time: clock.format(now) })}
            data={zones}
            searchable
            limit={60}
            allowDeselect={false}
            readOnly={!allowed}
            nothingFoundMessage={t('palette.nothing')}
            value={values.timeZone}
            onChange={(timeZone) => timeZone !== null && change({ timeZone })}
          />
          <div className={classes['field']}>
            <span id="assignment">{t('settings.assignment')}</span>
            <SegmentedControl
              aria-labelledby="assignment"
              readOnly={!allowed}
              value={values.assignment}
              data={(['by_hand', 'in_turn'] as const).map((value) => ({
                value,
                label: t(`settings.assignment.${value}`),
              }))}
              onChange={(assignment) => change({ assignment })}
            />
            <p className={classes['quiet']}>{t(`settings.assignmentHint.${values.assignment}`)}</p>
          </div>
          <Numbers values={values} change={change} allowed={allowed} />
          <Switch
            label={t('settings.coverPersonalData')}
            description={t('settings.coverPersonalDataHint')}
            checked={values.coverPersonalData}
            disabled={!allowed}
            onChange={(event) => change({ coverPersonalData: event.currentTarget.checked })}
          />
          <Switch
            label={t('settings.modelDrafts')}
            description={
              draftingModel === null
                ? t('settings.modelDraftsNone')
                : t('settings.modelDraftsHint', { model: draftingModel })
            }
            checked={values.modelDrafts}
            // Where nothing is set up there is nothing to turn on; what was on can be turned off.
            disabled={!allowed || (draftingModel === null && !values.modelDrafts)}
            onChange={(event) => change({ modelDrafts: event.currentTarget.checked })}
          />
          <Window values={values} change={change} allowed={allowed} />
          <SaveBar {...form} allowed={allowed} valid={values.name.trim() !== ''} />
        </div>
      </Section>
    </OurForm>
  );
}

export function WorkspaceSection(): ReactNode {
  const query = useQuery(workspaceQuery(useApp()));
  if (query.isPending) return <LoadingRows rows={4} />;
  if (query.isError) return <ErrorState error={query.error} retry={() => void query.refetch()} />;
  return <WorkspaceForm {...query.data} />;
}
