/** Addresses of pictures; bytes of images never travel with the calls. */

/** A small picture of a source, by its id from `sources.scan`. */
export function thumbnailUrl(sourceId: string): string {
  return `/media/thumbnail/${sourceId}`;
}

/** A source as a screen can show it, whatever its format. */
export function beforeUrl(sourceId: string): string {
  return `/media/before/${sourceId}`;
}

/** The real output of a preview, by its id from `previews.render`. */
export function previewUrl(previewId: string): string {
  return `/media/preview/${previewId}`;
}
