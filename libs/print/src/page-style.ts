/** Measures in points, 72 to the inch, and colours that stay apart in black and white. */
export const style = {
  page: { width: 595.28, height: 841.89 },
  margin: { left: 45, right: 45, top: 48, bottom: 56 },
  size: { title: 17, subtitle: 10, highlight: 16, heading: 11.5, text: 8.5, table: 7.6, small: 7 },
  lineHeight: 1.32,
  colour: {
    ink: '#1b1f24',
    faint: '#5b6570',
    rule: '#c9d0d8',
    band: '#f4f6f8',
    accent: '#1f4e79',
    accentPale: '#bcd0e3',
    missed: '#a8321f',
  },
} as const;

export const contentWidth = style.page.width - style.margin.left - style.margin.right;
