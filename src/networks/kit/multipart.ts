// Encodes multipart/form-data as bytes, so that the body is the same whatever fetch sends it and its length is known.

export type Part =
  { name: string; value: string } | { name: string; fileName: string; mimeType: string; bytes: Uint8Array };

/** Quotes, line ends and backslashes would end the header's value early. */
const inHeader = (text: string): string =>
  text.replaceAll(/["\r\n]/g, (char) => encodeURIComponent(char)).replaceAll('\\', '%5C');

/** Encodes `parts`. `boundary` must not occur in any part: pass a random id. */
export function encodeMultipart(
  parts: readonly Part[],
  boundary: string,
): { bytes: Uint8Array; mimeType: string } {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    const isFile = 'bytes' in part;
    const file = isFile ? `; filename="${inHeader(part.fileName)}"` : '';
    const type = isFile ? `Content-Type: ${inHeader(part.mimeType)}\r\n` : '';
    chunks.push(
      encoder.encode(
        `--${boundary}\r\nContent-Disposition: form-data; name="${inHeader(part.name)}"${file}\r\n${type}\r\n`,
      ),
      isFile ? part.bytes : encoder.encode(part.value),
      encoder.encode('\r\n'),
    );
  }
  chunks.push(encoder.encode(`--${boundary}--\r\n`));
  const bytes = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return { bytes, mimeType: `multipart/form-data; boundary=${boundary}` };
}
