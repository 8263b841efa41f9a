// How a card of the conversation hands the words of a reply that was taken back to the composer below.
import { createContext } from 'react';
import type { Returning } from './draft-keeper.ts';

/** Puts the words before what was begun since. */
export const TakenBack = createContext<(back: Returning) => void>(() => undefined);
