// What was said against what it is, counted: what is right stands on the diagonal.
import type { ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { tableOf } from './chart-places.ts';
import classes from './judgement.module.css';

interface ConfusionTableProps<Value extends string> {
  caption: string;
  cells: readonly { said: Value; is: Value; count: number }[];
  values: readonly Value[];
  nameOf: (value: Value) => string;
}

export function ConfusionTable<Value extends string>(props: ConfusionTableProps<Value>): ReactNode {
  const { caption, cells, values, nameOf } = props;
  const { t, format } = useI18n();
  const table = tableOf(cells, values);
  return (
    <div className={classes['confusion']}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('judging.saidIs')}</th>
            {table.values.map((value) => (
              <th key={value} scope="col">
                {nameOf(value)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ said, counts }) => (
            <tr key={said}>
              <th scope="row">{nameOf(said)}</th>
              {counts.map((count, at) => (
                <td key={table.values[at]} data-right={table.values[at] === said || undefined}>
                  {count === 0 ? <span className={classes['none']}>0</span> : format.number(count)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
