// What each role may do, in sentences, so that nobody has to guess what they give away.
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { may, permissions, roles, type Permission, type Role } from '../../../domain/access/policy.ts';
import { Section } from '../../components/page.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './team.module.css';

/** What everybody may do who is signed in says nothing about roles. */
type Told = Exclude<Permission, 'anyone' | 'signed_in'>;
const told = permissions.filter(
  (permission): permission is Told => permission !== 'anyone' && permission !== 'signed_in',
);

/** From the least to the most; each may do what those before it may. */
const rising: readonly Role[] = roles.toReversed();

/** What a role adds to the one below it. */
function addedBy(role: Role): Told[] {
  return told.filter((permission) => rising.find((each) => may(each, permission)) === role);
}

export function Roles(): ReactNode {
  const { t } = useI18n();
  return (
    <Section title={t('team.roles')} hint={t('team.rolesHint')}>
      <dl className={classes['roles']}>
        {rising.map((role) => (
          <div key={role}>
            <dt>
              {t(`role.${role}`)}
              <span className={classes['quiet']}>{t(`team.roleAbove.${role}`)}</span>
            </dt>
            <dd>
              <ul className="plain">
                {addedBy(role).map((permission) => (
                  <li key={permission}>
                    <IconCheck size={15} aria-hidden />
                    {t(`permission.${permission}`)}
                  </li>
                ))}
                {role === 'owner' && (
                  <li>
                    <IconCheck size={15} aria-hidden />
                    {t('permission.owner')}
                  </li>
                )}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
