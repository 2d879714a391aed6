/** What a render may take: its megapixels, and how long before it is stopped. */
import type { SourceFacts } from '../../shared/engine.ts';

export interface RenderCost {
  readonly megapixels: number;
  /** Milliseconds. */
  readonly limitMs: number;
}

/** Megapixels that one `fileSeconds` is meant for. */
const LIMIT_MEGAPIXELS = 12;

export function renderCost(
  { width, height, pages }: Pick<SourceFacts, 'width' | 'height' | 'pages'>,
  { fileSeconds, outputs }: { readonly fileSeconds: number; readonly outputs: number },
): RenderCost {
  const megapixels = (width * height * pages) / 1_000_000;
  return { megapixels, limitMs: fileSeconds * 1000 * Math.max(1, megapixels / LIMIT_MEGAPIXELS) * outputs };
}
