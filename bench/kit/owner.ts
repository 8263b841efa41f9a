// The first person of a program that a bench has just started, who calls its API.

export interface Owner {
  /** Throws what the program answered when it refuses. */
  call<T>(method: string, path: string, body?: object): Promise<T>;
}

/** Sets the workspace up and stays signed in. */
export async function signUp(url: string): Promise<Owner> {
  let cookie = '';
  let csrf = '';
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${url}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: url, cookie, 'x-csrf-token': csrf },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie()[0];
    if (set !== undefined) cookie = set.split(';')[0] ?? '';
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };
  await call('POST', '/setup', {
    email: 'owner@acme.example',
    password: 'correct horse battery',
    name: 'Olga',
    workspaceName: 'Acme',
    locale: 'en',
    timeZone: 'UTC',
  });
  csrf = (await call<{ csrfToken: string }>('GET', '/session')).csrfToken;
  return { call };
}
