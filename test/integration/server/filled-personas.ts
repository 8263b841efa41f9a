// A persona that nobody speaks as, and an example for each operation on personas.
import type { Person } from './support.ts';

export function makePersona(person: Person): Promise<{ id: string }> {
  const definition = { name: 'Aoi', ownerId: person.userId };
  const body = { definition, accountIds: [], isDefault: false, reason: 'New' };
  return person.do('POST', '/personas', { body });
}

export function personaExamples(ids: { persona: string; user: string; account: string }) {
  const byId = { params: { id: ids.persona } };
  const body = {
    definition: { name: 'Minamo', ownerId: ids.user, signature: '^{initials}' },
    accountIds: [ids.account],
    isDefault: true,
    reason: 'As agreed.',
  };
  return {
    listPersonas: {},
    readPersonaVersions: byId,
    createPersona: { body },
    savePersona: { ...byId, body },
    removePersona: byId,
    setInitials: { ...byId, body: { userId: ids.user, initials: 'A' } },
  };
}
