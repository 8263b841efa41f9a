// Directing the play: how much happens, how fast, in which languages, and what breaks.
import { Alert, Checkbox, Group, SegmentedControl, Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { BodyInput } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import { useMay } from '../../api/session.ts';
import { useApp } from '../../app.tsx';
import { useToasts } from '../../components/toast.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import look from './practice.module.css';
import type { Stage } from './queries.ts';
import classes from './stage.module.css';

const paces = ['off', 'calm', 'busy'] as const;
const faults = ['none', 'slow', 'rate_limited', 'down', 'reset', 'token_dead', 'malformed'] as const;
const speeds = [1, 5, 20, 60, 120, 600];

function useDirect(stage: Stage): (change: BodyInput<'changePracticeStage'>) => void {
  const { client } = useApp();
  const queryClient = useQueryClient();
  const toasts = useToasts();
  return (change) => {
    // Shown at once; the answer of the server takes its place.
    const defined = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    queryClient.setQueryData(keys.practiceStage, { ...stage, ...defined });
    client
      .call('changePracticeStage', { body: change })
      .catch((error: unknown) => toasts.failed(error))
      .finally(() => void queryClient.invalidateQueries({ queryKey: keys.practiceStage }));
  };
}

interface PartProps {
  stage: Stage;
  allowed: boolean;
  direct: ReturnType<typeof useDirect>;
}

function Languages({ stage, allowed, direct }: PartProps): ReactNode {
  const { t } = useI18n();
  return (
    <Checkbox.Group
      size="xs"
      label={t('practice.languages')}
      value={stage.languages}
      readOnly={!allowed}
      onChange={(values) => {
        const languages = (['ja', 'en'] as const).filter((each) => values.includes(each));
        // The play needs at least one language.
        if (languages.length > 0) direct({ languages });
      }}
    >
      <Group gap="md" mt={4}>
        <Checkbox size="xs" value="ja" label={t('frame.language.ja')} />
        <Checkbox size="xs" value="en" label={t('frame.language.en')} />
      </Group>
    </Checkbox.Group>
  );
}

function Faults({ stage, allowed, direct }: PartProps): ReactNode {
  const { t } = useI18n();
  return (
    <>
      <Select
        size="xs"
        label={t('practice.fault')}
        description={t('practice.faultHint')}
        readOnly={!allowed}
        data={faults.map((value) => ({ value, label: t(`practice.fault.${value}`) }))}
        value={stage.fault}
        allowDeselect={false}
        onChange={(value) => {
          const fault = faults.find((each) => each === value);
          if (fault !== undefined) direct({ fault });
        }}
      />
      <div aria-live="polite">
        {stage.fault !== 'none' && (
          <Alert color="amber" role="note" p="xs" icon={<IconAlertTriangle size={16} aria-hidden />}>
            {t(`practice.faultNow.${stage.fault}`)}
          </Alert>
        )}
      </div>
    </>
  );
}

export function Direction({ stage }: { stage: Stage }): ReactNode {
  const { t, format } = useI18n();
  const allowed = useMay('practice.direct');
  const direct = useDirect(stage);
  const speedName = (speed: number): string =>
    speed === 1
      ? t('practice.realTime')
      : t('practice.times', { speed, hour: format.duration(3_600_000 / speed) });
  const known = [...new Set([...speeds, stage.speed])].toSorted((a, b) => a - b);
  return (
    <section className={look['card']} aria-labelledby="direction">
      <h2 id="direction">{t('practice.direction')}</h2>
      <div className={classes['direction']}>
        <div className={classes['field']}>
          <span id="pace">{t('practice.pace')}</span>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-labelledby="pace"
            readOnly={!allowed}
            value={stage.pace}
            data={paces.map((value) => ({ value, label: t(`practice.pace.${value}`) }))}
            onChange={(pace) => direct({ pace })}
          />
        </div>
        <Select
          size="xs"
          label={t('practice.speed')}
          readOnly={!allowed}
          data={known.map((speed) => ({ value: String(speed), label: speedName(speed) }))}
          value={String(stage.speed)}
          allowDeselect={false}
          onChange={(value) => direct({ speed: Number(value) })}
        />
        <Languages stage={stage} allowed={allowed} direct={direct} />
        <Faults stage={stage} allowed={allowed} direct={direct} />
        {!allowed && <p className={look['quiet']}>{t('monitors.readOnly')}</p>}
      </div>
    </section>
  );
}
