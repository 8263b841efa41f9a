// What a persona is called in lists and sentences: by its name, else by the accounts that speak as it.
import { useQuery } from '@tanstack/react-query';
import type { PersonaView } from '../../contract/endpoints/personas.ts';
import { accountsQuery } from '../api/queries.ts';
import { useApp } from '../app.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { atHandle } from './post/post-card.tsx';

/** Names personas; those without a name have the handles of their accounts. */
export function usePersonaName(): (persona: Pick<PersonaView, 'definition' | 'accountIds'>) => string {
  const { t } = useI18n();
  const accounts = useQuery(accountsQuery(useApp())).data?.rows ?? [];
  return ({ definition, accountIds }) => {
    if (!('fault' in definition) && definition.name !== '') return definition.name;
    const own = accounts.filter(({ id }) => accountIds.includes(id));
    const handles = own.map(({ handle }) => atHandle(handle)).join(t('common.comma'));
    return t('persona.unnamed', { count: own.length, handles });
  };
}
