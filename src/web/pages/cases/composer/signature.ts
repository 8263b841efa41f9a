// The writer's signature under a reply: once, on a line of its own, and taken off again when a send is undone.

/** The text as it goes out. An empty signature, or one that already ends the text, adds nothing. */
export function signed(text: string, signature: string): string {
  if (signature === '' || endsWithSignature(text, signature)) return text;
  const words = text.trimEnd();
  return words === '' ? signature : `${words}\n${signature}`;
}

/** Whether the writer signed by hand, or the text was signed before. */
export function endsWithSignature(text: string, signature: string): boolean {
  return signature !== '' && text.trimEnd().endsWith(signature);
}

/** What `signed` added is taken off; a signature within a line was written by hand and stays. */
export function unsigned(text: string, signature: string): string {
  if (signature === '') return text;
  const ending = text.trimEnd();
  return ending === signature || ending.endsWith(`\n${signature}`)
    ? ending.slice(0, -signature.length).trimEnd()
    : text;
}
