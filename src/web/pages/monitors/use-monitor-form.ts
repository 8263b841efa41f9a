// A monitor while it is being written: its values, what is wrong with its query, and how it is saved.
import { useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import type { MonitorView } from '../../../contract/views.ts';
import type { QueryProblem } from '../../../domain/listening/query-problems.ts';
import { parseQuery } from '../../../domain/listening/query.ts';
import { codeOf } from '../../api/errors.ts';
import { keys } from '../../api/keys.ts';
import { useApp } from '../../app.tsx';
import type { Difference } from '../../components/changed-meanwhile.tsx';
import { useSubmission } from '../../components/form.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { applyLocally } from '../../live/merge.ts';

export interface MonitorValues {
  name: string;
  query: string;
  brandId: string | null;
  active: boolean;
}

const empty: MonitorValues = { name: '', query: '', brandId: null, active: true };

function valuesOf({ name, query, brandId, active }: MonitorView): MonitorValues {
  // As the editor counts, which knows one way to end a line.
  return { name, query: query.replaceAll(/\r\n?/g, '\n'), brandId, active };
}

function same(a: MonitorValues, b: MonitorValues): boolean {
  return a.name === b.name && a.query === b.query && a.brandId === b.brandId && a.active === b.active;
}

const none: readonly QueryProblem[] = [];

/** `monitor` is null for one that is still to be made; `saved` hears of every success. */
export function useMonitorForm(monitor: MonitorView | null, saved: (monitor: MonitorView) => void) {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const queryClient = useQueryClient();
  const submission = useSubmission();
  // What the changes are made against: the row as it was when one began, or as it was last saved.
  const [base, setBase] = useState(monitor);
  const [values, setValues] = useState<MonitorValues>(() => (monitor === null ? empty : valuesOf(monitor)));
  const [reason, setReason] = useState('');
  const [latest, setLatest] = useState<MonitorView | null>(null);
  const creation = useRef(newId());

  const checked = useDeferredValue(values.query);
  const problems = useMemo(() => {
    const parsed = parseQuery(checked);
    return parsed.ok ? none : parsed.problems;
  }, [checked]);
  const queryFits = problems.length === 0 && checked === values.query;
  const dirty = base === null ? values.query !== '' || values.name !== '' : !same(values, valuesOf(base));
  const ready = dirty && queryFits && values.name.trim() !== '';

  const accept = (row: MonitorView): void => {
    applyLocally(queryClient, [{ kind: 'monitor', id: row.id, row }]);
    void queryClient.invalidateQueries({ queryKey: keys.monitor(row.id) });
    setBase(row);
    setValues(valuesOf(row));
    setReason('');
    setLatest(null);
    saved(row);
  };
  const changeRow = async (against: MonitorView): Promise<void> => {
    const { query, brandId, active } = values;
    const body = { name: values.name.trim(), query, brandId, active, reason: reason.trim() };
    try {
      const params = { id: against.id };
      accept(await client.call('changeMonitor', { params, body }, { ifMatch: against.version }));
    } catch (error) {
      if (codeOf(error) !== 'version_changed') throw error;
      const { monitor: now } = await client.call('readMonitor', { params: { id: against.id } });
      setLatest(now);
    }
  };
  const create = async (): Promise<void> => {
    const { query, brandId, active } = values;
    const body = { name: values.name.trim(), query, brandId, active };
    accept(await client.call('createMonitor', { body }, { idempotencyKey: creation.current }));
  };

  const differences = (): Difference[] => {
    if (latest === null) return [];
    const yesNo = (active: boolean): string => t(active ? 'monitors.on' : 'monitors.off');
    const all: Difference[] = [
      { label: t('monitors.name'), theirs: latest.name, ours: values.name },
      { label: t('monitors.query'), theirs: latest.query, ours: values.query },
      { label: t('monitors.active'), theirs: yesNo(latest.active), ours: yesNo(values.active) },
    ];
    return all.filter(({ theirs, ours }) => theirs !== ours);
  };

  return {
    base,
    values,
    change: (part: Partial<MonitorValues>) => setValues((now) => ({ ...now, ...part })),
    reason,
    setReason,
    /** What `problems` are about: a moment behind the query while one types. */
    checked,
    problems,
    queryFits,
    dirty,
    ready,
    busy: submission.busy,
    failure: submission.failure,
    save: () => submission.submit(() => (base === null ? create() : changeRow(base))),
    /** Set while a save was refused because somebody else was faster. */
    conflict:
      latest === null
        ? null
        : {
            differences: differences(),
            takeTheirs: () => {
              setBase(latest);
              setValues(valuesOf(latest));
              setLatest(null);
            },
            keepOurs: () => void submission.submit(() => changeRow(latest)),
          },
  };
}
export type MonitorForm = ReturnType<typeof useMonitorForm>;
