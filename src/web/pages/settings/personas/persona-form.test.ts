// A persona in its form and in its history: without who has left, without what is empty, and each difference once.
import { expect, test } from 'vitest';
import type { PersonaView } from '../../../../contract/endpoints/personas.ts';
import { usualPersona } from '../../../../domain/guideline/usual.ts';
import { personaChanges } from './persona-changes.ts';
import { complete, valuesOf } from './use-persona-form.ts';

const [ken, mai, gone] = ['ken', 'mai', 'gone'];
const team = { userIds: new Set([ken, mai]), ownId: mai };
const held = (definition: PersonaView['definition'], isOwned = true): PersonaView => ({
  id: 'p',
  version: 3,
  isDefault: true,
  definition,
  isOwned,
  accountIds: ['a'],
  initials: [],
});

test('a new one is answered for by whoever makes it', () => {
  expect(valuesOf(null, team)).toEqual({
    definition: { ...usualPersona, ownerId: mai },
    accountIds: [],
    isDefault: false,
  });
});

test('who has left neither owns it nor speaks as it any more; who is left does', () => {
  const stored = { ...usualPersona, ownerId: gone, speakers: [gone, ken] };
  expect(valuesOf(held(stored, false), team).definition).toMatchObject({ ownerId: null, speakers: [ken] });
  expect(valuesOf(held({ ...usualPersona, ownerId: ken }), team).definition.ownerId).toBe(ken);
});

test('one that cannot be read begins anew and keeps its accounts', () => {
  expect(valuesOf(held({ fault: 'emoji' }, false), team)).toEqual({
    definition: usualPersona,
    accountIds: ['a'],
    isDefault: true,
  });
});

test('an example without words and a limit without any are not saved', () => {
  const definition = {
    ...usualPersona,
    examples: [
      { kind: 'good' as const, text: ' ', why: 'x' },
      { kind: 'bad' as const, text: ' no ', why: '' },
    ],
    limits: [{ words: [], instead: 'x' }],
  };
  expect(complete({ definition, accountIds: [], isDefault: false }).definition).toMatchObject({
    examples: [{ kind: 'bad', text: 'no', why: '' }],
    limits: [],
  });
});

test('differences are told with what they were, what is long only by its name, and none for the first version', () => {
  const after = { ...usualPersona, name: 'Minamo', tone: 'calm', speakers: [ken], ownerId: ken };
  expect(personaChanges(null, after)).toEqual([]);
  expect(personaChanges(after, after)).toEqual([]);
  expect(personaChanges(usualPersona, after)).toEqual([
    { field: 'name', from: '', to: 'Minamo' },
    { field: 'ownerId', from: '', to: ken },
    { field: 'tone' },
    { field: 'speakers' },
  ]);
});
