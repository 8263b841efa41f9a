// A persona while it is being changed, with the version it is changed against and the reason it is saved with.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { PersonaView } from '../../../../contract/endpoints/personas.ts';
import type { GuidelinePersona } from '../../../../domain/guideline/persona.ts';
import { usualPersona } from '../../../../domain/guideline/usual.ts';
import { codeOf } from '../../../api/errors.ts';
import { keys } from '../../../api/keys.ts';
import { useApp, type App } from '../../../app.tsx';
import { useSubmission } from '../../../components/form.ts';
import { useToasts } from '../../../components/toast.tsx';
import { useI18n } from '../../../i18n/i18n.tsx';

export interface PersonaValues {
  definition: GuidelinePersona;
  accountIds: readonly string[];
  isDefault: boolean;
}

export interface Team {
  /** Who is on it now. */
  userIds: ReadonlySet<string>;
  /** Whoever makes a persona answers for it, unless they choose somebody else. */
  ownId: string;
}

/** As the form begins: without members who have left, and what cannot be read begins anew. */
export function valuesOf(persona: PersonaView | null, { userIds, ownId }: Team): PersonaValues {
  if (persona === null) {
    return { definition: { ...usualPersona, ownerId: ownId }, accountIds: [], isDefault: false };
  }
  const { definition: stored, isOwned, accountIds, isDefault } = persona;
  const definition = 'fault' in stored ? usualPersona : stored;
  const speakers = definition.speakers?.filter((userId) => userIds.has(userId)) ?? null;
  const ownerId = isOwned ? definition.ownerId : null;
  return { definition: { ...definition, speakers, ownerId }, accountIds, isDefault };
}

/** What is empty in a list is not saved. */
export function complete({ definition, ...values }: PersonaValues): PersonaValues {
  const examples = definition.examples
    .map((one) => ({ ...one, text: one.text.trim(), why: one.why.trim() }))
    .filter(({ text }) => text !== '');
  const limits = definition.limits.filter(({ words }) => words.length > 0);
  return { ...values, definition: { ...definition, examples, limits } };
}

export type Fault = 'noOwner' | 'noSpeakers' | 'noReason';

/** What keeps it from being saved. */
function faultsOf({ definition: { ownerId, speakers } }: PersonaValues, reason: string): Fault[] {
  const faults: Fault[] = [];
  if (ownerId === null) faults.push('noOwner');
  if (speakers?.length === 0) faults.push('noSpeakers');
  if (reason.trim() === '') faults.push('noReason');
  return faults;
}

/** Keeps the next version, or the first one. */
async function keep(
  client: App['client'],
  against: PersonaView | null,
  { definition, accountIds, isDefault }: PersonaValues,
  reason: string,
  idempotencyKey: string,
): Promise<PersonaView> {
  const body = {
    definition: { ...definition, ownerId: definition.ownerId ?? '' },
    accountIds: [...accountIds],
    isDefault,
    reason: reason.trim(),
  };
  if (against === null) return client.call('createPersona', { body }, { idempotencyKey });
  const { id, version } = against;
  return client.call('savePersona', { params: { id }, body }, { ifMatch: version });
}

/** An earlier version as it would hold now: without who has left. */
function asOfNow(definition: GuidelinePersona, held: GuidelinePersona, { userIds }: Team): GuidelinePersona {
  const { ownerId } = definition;
  const speakers = definition.speakers?.filter((userId) => userIds.has(userId)) ?? null;
  return {
    ...definition,
    speakers,
    ownerId: ownerId !== null && userIds.has(ownerId) ? ownerId : held.ownerId,
  };
}

export function usePersonaForm(persona: PersonaView | null, team: Team, done: (saved: PersonaView) => void) {
  const { t } = useI18n();
  const { client, newId } = useApp();
  const creation = useRef(newId());
  const queryClient = useQueryClient();
  const toasts = useToasts();
  const { busy, failure, submit } = useSubmission();
  const [base, setBase] = useState(persona);
  const [values, setValues] = useState(() => valuesOf(persona, team));
  const [reason, setReason] = useState('');
  const [latest, setLatest] = useState<PersonaView | null>(null);

  const adopt = (held: PersonaView): void => {
    setBase(held);
    setValues(valuesOf(held, team));
    setReason('');
    setLatest(null);
  };
  const saveAgainst = async (against: PersonaView | null): Promise<void> => {
    try {
      const saved = await keep(client, against, complete(values), reason, creation.current);
      adopt(saved);
      await queryClient.invalidateQueries({ queryKey: keys.personas });
      await queryClient.invalidateQueries({ queryKey: keys.personaVersions(saved.id) });
      await queryClient.invalidateQueries({ queryKey: ['replyContext'] });
      toasts.done(t('common.saved'));
      done(saved);
    } catch (error) {
      if (codeOf(error) !== 'version_changed' || against === null) throw error;
      const { rows } = await client.call('listPersonas', {});
      setLatest(rows.find(({ id }) => id === against.id) ?? null);
    }
  };
  const before = JSON.stringify(complete(valuesOf(base, team)));
  return {
    values,
    define: (part: Partial<GuidelinePersona>) =>
      setValues((held) => ({ ...held, definition: { ...held.definition, ...part } })),
    point: (part: Partial<Omit<PersonaValues, 'definition'>>) => setValues((held) => ({ ...held, ...part })),
    restore: (definition: GuidelinePersona, version: number) => {
      setValues({ ...values, definition: asOfNow(definition, values.definition, team) });
      setReason(t('settings.guideline.restored', { number: version }));
    },
    reason,
    setReason,
    faults: faultsOf(values, reason),
    dirty: base === null || JSON.stringify(complete(values)) !== before,
    /** Somebody has typed something: leaving would lose it. */
    begun: JSON.stringify(complete(values)) !== before || reason !== '',
    busy,
    failure,
    save: () => submit(() => saveAgainst(base)),
    conflict:
      latest === null
        ? null
        : { takeTheirs: () => adopt(latest), keepOurs: () => void submit(() => saveAgainst(latest)) },
  };
}
export type PersonaFormState = ReturnType<typeof usePersonaForm>;
