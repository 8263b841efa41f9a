// Whether an edit left what a post says as it was, so that what people said of it still holds.

const apart = /https?:\/\/\S+|[^\p{L}\p{N}\p{Extended_Pictographic}]+/gu;

/**
 * Only links, spaces, signs, and how letters are written (case, width) may differ. One letter more can turn a text into its opposite
 * (“now”, “not”; 「できる」「できない」), and no measure of likeness sees that; nor may a picture of a face go.
 */
export function saysTheSame(before: string, after: string): boolean {
  return lettersOf(before) === lettersOf(after);
}

function lettersOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(apart, '');
}
