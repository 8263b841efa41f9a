// Sending a form: what is still missing in it, busy while it is on its way, and where it failed.
import { useState } from 'react';
import { ApiError, codeOf, type ApiErrorCode } from '../api/errors.ts';
import type { MessageId } from '../i18n/translator.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useMessageOf } from './error-message.ts';

export interface Submission {
  busy: boolean;
  /** Words for the last failure, until the next try. */
  failure: string | null;
  /** The code of that failure. */
  code: ApiErrorCode | null;
  /** The field that the server named, such as `email`; null when it named none. */
  field: string | null;
  /** The id of what is there already, where that is what spoke against it. */
  there: string | null;
  submit: (work: () => Promise<void>) => Promise<void>;
}

function thereAlready(error: unknown): string | null {
  const id =
    codeOf(error) === 'already_exists' && error instanceof ApiError ? error.problem.data?.['id'] : null;
  return typeof id === 'string' ? id : null;
}

/** One form's way to the server. */
export function useSubmission(): Submission {
  const messageOf = useMessageOf();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const where = failed instanceof ApiError ? (failed.problem.where ?? null) : null;
  return {
    busy,
    failure: failed === null ? null : messageOf(failed),
    code: failed === null ? null : codeOf(failed),
    field: where?.replace(/^body\./, '') ?? null,
    there: thereAlready(failed),
    async submit(work) {
      setBusy(true);
      setFailed(null);
      try {
        await work();
      } catch (error) {
        setFailed(error);
      } finally {
        setBusy(false);
      }
    },
  };
}

/** Why a text cannot be sent; null when it can. */
type Check = (text: string) => MessageId | null;

export const filled: Check = (text) => (text.trim() === '' ? 'form.missing' : null);

/** Only what is surely no address: the server decides. */
export const emailLike: Check = (text) =>
  filled(text) ?? (/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/u.test(text.trim()) ? null : 'form.email');

export interface Faults<Field extends string> {
  /** What is wrong with a field, once one tried to send. */
  of: (field: Field) => string | null;
  /** Whether the form may be sent; if not, its faults are told from now on. */
  pass: () => boolean;
}

/** What is wrong with the fields of a form: told when one tries to send it, not while one has not come to them yet. */
export function useFaults<Field extends string>(faults: Record<Field, MessageId | null>): Faults<Field> {
  const { t } = useI18n();
  const [told, setTold] = useState(false);
  return {
    of(field) {
      const fault = faults[field];
      return told && fault !== null ? t(fault) : null;
    },
    pass() {
      const fits = Object.values(faults).every((fault) => fault === null);
      setTold(!fits);
      return fits;
    },
  };
}
