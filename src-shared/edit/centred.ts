import type { Placement } from './schema.ts';

/** A backdrop that covers the photo, and is not moved. Apart from the schemas, which threads of pixels need not load. */
export const centred: Placement = { fit: 'fill', flip: false, scale: 1, x: 0, y: 0 };
