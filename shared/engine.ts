/**
 * What core and the engine process say to each other. Plain data only: paths cross, pixels never do.
 * One request is one file; the engine answers each exactly once, unless it is killed.
 */
import type { Failure } from './errors.ts';
import type { OutputFormat, Recipe } from './recipe/recipe.ts';

/** What Easel can read. */
export type SourceFormat =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'avif'
  | 'gif'
  | 'tiff'
  | 'svg'
  | 'heic'
  | 'jxl'
  | 'psd'
  | 'bmp'
  | 'ico';

/** Caps on what an input may cost, checked on the header before any pixel is decoded. */
export interface InputLimits {
  /** Width x height x frames, in pixels. */
  readonly maxPixels: number;
  readonly maxPages: number;
  readonly maxSvgBytes: number;
}

export const DEFAULT_INPUT_LIMITS: InputLimits = {
  maxPixels: 150_000_000,
  maxPages: 500,
  maxSvgBytes: 1_000_000,
};

/** How the pixels of a source are to be understood. */
export type SourceColor =
  | 'srgb-untagged' // no profile: taken as sRGB
  | 'srgb' // a profile that is sRGB by its numbers, whatever its name
  | 'wide' // another 8-bit RGB profile, such as Display P3 or Adobe RGB
  | 'cmyk'
  | 'gray'
  | 'other'; // 16-bit, Lab and the rest: left to the library's own path

/** Everything known about a source without decoding it. */
export interface SourceFacts {
  readonly format: SourceFormat;
  /** Pixels, upright: EXIF orientation already applied. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1..8. */
  readonly orientation: number;
  /** Frames of an animation, pages of a document; 1 for a still. */
  readonly pages: number;
  readonly hasAlpha: boolean;
  readonly color: SourceColor;
  /** Description inside the ICC profile. */
  readonly profileName: string | null;
  readonly bitsPerSample: number;
  /** Local time the photo was taken, `YYYY-MM-DDTHH:MM:SS`, from EXIF. */
  readonly takenAt: string | null;
  readonly file: FileFacts;
}

/** Identity of a file's content at one moment. */
export interface FileFacts {
  readonly bytes: number;
  /** Whole milliseconds since 1970. */
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
}

/** Most pixels of a picture for the screen: of its longer side, or altogether. Nothing grows. */
export type PictureSize = { readonly maxSide: number } | { readonly maxPixels: number };

/** webp: small. jpeg-or-png: as near to the pixels as it may, PNG where there is alpha. png: every pixel as it is. */
export type PictureEncoding = 'webp' | 'jpeg-or-png' | 'png';

/** A file as any browser can show it: the first frame, upright, sRGB. */
export interface PictureFile {
  readonly width: number;
  readonly height: number;
  readonly contentType: 'image/webp' | 'image/jpeg' | 'image/png';
}

export interface RenderOutputRequest {
  /** Names this output in the answer. */
  readonly key: string;
  readonly recipe: Recipe;
  /** Absolute path the engine creates, exclusively, verifies and syncs; the caller renames it. */
  readonly tempPath: string;
}

export interface RenderedOutput {
  readonly key: string;
  readonly ok: true;
  readonly format: OutputFormat;
  readonly width: number;
  readonly height: number;
  readonly file: FileFacts;
  /** Quality the encoder used, where the format has one. */
  readonly quality: number | null;
  /** The temp file is a byte copy of the source, because re-encoding would only have made it larger. */
  readonly keptOriginal: boolean;
  /** Plain sentences on what could not be done as asked, such as animation reduced to its first frame. */
  readonly warnings: readonly string[];
  /** Wall milliseconds of this output alone. */
  readonly ms: number;
}

export interface FailedOutput {
  readonly key: string;
  readonly ok: false;
  readonly failure: Failure;
}

/** What `easel inspect` shows. */
export interface Inspection {
  readonly facts: SourceFacts;
  /** Metadata groups present in the file. */
  readonly groups: readonly ('exif' | 'gps' | 'iptc' | 'xmp' | 'icc' | 'thumbnail')[];
  readonly copyright: string | null;
  readonly creator: string | null;
  readonly digitalSourceType: string | null;
  readonly camera: string | null;
  readonly density: number | null;
}

/** Numbers a compliance check needs beyond the facts. */
export interface Measurement {
  readonly inspection: Inspection;
  /** Any pixel not fully opaque. */
  readonly transparent: boolean;
  /** For the asked background colour: share of border pixels within tolerance, and the subject's extent. */
  readonly background: {
    readonly borderShare: number;
    /** Bounding box of everything that is not background, as shares of width and height. */
    readonly subjectWidth: number;
    readonly subjectHeight: number;
  } | null;
}

export interface SelfTestResult {
  readonly format: OutputFormat | SourceFormat;
  readonly direction: 'read' | 'write';
  readonly ok: boolean;
  readonly detail: string;
}

export interface EngineVersions {
  readonly sharp: string;
  readonly libvips: string;
  /** Rises when Easel's own pixel code changes its result. */
  readonly pipeline: number;
}

/** Request and answer of every engine operation, by name. */
export interface EngineOperations {
  probe: { request: { path: string; limits: InputLimits }; result: SourceFacts };
  render: {
    request: {
      path: string;
      facts: SourceFacts;
      limits: InputLimits;
      outputs: readonly RenderOutputRequest[];
    };
    result: { outputs: readonly (RenderedOutput | FailedOutput)[] };
  };
  picture: {
    request: {
      path: string;
      /** Null for an icon file of Easel's own making that is no source (ICNS). */
      facts: SourceFacts | null;
      limits: InputLimits;
      size: PictureSize;
      encoding: PictureEncoding;
      /** Absolute path the engine creates, exclusively. */
      tempPath: string;
    };
    result: PictureFile;
  };
  inspect: { request: { path: string; limits: InputLimits }; result: Inspection };
  measure: {
    request: { path: string; limits: InputLimits; background: { color: string; tolerance: number } | null };
    result: Measurement;
  };
  selfTest: {
    request: Record<string, never>;
    result: { versions: EngineVersions; tests: readonly SelfTestResult[] };
  };
}

export type EngineOperation = keyof EngineOperations;
export type EngineRequest<K extends EngineOperation> = EngineOperations[K]['request'];
export type EngineResult<K extends EngineOperation> = EngineOperations[K]['result'];

/** Parent to engine. */
export type ToEngine = {
  readonly type: 'run';
  readonly id: number;
  readonly operation: EngineOperation;
  readonly request: unknown;
};

/** Engine to parent. */
export type FromEngine =
  | { readonly type: 'ready'; readonly versions: EngineVersions }
  | { readonly type: 'done'; readonly id: number; readonly result: unknown }
  | { readonly type: 'failed'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'pulse'; readonly rssBytes: number };
