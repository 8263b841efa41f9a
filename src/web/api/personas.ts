// Reading personas, and which of them an account speaks as.
import { queryOptions, useQuery } from '@tanstack/react-query';
import type { PersonaView } from '../../contract/endpoints/personas.ts';
import type { PersonaStop } from '../../domain/guideline/context.ts';
import { lacksInitials, signatureOf } from '../../domain/guideline/persona-signature.ts';
import type { GuidelinePersona } from '../../domain/guideline/persona.ts';
import { useApp, type App } from '../app.tsx';
import { keys } from './keys.ts';
import { membersQuery } from './queries.ts';
import { useSession } from './session.ts';

type Client = Pick<App, 'client'>;

export function personasQuery({ client }: Client) {
  return queryOptions({
    queryKey: keys.personas,
    queryFn: ({ signal }) => client.call('listPersonas', {}, { signal }),
  });
}

export function personaVersionsQuery({ client }: Client, id: string) {
  return queryOptions({
    queryKey: keys.personaVersions(id),
    queryFn: ({ signal }) => client.call('readPersonaVersions', { params: { id } }, { signal }),
  });
}

/** A persona that can be read, as whoever is signed in speaks as it. */
export interface OwnPersona {
  id: string;
  definition: GuidelinePersona;
  /** Why nothing goes out as it from them; null where something may. */
  stops: PersonaStop | null;
  lacksInitials: boolean;
}

/** The persona that an account points to, else the default. */
export function personaFor(
  rows: readonly PersonaView[],
  accountId: string | undefined,
): PersonaView | undefined {
  return (
    rows.find(({ accountIds }) => accountId !== undefined && accountIds.includes(accountId)) ??
    rows.find(({ isDefault }) => isDefault)
  );
}

export interface SignaturesRead {
  /** Until then nothing is sent: a persona may hold, with a signature and with those who may speak as it. */
  isKnown: boolean;
  /** Why they could not be read; null while they may still come. */
  error: Error | null;
  retry: () => void;
}

/** Whether personas and members were read: as whom one speaks, and how one signs. */
export function useSignaturesRead(): SignaturesRead {
  const app = useApp();
  const [members, personas] = [useQuery(membersQuery(app)), useQuery(personasQuery(app))];
  const missing = [members, personas].filter(({ data }) => data === undefined);
  return {
    isKnown: missing.length === 0,
    error: missing.find(({ error }) => error !== null)?.error ?? null,
    retry: () => {
      for (const query of missing) void query.refetch();
    },
  };
}

/** What a reply of one's own as an account ends with; empty for nothing, and while `useSignaturesRead` does not know. */
export function useSignatureOf(): (accountId: string | undefined) => string {
  const userId = useSession().user.id;
  const app = useApp();
  const members = useQuery(membersQuery(app)).data?.rows;
  const rows = useQuery(personasQuery(app)).data?.rows;
  const own = members?.find((member) => member.userId === userId)?.signature ?? '';
  return (accountId) => {
    if (members === undefined || rows === undefined) return '';
    const persona = personaFor(rows, accountId);
    if (persona === undefined || 'fault' in persona.definition) return own;
    return signatureOf(persona.definition.signature, initialsOf(persona, userId), own);
  };
}

export function initialsOf({ initials }: Pick<PersonaView, 'initials'>, userId: string): string {
  return initials.find((one) => one.userId === userId)?.initials ?? '';
}

/** The persona of an account for whoever is signed in; null where it has none, or one that cannot be read. */
export function useOwnPersona(accountId: string | undefined): OwnPersona | null {
  const userId = useSession().user.id;
  const rows = useQuery(personasQuery(useApp())).data?.rows ?? [];
  const persona = personaFor(rows, accountId);
  if (persona === undefined || 'fault' in persona.definition) return null;
  const { id, definition, isOwned } = persona;
  const maySpeak = definition.speakers === null || definition.speakers.includes(userId);
  return {
    id,
    definition,
    stops: isOwned ? (maySpeak ? null : 'notSpeaker') : 'ownerless',
    lacksInitials: lacksInitials(definition.signature, initialsOf(persona, userId)),
  };
}
