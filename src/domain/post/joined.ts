// Two pieces of writing made one: what was taken back, and what was begun since.

interface Piece {
  text: string;
  attachments: readonly { attachmentId: string; alt: string }[];
}

/** The words and pictures of `first`, then those of `then`; a picture that is in both comes once. */
export function joined(
  first: Piece,
  then: Piece,
): { text: string; attachments: { attachmentId: string; alt: string }[] } {
  const ids = new Set(first.attachments.map(({ attachmentId }) => attachmentId));
  return {
    text: [first.text, then.text].filter((text) => text.trim() !== '').join('\n'),
    attachments: [
      ...first.attachments,
      ...then.attachments.filter(({ attachmentId }) => !ids.has(attachmentId)),
    ],
  };
}
