// Proves that one machine's two names lead to one page, so that a session is there when OAuth comes back to it.
import { expect, it } from 'vitest';
import { ownAddressOf } from './web.ts';

it.each([
  ['localhost:4000', 'http://127.0.0.1:4000', 'http://127.0.0.1:4000/cases?x=%2F'],
  ['localhost:4000', 'http://[::1]:4000', 'http://[::1]:4000/cases?x=%2F'],
  ['127.0.0.1:4000', 'http://127.0.0.1:4000', null],
  // Another port is a development server or a tunnel, which knows where it leads.
  ['localhost:5173', 'http://127.0.0.1:4000', null],
  ['kizuki.example', 'http://127.0.0.1:4000', null],
  ['localhost:4000', 'http://localhost:4000', null],
  ['localhost:4000', 'https://kizuki.example', null],
])('a page at %s of %s is at %s', (host, publicUrl, elsewhere) => {
  expect(ownAddressOf({ host, url: '/cases?x=%2F' }, publicUrl)).toBe(elsewhere);
});

it('never leads to another machine', () => {
  const found = ownAddressOf({ host: 'localhost:4000', url: '//evil.example/x' }, 'http://127.0.0.1:4000');
  expect(new URL(found ?? '').host).toBe('127.0.0.1:4000');
});
