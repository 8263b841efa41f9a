// A block of the panel beside a post: facts, each with its name.
import type { ReactNode } from 'react';
import classes from './person-panel.module.css';
import { PanelSection } from './person-panel.tsx';

/** A fact's name and what it is. */
export type Fact = readonly [name: string, value: ReactNode];

export function PanelFacts({ title, facts }: { title: string; facts: readonly Fact[] }): ReactNode {
  return (
    <PanelSection title={title}>
      <dl className={classes['facts']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </PanelSection>
  );
}
