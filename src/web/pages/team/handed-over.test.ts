// Handing a persona over: to whom, with what they have to know, and among whom it is spoken.
import { expect, test } from 'vitest';
import { usualPersona } from '../../../domain/guideline/usual.ts';
import { handedOver } from './handed-over.ts';

const leaving = { userId: 'gone', staying: ['ken', 'mai'] };
const persona = { ...usualPersona, ownerId: 'gone', handover: 'old' };

test('goes to whoever was chosen, with the notes', () => {
  expect(handedOver(persona, leaving, { ownerId: 'ken', handover: ' December is busy. ' })).toEqual({
    ...persona,
    ownerId: 'ken',
    handover: 'December is busy.',
  });
});

test('who leaves does not speak as it any more, who takes it over does', () => {
  const chosen = { ...persona, speakers: ['gone', 'mai', 'left long ago'] };
  expect(handedOver(chosen, leaving, { ownerId: 'ken', handover: '' }).speakers).toEqual(['mai', 'ken']);
  expect(handedOver(chosen, leaving, { ownerId: 'mai', handover: '' }).speakers).toEqual(['mai']);
});

test('without anybody chosen the notes are kept, and it stays theirs until they are gone', () => {
  const kept = handedOver({ ...persona, speakers: ['gone'] }, leaving, { ownerId: null, handover: 'x' });
  expect(kept).toMatchObject({ ownerId: 'gone', handover: 'x', speakers: ['gone'] });
});
