// Writing a monitor: what to listen for on one side, what it would find on the other.
import { Alert, Button, Group, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import type { MonitorView } from '../../../contract/views.ts';
import { workspaceQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { ChangedMeanwhile } from '../../components/changed-meanwhile.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { useFirstFocus } from '../../components/focus.ts';
import { PageBody, Section } from '../../components/page.tsx';
import { useToasts } from '../../components/toast.tsx';
import { Unsaved } from '../../components/unsaved.tsx';
import { OurForm } from '../../components/our-form.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCommand } from '../../keyboard/keyboard.tsx';
import { applyLocally } from '../../live/merge.ts';
import { KeywordAdvice, type Suggestion } from './advice.tsx';
import { QueryCost } from './cost.tsx';
import { DryRun } from './dry-run.tsx';
import { useDryRun } from './use-dry-run.ts';
import classes from './monitors.module.css';
import { QueryField } from './query-field.tsx';
import { useQueryFacts } from './use-query-facts.ts';
import { useMonitorForm, type MonitorForm } from './use-monitor-form.ts';
import { Versions, type MonitorVersion } from './versions.tsx';
import { MaybeWishes } from './wishes/maybe-wishes.tsx';

function Archive({ monitor }: { monitor: MonitorView }): ReactNode {
  const { t } = useI18n();
  const { client } = useApp();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const toasts = useToasts();
  const remove = async (): Promise<void> => {
    await client.call('removeMonitor', { params: { id: monitor.id } });
    applyLocally(queryClient, [{ kind: 'monitor', id: monitor.id, row: null }]);
    toasts.done(t('monitors.removed', { name: monitor.name }));
    await navigate({ to: '/monitors/{-$monitorId}', params: { monitorId: undefined }, ignoreBlocker: true });
  };
  return (
    <Confirm
      title={t('monitors.removeTitle', { name: monitor.name })}
      body={t('monitors.removeBody')}
      action={t('common.remove')}
      run={remove}
    >
      {(ask) => (
        <Button variant="subtle" color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={ask}>
          {t('common.remove')}
        </Button>
      )}
    </Confirm>
  );
}

function Fields({ form, readOnly }: { form: MonitorForm; readOnly: boolean }): ReactNode {
  const { t } = useI18n();
  const first = useFirstFocus();
  const brands = useQuery(workspaceQuery(useApp())).data?.brands ?? [];
  const facts = useQueryFacts();
  const { values, change } = form;
  return (
    <>
      <TextInput
        ref={form.base === null ? first : null}
        label={t('monitors.name')}
        description={t('monitors.nameHint')}
        required={!readOnly}
        readOnly={readOnly}
        maxLength={120}
        value={values.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <QueryField
        query={values.query}
        change={(query) => change({ query })}
        checked={form.checked}
        problems={form.problems}
        facts={facts}
        readOnly={readOnly}
      />
      <Group gap="lg" align="flex-end">
        {brands.length > 0 && (
          <Select
            label={t('monitors.brand')}
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.brandId}
            onChange={(brandId) => change({ brandId })}
            placeholder={t('monitors.noBrand')}
            clearable
            clearButtonProps={{ 'aria-label': t('ledger.filter.clearOne') }}
            readOnly={readOnly}
          />
        )}
        <Switch
          mb={8}
          label={t('monitors.active')}
          checked={values.active}
          disabled={readOnly}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      </Group>
    </>
  );
}

/** Saves, or says that one may only read; `tried`: the query was tried out as it stands. */
function Foot({ form, tried }: { form: MonitorForm; tried: boolean }): ReactNode {
  const { t } = useI18n();
  const unchanged = form.base !== null && form.base.query === form.values.query;
  return (
    <Group justify="space-between" mt="xs">
      <Button
        type="submit"
        variant={tried || unchanged ? 'filled' : 'default'}
        disabled={!form.ready}
        loading={form.busy}
      >
        {form.base === null ? t('monitors.create') : t('common.save')}
      </Button>
      {form.base !== null && <Archive monitor={form.base} />}
    </Group>
  );
}

interface EditFormProps {
  form: MonitorForm;
  mayChange: boolean;
  tried: boolean;
}

function EditForm({ form, mayChange, tried }: EditFormProps): ReactNode {
  const { t } = useI18n();
  return (
    <OurForm
      className={classes['form']}
      send={() => {
        if (form.ready) void form.save();
      }}
    >
      <Fields form={form} readOnly={!mayChange} />
      {form.base !== null && form.dirty && mayChange && (
        <Textarea
          autosize
          minRows={1}
          maxLength={500}
          label={t('monitors.reason')}
          description={t('monitors.reasonHint')}
          value={form.reason}
          onChange={(event) => form.setReason(event.currentTarget.value)}
        />
      )}
      {form.conflict !== null && <ChangedMeanwhile {...form.conflict} busy={form.busy} />}
      {form.failure !== null && (
        <Alert color="red" role="alert">
          {form.failure}
        </Alert>
      )}
      {mayChange ? (
        <Foot form={form} tried={tried} />
      ) : (
        <p className={classes['quiet']}>{t('monitors.readOnly')}</p>
      )}
    </OurForm>
  );
}

interface MonitorEditorProps {
  /** Null for one that is still to be made. */
  monitor: MonitorView | null;
  versions: readonly MonitorVersion[];
}

export function MonitorEditor({ monitor, versions }: MonitorEditorProps): ReactNode {
  const { t } = useI18n();
  const navigate = useNavigate();
  const toasts = useToasts();
  const mayChange = useMay('monitor.change');
  const form = useMonitorForm(monitor, (saved) => {
    toasts.done(monitor === null ? t('monitors.created', { name: saved.name }) : t('common.saved'));
    if (monitor !== null) return;
    const params = { monitorId: saved.id };
    void navigate({ to: '/monitors/{-$monitorId}', params, ignoreBlocker: true });
  });
  const { values, queryFits } = form;
  const monitorId = monitor?.id ?? null;
  const query = queryFits && values.query.trim() !== '' ? values.query : null;
  const dry = useDryRun(monitorId, query, form.base?.query ?? '');
  const [attempted, setAttempted] = useState<Suggestion | null>(null);
  const changed = dry.tried !== null && dry.tried.query !== values.query;
  let outdated: string | null = null;
  if (changed && attempted !== null && dry.tried?.query === attempted.query) {
    const id = attempted.kind === 'exclusion' ? 'monitors.advice.tryingWithout' : 'monitors.advice.trying';
    outdated = t(id, { text: attempted.text });
  } else if (changed) outdated = t('monitors.dry.outdated');
  useCommand('send', () => void form.save(), mayChange && form.ready);

  const takeUp = (version: MonitorVersion): void => {
    form.change({ name: version.name, query: version.query });
    form.setReason(t('monitors.takenUp', { number: version.version }));
  };
  return (
    <PageBody wide>
      <Unsaved when={mayChange && form.dirty} />
      <div className={classes['editor']}>
        <div>
          <Section title={t('monitors.what')} hint={t('monitors.whatHint')}>
            <EditForm form={form} mayChange={mayChange} tried={dry.tried !== null && !changed} />
          </Section>
          {monitor !== null && <MaybeWishes monitor={monitor} />}
        </div>
        <div>
          <DryRun dry={dry} monitorId={monitorId} outdated={outdated} query={query} />
          <KeywordAdvice
            monitorId={monitorId}
            query={query}
            attempt={(suggestion) => {
              setAttempted(suggestion);
              void dry.run(suggestion.query, { aside: true });
            }}
            take={mayChange ? ({ query: changedQuery }) => form.change({ query: changedQuery }) : null}
          />
          <QueryCost monitorId={monitorId} query={query} />
          {versions.length > 0 && (
            <Versions monitorId={monitorId} versions={versions} takeUp={mayChange ? takeUp : null} />
          )}
        </div>
      </div>
    </PageBody>
  );
}
