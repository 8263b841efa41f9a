// The sections of the settings, in their order.
export const sections = [
  'me',
  'keys',
  'workspace',
  'hours',
  'clock',
  'products',
  'guideline',
  'snippets',
  'articles',
  'personas',
  'approval',
] as const;
export type SettingsSection = (typeof sections)[number];

/** Everything that is not a section leads to the first one. */
export function sectionOf(text: string | undefined): SettingsSection {
  return sections.find((section) => section === text) ?? 'me';
}
