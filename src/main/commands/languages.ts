// How commands tell the language of a text: the way of the listeners.
import { tellLanguage } from '../../domain/language/tell.ts';
import { loadDetector } from '../language.ts';

/** Loads what tells languages. */
export async function loadLanguages(): Promise<(text: string) => string | null> {
  const detect = await loadDetector();
  return (text) => tellLanguage({ text }, detect);
}
