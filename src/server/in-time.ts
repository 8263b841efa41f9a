// A network is asked while a person waits: whoever has not answered in time has not answered.
import { AppError } from '../domain/errors.ts';

/** What `work` answers. Errors: network_unavailable after `timeoutMs`. */
export async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('network_unavailable', 'The network did not answer in time.'));
    }, timeoutMs);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
