// What the encoder writes is read back by the runtime's own multipart reader.
import { expect, test } from 'vitest';
import { encodeMultipart } from './multipart.ts';

test('fields and files come back as they were', async () => {
  const bytes = new Uint8Array([0, 13, 10, 45, 45, 255]);
  const { bytes: body, mimeType } = encodeMultipart(
    [
      { name: 'description', value: '図の説明\r\n二行' },
      { name: 'file', fileName: 'a"b\r\n.png', mimeType: 'image/png', bytes },
    ],
    'kizuki-0123456789',
  );
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': mimeType } }).formData();
  expect(form.get('description')).toBe('図の説明\r\n二行');
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('not a file');
  expect(file.type).toBe('image/png');
  expect(file.name).toBe('a"b\r\n.png');
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
});
