/** Gathers what EXIF, XMP and IPTC say about who made a picture, how and when. */
import type { Metadata } from 'sharp';
import type { Inspection } from '../../shared/engine.ts';
import { type ExifFields, parseExif } from './exif.ts';
import { type IptcFields, parseIptc } from './iptc.ts';
import { parseXmp, type XmpProperties } from './xmp.ts';

export type MetadataGroup = Inspection['groups'][number];

export interface SourceMetadata {
  /** XMP dc:rights, else IPTC copyright notice, else EXIF Copyright: the order the IPTC guidelines give. */
  readonly copyright: string | null;
  readonly creator: string | null;
  /** URI of an IPTC digital source type, such as `…/trainedAlgorithmicMedia`. */
  readonly digitalSourceType: string | null;
  readonly camera: string | null;
  /** Local time the photo was taken, `YYYY-MM-DDTHH:MM:SS`. */
  readonly takenAt: string | null;
  readonly hasGps: boolean;
  readonly groups: readonly MetadataGroup[];
  readonly exif: ExifFields | null;
  readonly xmp: XmpProperties | null;
  readonly iptc: IptcFields | null;
}

export type MetadataBuffers = Pick<Metadata, 'exif' | 'xmp' | 'iptc' | 'icc' | 'tifftagPhotoshop'>;

/**
 * `exifBytes` replaces the EXIF of the metadata, for TIFF, whose own directory is the EXIF and which the library
 * therefore does not hand out.
 */
export function readMetadata(
  metadata: MetadataBuffers,
  exifBytes: Buffer | undefined = metadata.exif,
): SourceMetadata {
  const exif = parseExif(exifBytes);
  const xmp = parseXmp(metadata.xmp);
  const iptc = parseIptc(metadata.iptc) ?? parseIptc(metadata.tifftagPhotoshop);
  const hasGps = (exif?.hasGps ?? false) || first(xmp, 'exif:GPSLatitude') !== null;
  const groups: MetadataGroup[] = [];
  if (metadata.exif !== undefined || hasCameraFields(exif)) groups.push('exif');
  if (hasGps) groups.push('gps');
  if (iptc !== null) groups.push('iptc');
  if (metadata.xmp !== undefined) groups.push('xmp');
  if (metadata.icc !== undefined) groups.push('icc');
  if (exif?.hasThumbnail) groups.push('thumbnail');
  return {
    copyright: first(xmp, 'dc:rights') ?? iptc?.copyright ?? exif?.copyright ?? null,
    creator: xmp?.get('dc:creator')?.join('; ') ?? iptc?.byline ?? exif?.artist ?? null,
    digitalSourceType:
      first(xmp, 'Iptc4xmpExt:DigitalSourceType') ?? first(xmp, 'Iptc4xmpExt:DigitalSourcefileType'),
    camera: cameraName(exif),
    takenAt: exif?.takenAt ?? xmpTime(xmp),
    hasGps,
    groups,
    exif,
    xmp,
    iptc,
  };
}

/** A TIFF directory always parses; only what a camera or editor adds makes it metadata. */
function hasCameraFields(exif: ExifFields | null): boolean {
  return (
    exif !== null &&
    [exif.copyright, exif.artist, exif.make, exif.model, exif.takenAt].some((x) => x !== null)
  );
}

function first(xmp: XmpProperties | null, name: string): string | null {
  return xmp?.get(name)?.[0] ?? null;
}

/** Makers often repeat themselves: `Canon` + `Canon EOS R5` is one name. */
function cameraName(exif: ExifFields | null): string | null {
  const make = exif?.make ?? null;
  const model = exif?.model ?? null;
  if (make === null || model === null) return model ?? make;
  const brand = make.split(' ')[0] ?? make;
  return model.toLowerCase().startsWith(brand.toLowerCase()) ? model : `${make} ${model}`;
}

/** XMP times may stop at the day or carry a zone; only the local wall clock is kept. */
function xmpTime(xmp: XmpProperties | null): string | null {
  const written = first(xmp, 'exif:DateTimeOriginal') ?? first(xmp, 'photoshop:DateCreated');
  const match = written?.match(/^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2})(?::(\d{2}))?)?/);
  if (!match) return null;
  const local = `${match[1]}T${match[2] ?? '00:00'}:${match[3] ?? '00'}`;
  return Number.isNaN(Date.parse(`${local}Z`)) ? null : local;
}
