// Proves that nothing but pages and pictures of the web can be reached by what a network sent.
import { expect, test } from 'vitest';
import { safeAddress } from './safe-address.ts';

test('pages of the web and our own are let through as they are', () => {
  for (const url of [
    'https://example.com/a?b=c#d',
    'http://localhost:4000/x',
    '/api/attachments/1',
    '/practice?thread=1',
  ])
    expect(safeAddress(url)).toBe(url);
});

test('what runs, or leaves the web, is not', () => {
  for (const url of [
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'vbscript:x',
    'data:text/html,<script>alert(1)</script>',
    'data:image/svg+xml,<svg onload=alert(1)>',
    'file:///etc/passwd',
    'blob:https://example.com/1',
    '//example.com',
    '/\\example.com',
    'nowhere',
    '',
    null,
    undefined,
  ])
    expect(safeAddress(url)).toBeNull();
});
