// What came, as text to be kept.

/** JSON, cut after `most` characters; null where it is nested too deeply to be written down. */
export function writtenDown(value: unknown, most: number): string | null {
  try {
    return (JSON.stringify(value) ?? 'null').slice(0, most);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
