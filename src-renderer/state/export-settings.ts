import type { ExportOptions } from '../../src-shared/contract/editor/export.ts';
import type { Background } from '../../src-shared/edit/schema.ts';

export const defaultExport: ExportOptions = {
  what: 'result',
  format: 'jpeg',
  quality: 92,
  keepMetadata: true,
};

/** These lose nothing, whatever the quality. */
const withoutQuality = new Set<ExportOptions['format']>(['png', 'tiff']);

export const hasQuality = (format: ExportOptions['format']): boolean => !withoutQuality.has(format);

/** JPEG has no transparency: where there is some to keep, the export takes PNG in its place. */
export const needsAlpha = ({ what }: ExportOptions, background: Background): boolean =>
  what === 'cut-out' || (what === 'result' && background.kind === 'transparent');

/** What is asked of the main side for these options and this background. */
export const fitted = (options: ExportOptions, background: Background): ExportOptions =>
  options.format === 'jpeg' && needsAlpha(options, background) ? { ...options, format: 'png' } : options;
