// Secrets, cookies and origins: what is accepted, and everything near it that is not.
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { cookieName, cookieOptions } from './cookies.ts';
import { refuseForeignOrigin, requireCsrfToken } from './origin.ts';
import {
  hashSecret,
  newApiToken,
  newSecret,
  newWorkspaceToken,
  sameSecret,
  workspaceOfApiToken,
  workspaceOfToken,
} from './secrets.ts';

const workspaceId = '01933333-3333-7333-8333-333333333333';

describe('secrets', () => {
  test('have 256 bits and never repeat', () => {
    const made = new Set(Array.from({ length: 1000 }, () => newSecret(randomBytes)));
    expect(made.size).toBe(1000);
    for (const secret of made) expect(secret).toMatch(/^[\w-]{43}$/);
  });

  test('name their workspace', () => {
    expect(workspaceOfToken(newWorkspaceToken(workspaceId, randomBytes))).toBe(workspaceId);
    expect(workspaceOfApiToken(newApiToken(workspaceId, randomBytes))).toBe(workspaceId);
  });

  test.each([
    '',
    'kzk_',
    `${workspaceId}.short`,
    `kzk_${workspaceId}_short`,
    `${workspaceId}.${'a'.repeat(44)}`,
  ])('refuse %j', (token) => {
    expect(workspaceOfToken(token)).toBeNull();
    expect(workspaceOfApiToken(token)).toBeNull();
  });

  test('are compared whole', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(sameSecret('abc', 'abcd')).toBe(false);
    expect(hashSecret('abc')).toHaveLength(32);
  });
});

test('the cookie is bound to the host where there is https', () => {
  expect(cookieName(true)).toBe('__Host-kizuki');
  expect(cookieOptions(true, 60)).toEqual({
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: true,
    maxAge: 60,
  });
  expect(cookieName(false)).toBe('kizuki');
});

describe('origins', () => {
  const rules = { publicUrl: 'https://help.acme.example', extraOrigins: ['http://localhost:5173'] };
  const local = { publicUrl: 'http://localhost:3000', extraOrigins: [] };

  test.each([
    [{ origin: 'https://help.acme.example' }, rules],
    [{ origin: 'http://localhost:5173' }, rules],
    [{}, rules],
    [{ 'sec-fetch-site': 'same-origin' }, rules],
    [{ 'sec-fetch-site': 'none' }, rules],
    [{ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' }, local],
    [{ origin: 'http://[::1]:3000', host: '[::1]:3000' }, local],
  ])('%j is ours', (headers, of) => {
    expect(() => refuseForeignOrigin(headers, of)).not.toThrow();
  });

  test.each([
    [{ origin: 'https://help.acme.example.evil.example' }, rules],
    [{ origin: 'https://evil.example', host: 'evil.example' }, rules],
    [{ origin: 'http://help.acme.example' }, rules],
    [{ origin: 'https://help.acme.example:8443' }, rules],
    [{ origin: 'null' }, rules],
    [{ 'sec-fetch-site': 'cross-site' }, rules],
    [{ 'sec-fetch-site': 'same-site' }, rules],
    [{ origin: 'http://127.0.0.1:3001', host: '127.0.0.1:3000' }, local],
    [{ origin: 'http://rebound.example:3000', host: 'rebound.example:3000' }, local],
  ])('%j is foreign', (headers, of) => {
    expect(() => refuseForeignOrigin(headers, of)).toThrow(/refused/);
  });

  test('a session names its CSRF token', () => {
    expect(() => requireCsrfToken('t', 't')).not.toThrow();
    for (const wrong of [undefined, '', 'T', ['t']]) {
      expect(() => requireCsrfToken(wrong, 't')).toThrow('X-CSRF-Token');
    }
  });
});
