/** What a reader or a writer did to a picture that its owner should know of; never a failure. */
export type WarningCode =
  | 'first-frame-only' // an animation or a document of many pages: only the first is used
  | 'depth-reduced' // more than 8 bits a channel became 8
  | 'colour-converted' // CMYK, grey or Lab with a profile became sRGB
  | 'profile-dropped' // the file's colour profile is broken or belongs to another colour model
  | 'metadata-dropped'; // a block of metadata has no place, or no room, in the format that was written; or is too large

export interface Warning {
  readonly code: WarningCode;
  /** One sentence for a person. */
  readonly message: string;
}

export const dropped = (what: string, why: string): Warning => ({
  code: 'metadata-dropped',
  message: `The photo's ${what} is not kept: ${why}.`,
});
