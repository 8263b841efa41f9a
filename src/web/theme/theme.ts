// Mantine's theme, set to the colours with a meaning in tokens.css.
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#eff5ff',
  '#dfeafe',
  '#bcd4fb',
  '#8ab8ff',
  '#5b98fa',
  '#3b82f6',
  '#1f6feb',
  '#1759c4',
  '#134a9f',
  '#0f3a7d',
];
const violet: MantineColorsTuple = [
  '#f6f2fe',
  '#ebe3fb',
  '#d6c6f5',
  '#c3abf6',
  '#9d78e4',
  '#8759d6',
  '#7347c8',
  '#6a3fc2',
  '#54329b',
  '#402676',
];
const slate: MantineColorsTuple = [
  '#f6f7f9',
  '#eef1f5',
  '#e1e5ea',
  '#cfd6de',
  '#aab4c0',
  '#6f7b8b',
  '#596475',
  '#414b5a',
  '#2a3441',
  '#1b2430',
];
const night: MantineColorsTuple = [
  '#e7ebf1',
  '#c9d2dd',
  '#a3afbf',
  '#8592a5',
  '#3f4c5f',
  '#2a3444',
  '#1b2330',
  '#151b24',
  '#0e131a',
  '#090d12',
];
const red: MantineColorsTuple = [
  '#fdf2f2',
  '#fdecec',
  '#f5c0c0',
  '#ff9d98',
  '#f0716c',
  '#df4a48',
  '#cd3136',
  '#b8242a',
  '#921c21',
  '#6e1519',
];
const amber: MantineColorsTuple = [
  '#fffaf0',
  '#fff6e5',
  '#f0d7a4',
  '#f2c06a',
  '#e0a13a',
  '#c98310',
  '#a86600',
  '#855000',
  '#6a4000',
  '#4f3000',
];
const green: MantineColorsTuple = [
  '#f1faf5',
  '#e7f6ee',
  '#b6e0c8',
  '#7bd6a6',
  '#3fae74',
  '#259459',
  '#1a7f4b',
  '#14693e',
  '#105331',
  '#0b3c24',
];

export const theme = createTheme({
  colors: { brand, violet, gray: slate, dark: night, red, amber, yellow: amber, green, teal: green },
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 6 },
  black: '#1b2430',
  fontFamily: 'var(--kz-font)',
  fontFamilyMonospace: 'var(--kz-mono)',
  headings: { fontFamily: 'var(--kz-font)', fontWeight: '650' },
  lineHeights: { xs: '1.45', sm: '1.5', md: 'var(--kz-line-height)', lg: '1.7', xl: '1.75' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '19px' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '20px' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Tooltip: {
      defaultProps: { openDelay: 350, withArrow: true, events: { hover: true, focus: true, touch: false } },
    },
    Modal: {
      defaultProps: { centered: true, radius: 'lg' },
      styles: { title: { fontSize: 16, fontWeight: 650 } },
    },
    Button: { defaultProps: { size: 'sm' } },
    Menu: { defaultProps: { shadow: 'md', withinPortal: true, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: { shadow: 'md', withinPortal: true } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

/** Variants of a colour that carry text, dark enough (or light enough) for AA on their own ground. */
function textVariants(color: string, text: number, soft: string, line: string): Record<string, string> {
  return {
    [`--mantine-color-${color}-light`]: soft,
    [`--mantine-color-${color}-light-hover`]: line,
    [`--mantine-color-${color}-light-color`]: `var(--mantine-color-${color}-${text})`,
    [`--mantine-color-${color}-text`]: `var(--mantine-color-${color}-${text})`,
    [`--mantine-color-${color}-outline`]: `var(--mantine-color-${color}-${text})`,
  };
}

const common = (text: number): Record<string, string> => ({
  '--mantine-color-text': 'var(--kz-ink)',
  '--mantine-color-body': 'var(--kz-panel)',
  '--mantine-color-dimmed': 'var(--kz-mute)',
  '--mantine-color-placeholder': 'var(--kz-mute)',
  '--mantine-color-default': 'var(--kz-panel)',
  '--mantine-color-default-hover': 'var(--kz-hover)',
  '--mantine-color-default-color': 'var(--kz-ink)',
  '--mantine-color-default-border': 'var(--kz-line)',
  '--mantine-color-anchor': 'var(--kz-public)',
  '--mantine-color-error': 'var(--kz-breach)',
  '--mantine-color-success': 'var(--kz-good)',
  '--mantine-color-disabled': 'var(--kz-sunken)',
  '--mantine-color-disabled-color': 'var(--kz-mute)',
  '--mantine-color-disabled-border': 'var(--kz-line)',
  ...textVariants('brand', text, 'var(--kz-public-soft)', 'var(--kz-public-line)'),
  ...textVariants('violet', text, 'var(--kz-dm-soft)', 'var(--kz-dm-line)'),
  ...textVariants('amber', text, 'var(--kz-note-soft)', 'var(--kz-note-line)'),
  ...textVariants('yellow', text, 'var(--kz-note-soft)', 'var(--kz-note-line)'),
  ...textVariants('red', text, 'var(--kz-breach-soft)', 'var(--kz-breach-line)'),
  ...textVariants('green', text, 'var(--kz-good-soft)', 'var(--kz-good-line)'),
  ...textVariants('teal', text, 'var(--kz-good-soft)', 'var(--kz-good-line)'),
  '--mantine-color-gray-light': 'var(--kz-sunken)',
  '--mantine-color-gray-light-hover': 'var(--kz-line)',
  '--mantine-color-gray-light-color': 'var(--kz-ink)',
  '--mantine-color-gray-text': 'var(--kz-mute)',
  '--mantine-color-gray-outline': 'var(--kz-mute)',
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: common(7),
  dark: common(3),
});
