/** The WebGL2 view of one photo: plain TypeScript, no framework; its formulas are those of `src-shared/imaging`. */
export { createPhotoView } from './create-photo-view.ts';
export * from './layers.ts';
export type * from './view.ts';
