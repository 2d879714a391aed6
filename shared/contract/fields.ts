/** Fields that several actions share. */
import { z } from 'zod';

export const FilePath = z.string().min(1, 'a file or folder name is empty').max(4096);

export const RecordId = z.uuid();

/** Opaque name of a file whose picture the page may show; see `sources.scan`. */
export const MediaId = z.string().regex(/^[0-9a-f]{32}$/);
