// The words for an error code that was stored with a row: a send, a source, an account.
import { errorCodes } from '../../domain/errors.ts';
import { useI18n } from '../i18n/i18n.tsx';

/** Words by the code; where there is none, what was written down when it happened. */
export function useErrorName(): (code: string | null, detail: string | null) => string {
  const { t } = useI18n();
  return (code, detail) => {
    const known = errorCodes.find((each) => each === code);
    return known === undefined ? (detail ?? '') : t(`error.${known}`);
  };
}
