// Personas that nobody answers for: on every page of whoever can choose somebody, for as long as nothing goes out as them.
import { IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { personasQuery } from '../api/personas.ts';
import { useMay } from '../api/session.ts';
import { useApp } from '../app.tsx';
import { usePersonaName } from '../components/persona-name.ts';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './crisis-bar.module.css';
import { cleared } from './places.ts';

export function PersonaBar(): ReactNode {
  const { t } = useI18n();
  const nameOf = usePersonaName();
  const mayChoose = useMay('guideline.change');
  const rows = useQuery({ ...personasQuery(useApp()), enabled: mayChoose }).data?.rows ?? [];
  const ownerless = rows.filter(({ isOwned }) => !isOwned);
  if (ownerless.length === 0) return null;
  const names = ownerless.map(nameOf);
  return (
    <output className={classes['bar']}>
      <IconUserQuestion size={16} aria-hidden />
      <b>{t('persona.ownerless', { names: names.join(t('common.comma')) })}</b>
      <span className={classes['why']}>{t('persona.ownerlessWhy')}</span>
      <Link to="/settings/{-$section}" params={{ ...cleared, section: 'personas' }}>
        {t('persona.chooseOwner')}
      </Link>
    </output>
  );
}
