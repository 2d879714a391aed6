declare module 'heic-decode' {
  interface HeicImage {
    readonly width: number;
    readonly height: number;
    /** Red, green, blue, alpha; upright. */
    readonly data: Uint8ClampedArray;
  }
  function decode(options: { readonly buffer: Uint8Array }): Promise<HeicImage>;
  export = decode;
}
