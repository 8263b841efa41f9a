// The words for an error code that was stored with a row: a send, a source, an account.
import { errorCodes, type ErrorCode } from '../../domain/errors.ts';
import { useI18n } from '../i18n/i18n.tsx';

/** Codes whose details come from a network and say more than our words can. */
const detailed: readonly ErrorCode[] = ['network_rejected', 'network_forbids'];

/** Words by the code, with what was written down when it happened where that says more; where there is no code, only that. */
export function useErrorName(): (code: string | null, detail: string | null) => string {
  const { t } = useI18n();
  return (code, detail) => {
    const known = errorCodes.find((each) => each === code);
    if (known === undefined) return detail ?? '';
    const words = t(`error.${known}`);
    return detail !== null && detail !== '' && detailed.includes(known) ? `${words} (${detail})` : words;
  };
}
