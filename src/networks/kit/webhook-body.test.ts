// What of a webhook's body is refused before anybody reads it.
import { expect, test } from 'vitest';
import { readWebhookBody } from './webhook-body.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const nested = (depth: number): string => `${'['.repeat(depth)}"[{\\"[["${']'.repeat(depth)}`;

test('a body is read, also where brackets stand in its strings', () => {
  const text = nested(200);
  expect(readWebhookBody(bytes(text))).toEqual({ text, json: JSON.parse(text) as unknown });
});

test.each([
  ['no UTF-8', new Uint8Array([0x22, 0xff, 0x22]), 'UTF-8'],
  ['no JSON', bytes('{"a":'), 'JSON'],
  ['nested too deeply', bytes(nested(201)), '200 deep'],
  ['nested far too deeply', bytes(nested(100_000)), '200 deep'],
])('%s is refused by name', (_, body, says) => {
  expect(() => readWebhookBody(body)).toThrow(says);
});
