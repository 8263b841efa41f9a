// The address of a network's own page for writing a reply, with the post it answers and the checked text in it. Pure.

/** Fills in `{nativeId}` and `{text}`; both are written as part of an address's query. */
export function writePage(template: string, reply: { nativeId: string; text: string }): string {
  return (
    template
      .replaceAll('{nativeId}', encodeURIComponent(reply.nativeId))
      // Half an emoji, as it stands there while one types, has no address.
      .replaceAll('{text}', () => encodeURIComponent(reply.text.toWellFormed()))
  );
}
