// The session cookie: bound to this host where there is https, readable by no script, sent by no foreign page's POST.

/** `__Host-` makes the browser itself insist on Secure, on this very host and on the path `/`. */
export function cookieName(secure: boolean): string {
  return secure ? '__Host-kizuki' : 'kizuki';
}

export interface CookieOptions {
  httpOnly: true;
  sameSite: 'lax';
  path: '/';
  secure: boolean;
  maxAge: number;
}

/** Lax, not Strict: a link in a mail must find its reader signed in, and OAuth comes back by such a link. */
export function cookieOptions(secure: boolean, maxAgeSeconds: number): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: maxAgeSeconds };
}
