// Sending a form: busy while it is on its way, and where it failed.
import { useState } from 'react';
import { ApiError } from '../api/errors.ts';
import { useMessageOf } from './error-message.ts';

export interface Submission {
  busy: boolean;
  /** Words for the last failure, until the next try. */
  failure: string | null;
  /** The field that the server named, such as `email`; null when it named none. */
  field: string | null;
  submit: (work: () => Promise<void>) => Promise<void>;
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
    field: where?.replace(/^body\./, '') ?? null,
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
