/**
 * Fetches a picture and decodes it off the main thread. One in another profile is brought to sRGB, as the screen shows it and the
 * edit's colours are.
 * @param url full address
 */
export async function loadBitmap(url: string): Promise<ImageBitmap> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The picture could not be fetched (${response.status}).`);
  return createImageBitmap(await response.blob(), { premultiplyAlpha: 'none' });
}
