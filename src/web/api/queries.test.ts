// Proves that what a guard of the router waits for is not cancelled by a component that leaves.
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { endpoints } from '../../contract/endpoints.ts';
import { createClient } from './client.ts';
import { sessionQuery } from './queries.ts';

const signedOut = { type: 'about:blank', title: 'Sign in', status: 401, code: 'sign_in_required' };

it('goes on reading the session when the only component that shows it leaves, as under StrictMode', async () => {
  let answer: (response: Response) => void = () => undefined;
  const client = createClient({
    routes: endpoints,
    fetch: (_, init) =>
      new Promise((resolve, reject) => {
        answer = resolve;
        init?.signal?.addEventListener('abort', () => reject(new DOMException('Left.', 'AbortError')));
      }),
    csrfToken: () => null,
    onSignedOut: () => undefined,
  });
  const queryClient = new QueryClient();
  const guard = queryClient.query(sessionQuery({ client }));
  const leave = new QueryObserver(queryClient, { ...sessionQuery({ client }), enabled: false }).subscribe(
    () => undefined,
  );
  leave();
  answer(Response.json(signedOut, { status: 401 }));
  await expect(guard).resolves.toBeNull();
});
