// A form or a conversation that was found by its address, what a request brought, and what it is answered.
import type { FormSettings } from '../../domain/webform/settings.ts';
import { mostWords, type FormLanguage } from '../../domain/webform/words.ts';
import { inWorkspace, type WorkspaceTransaction } from '../../storage/database.ts';
import type { Services } from '../context.ts';
import type { OfForm } from './addresses.ts';

/** The words of a conversation that its page shows, both sides together. */
export const mostShown = 2 * mostWords;

/** A form that is there, and what its pages need. */
export interface OpenForm extends OfForm {
  services: Services;
  path: string;
  company: string;
  /** False once its source was removed: conversations are still shown and can be erased, and nothing more is taken. */
  isHeard: boolean;
  settings: FormSettings;
  /** Its secret: of stamps and addresses. */
  key: string;
  timeZone: string;
}

/** A conversation whose secret was shown. */
export interface OpenTalk {
  form: OpenForm;
  id: string;
  path: string;
  lang: FormLanguage;
  expiresAt: string;
}

export interface Answer {
  status: number;
  body: string;
}
/** Where a browser goes on after what it sent was taken, so that loading again sends nothing. */
export interface Onward {
  to: string;
}

/** What a request brought besides its address. */
export interface Asked {
  lang: FormLanguage;
  query: URLSearchParams;
  body: URLSearchParams;
  /** Null where it may be sent; else how long to wait, in milliseconds. Counts one. `form`: of all that begins there, by whomever. */
  pace(of: 'form' | 'talk'): number | null;
  /** Counts one use of a stamp; false where it was used often enough. */
  mayUse(nonce: string): boolean;
}

/** Runs in a transaction of the form's workspace. */
export const inForm = <T>(
  { services, workspaceId }: OpenForm,
  work: (trx: WorkspaceTransaction) => Promise<T>,
): Promise<T> => inWorkspace(services.db, workspaceId, work);
