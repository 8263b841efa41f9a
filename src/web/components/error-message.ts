// The words for an error, by its code, in the language chosen.
import { readFieldFault } from '../../contract/field-fault.ts';
import type { BothLanguages } from '../../domain/post/policy.ts';
import { ApiError, codeOf, type ApiErrorCode } from '../api/errors.ts';
import { useI18n } from '../i18n/i18n.tsx';
import type { MessageId } from '../i18n/translator.ts';

/** Codes whose details come from a network or a parser and say more than our words can. */
const detailed: readonly ApiErrorCode[] = [
  'network_rejected',
  'query_invalid',
  'invalid_input',
  'network_forbids',
];

function idOf(code: ApiErrorCode): MessageId {
  return `error.${code}`;
}

function bothLanguages(value: unknown): BothLanguages | null {
  if (typeof value !== 'object' || value === null || !('ja' in value) || !('en' in value)) return null;
  const { ja, en } = value;
  return typeof ja === 'string' && typeof en === 'string' ? { ja, en } : null;
}

/** Says what happened and what to do now; details are added where they help. */
export function useMessageOf(): (error: unknown) => string {
  const { t, locale } = useI18n();
  return (error) => {
    const code = codeOf(error);
    const message = t(idOf(code));
    if (!(error instanceof ApiError)) return message;
    const { data, where = '' } = error.problem;
    const why = bothLanguages(data?.['why']);
    if (why === null && (!detailed.includes(code) || error.problem.detail === '')) return message;
    const fault = code === 'invalid_input' ? readFieldFault(data) : null;
    if (fault !== null) {
      const field = where.replace(/^(?:body|query|path)\./u, '');
      return `${message} ${t(`error.field.${fault.kind}`, { field, bound: fault.bound ?? 0 })}`;
    }
    if (why === null) return `${message} (${error.problem.detail})`;
    // Of what was entered it says everything; of a rule it is the reason.
    return code === 'network_forbids' ? `${message} ${why[locale]}` : why[locale];
  };
}
