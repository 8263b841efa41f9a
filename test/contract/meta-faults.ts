// What goes wrong at the Graph API, as Meta answers it, for the benches of the networks behind it.
import { graphError } from '../servers/kit/meta.ts';
import type { FaultProxy } from '../servers/faults.ts';
import type { WriteFault } from './network-bench.ts';

interface Said {
  code: number;
  message: string;
}

interface MetaFaults {
  /** Which requests write. */
  isSend: (request: { method: string; path: string }) => boolean;
  serverError: Said;
  rateLimited: Said & { headers?: Record<string, string> };
}

/** The next request that writes meets `fault`. */
export function failAtMeta(
  faults: FaultProxy,
  { isSend, serverError, rateLimited }: MetaFaults,
  fault: WriteFault,
): void {
  const scope = { times: 1, when: isSend };
  const { headers = {}, ...limited } = rateLimited;
  if (fault === 'lost_answer') faults.set({ kind: 'lostAnswer' }, scope);
  else if (fault === 'server_error') {
    const body = JSON.stringify(graphError(serverError));
    faults.set({ kind: 'status', status: 503, headers: { 'retry-after': '1' }, body }, scope);
  } else {
    const body = JSON.stringify(graphError(limited));
    faults.set({ kind: 'status', status: 400, headers, body }, scope);
  }
}
