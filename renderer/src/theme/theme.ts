/**
 * The look of every control: one family, five sizes, a 4 px grid, greys without a tint so that pictures are judged
 * against neutral ground, and one accent.
 */
import { createTheme, type MantineColorsTuple } from '@mantine/core';

const FAMILY =
  'Inter, "Inter Variable", -apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", system-ui, "Noto Sans", sans-serif';
const MONOSPACE = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono", monospace';

const ultramarine: MantineColorsTuple = [
  '#eef0ff',
  '#dfe2ff',
  '#c0c6ff',
  '#a0a9fd',
  '#8590f7',
  '#6c79f2',
  '#4553e0',
  '#3945c4',
  '#5160ea',
  '#2a3396',
];

const red: MantineColorsTuple = [
  '#fceceb',
  '#f9d5d3',
  '#f2aca8',
  '#ea837d',
  '#e0605a',
  '#d4463f',
  '#c0342c',
  '#a62920',
  '#c23a32',
  '#7d1d17',
];

const gray: MantineColorsTuple = [
  '#fafafa',
  '#f4f4f4',
  '#ebebeb',
  '#dedede',
  '#cccccc',
  '#a6a6a6',
  '#6e6e6e',
  '#4a4a4a',
  '#2e2e2e',
  '#1c1c1c',
];

const dark: MantineColorsTuple = [
  '#e2e2e2',
  '#c4c4c4',
  '#a0a0a0',
  '#757575',
  '#424242',
  '#363636',
  '#2a2a2a',
  '#1e1e1e',
  '#171717',
  '#0f0f0f',
];

export const theme = createTheme({
  primaryColor: 'ultramarine',
  primaryShade: { light: 6, dark: 8 },
  colors: { ultramarine, red, gray, dark },
  white: '#ffffff',
  black: '#1c1c1c',
  fontFamily: FAMILY,
  fontFamilyMonospace: MONOSPACE,
  fontSizes: { xs: '12px', sm: '14px', md: '16px', lg: '20px', xl: '28px' },
  lineHeights: { xs: '16px', sm: '20px', md: '24px', lg: '28px', xl: '36px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontFamily: FAMILY,
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '28px' },
      h2: { fontSize: '16px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // What floats belongs to the page, so that no part of it lies outside of every landmark.
    Portal: { defaultProps: { target: '#page' } },
    Button: { defaultProps: { variant: 'default' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 100 } } },
    Modal: {
      defaultProps: {
        padding: 'lg',
        // It is the head of a dialog, not of the page.
        attributes: { header: { role: 'presentation' } },
        centered: true,
        transitionProps: { duration: 120 },
        overlayProps: { opacity: 0.5 },
      },
    },
    Popover: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Menu: { defaultProps: { transitionProps: { duration: 100 }, shadow: 'md' } },
    Select: { defaultProps: { allowDeselect: false, withCheckIcon: true } },
    SegmentedControl: { defaultProps: { transitionDuration: 100 } },
    Progress: { defaultProps: { transitionDuration: 120 } },
  },
});
