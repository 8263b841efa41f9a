// The guideline in the settings: of the workspace, and of each account that has one of its own.
import { Alert, NativeSelect, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, type ReactNode } from 'react';
import type { Reply } from '../../../api/client.ts';
import { accountsQuery, guidelineQuery } from '../../../api/queries.ts';
import { useMay } from '../../../api/session.ts';
import { useApp } from '../../../app.tsx';
import { LoadingRows } from '../../../components/loading.tsx';
import { OurForm } from '../../../components/our-form.tsx';
import { Section } from '../../../components/page.tsx';
import { atHandle } from '../../../components/post/post-card.tsx';
import { ErrorState } from '../../../components/states.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';
import { SaveWithReason } from '../save-with-reason.tsx';
import classes from './guideline.module.css';
import { History, Overrides } from './history.tsx';
import { OwnWords } from './own-words.tsx';
import { RulesTable } from './rules-table.tsx';
import { useGuidelineForm } from './use-guideline-form.ts';

export function GuidelineSection(): ReactNode {
  const { t } = useI18n();
  const app = useApp();
  const accounts = useQuery(accountsQuery(app)).data?.rows ?? [];
  const [accountId, setAccountId] = useState<string | null>(null);
  const [changing, setChanging] = useState(false);
  const query = useQuery(guidelineQuery(app, accountId));
  return (
    <>
      <div className={classes['choose']}>
        <NativeSelect
          label={t('settings.guideline.of')}
          value={accountId ?? ''}
          // The form of another account would take the place of what is not saved.
          disabled={changing}
          description={changing ? t('settings.guideline.saveFirst') : undefined}
          data={[
            { value: '', label: t('settings.guideline.ofWorkspace') },
            ...accounts.map(({ id, displayName, handle }) => ({
              value: id,
              label: displayName === '' ? atHandle(handle) : `${displayName} (${atHandle(handle)})`,
            })),
          ]}
          onChange={(event) =>
            setAccountId(event.currentTarget.value === '' ? null : event.currentTarget.value)
          }
        />
      </div>
      {query.isPending && <LoadingRows rows={8} height={44} />}
      {query.isError && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      {query.isSuccess && (
        <GuidelineForm key={accountId ?? ''} guideline={query.data} tellChanging={setChanging} />
      )}
    </>
  );
}

interface GuidelineFormProps {
  guideline: Reply<'readGuideline'>;
  tellChanging: (is: boolean) => void;
}

function GuidelineForm({ guideline, tellChanging }: GuidelineFormProps): ReactNode {
  const { t } = useI18n();
  const allowed = useMay('guideline.change');
  const form = useGuidelineForm(guideline);
  const { values, change, inherits, dirty } = form;
  useEffect(() => tellChanging(dirty), [tellChanging, dirty]);
  const readOnly = !allowed || inherits;
  const usual = new Map(guideline.usual.map(({ rule, level }) => [rule, level]));
  return (
    <OurForm send={() => void form.save()}>
      {form.isBroken && (
        <Alert color="red" role="alert" mb="md" title={t('settings.guideline.broken')}>
          {t('settings.guideline.brokenBody', { fault: faultOf(guideline) })}
        </Alert>
      )}
      {guideline.accountId !== null && (
        <Section title={t('settings.guideline.whose')} hint={t('settings.guideline.whoseHint')}>
          <Switch
            label={t('settings.guideline.inherits')}
            disabled={!allowed}
            checked={inherits}
            onChange={(event) => form.setInherits(event.currentTarget.checked)}
          />
        </Section>
      )}
      <RulesTable
        levels={values.settings.levels}
        usual={usual}
        readOnly={readOnly}
        change={(levels) => change({ settings: { ...values.settings, levels } })}
      />
      <OwnWords
        words={values.settings.words}
        readOnly={readOnly}
        change={(words) => change({ settings: { ...values.settings, words } })}
      />
      <Save form={form} allowed={allowed} />
      <History guideline={guideline} restore={allowed ? form.restore : null} />
      <Overrides overrides={guideline.overrides} />
    </OurForm>
  );
}

function faultOf({ settings }: Reply<'readGuideline'>): string {
  return settings !== null && 'fault' in settings ? settings.fault : '';
}

function Save({ form, allowed }: { form: ReturnType<typeof useGuidelineForm>; allowed: boolean }): ReactNode {
  const { t } = useI18n();
  if (!allowed) return <p className={classes['does']}>{t('settings.guideline.readOnly')}</p>;
  const { dirty, reason } = form;
  const ready = dirty && reason.trim() !== '';
  return <SaveWithReason hint={t('settings.guideline.saveHint')} form={form} unsaved={dirty} ready={ready} />;
}
