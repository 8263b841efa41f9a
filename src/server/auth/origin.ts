// Keeps other sites' pages from changing anything here: by Origin, by Sec-Fetch-Site and by the session's CSRF token.
import { AppError } from '../../domain/errors.ts';
import { sameSecret } from './secrets.ts';

export interface OriginRules {
  /** Where people reach the program: scheme, host and port. */
  publicUrl: string;
  /** Further origins whose pages are ours (a development server). */
  extraOrigins: readonly string[];
}

interface Headers {
  origin?: string | undefined;
  host?: string | undefined;
  'sec-fetch-site'?: string | string[] | undefined;
}

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether a page at `origin` is ours. On loopback every name of this machine is: it has no better one. */
export function isOwnOrigin(origin: string, host: string | undefined, rules: OriginRules): boolean {
  if (origin === new URL(rules.publicUrl).origin || rules.extraOrigins.includes(origin)) return true;
  if (!URL.canParse(origin)) return false;
  const page = new URL(origin);
  return (
    loopback.test(new URL(rules.publicUrl).hostname) && loopback.test(page.hostname) && page.host === host
  );
}

/** Refuses a mutation that a foreign page asked for. Errors: `csrf_failed`. */
export function refuseForeignOrigin(headers: Headers, rules: OriginRules): void {
  const { origin, host } = headers;
  if (origin !== undefined) {
    if (isOwnOrigin(origin, host, rules)) return;
    throw new AppError(
      'csrf_failed',
      `Requests from pages at ${origin} are refused. If that is this program's own address, set it as its public URL.`,
      { where: 'header.Origin' },
    );
  }
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    throw new AppError('csrf_failed', 'Requests from other sites’ pages are refused.', {
      where: 'header.Sec-Fetch-Site',
    });
  }
}

/** Refuses a session's mutation without its token. Errors: `csrf_failed`. */
export function requireCsrfToken(sent: string | string[] | undefined, expected: string): void {
  if (typeof sent === 'string' && sameSecret(sent, expected)) return;
  throw new AppError(
    'csrf_failed',
    'Send the session’s csrfToken as X-CSRF-Token. Read the session again for it.',
    {
      where: 'header.X-CSRF-Token',
    },
  );
}
