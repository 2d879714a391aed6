/**
 * One output on its way. sharp runs its operations in an order of its own, whatever the order of the calls; a draft
 * keeps ours: steps join the current pipeline as long as they come later in sharp's order than what is queued, and
 * otherwise the picture is first written to memory and a new pipeline begins there.
 */
import sharp, { type Channels, type Sharp } from 'sharp';
import type { Size } from '../../shared/recipe/geometry.ts';
import type { ColorPlan } from './color-plan.ts';
import { convertInk, type Ink, isGray, isNeutral, withProfileFile } from './ink.ts';
import type { OutputColor } from './rendered-image.ts';

/** The operations in use, in the order sharp 0.35 runs them (src/pipeline.cc). */
const SHARP_ORDER = [
  'extract',
  'flatten',
  'grayscale',
  'resize',
  'turn',
  'cut',
  'extend',
  'modulate',
  'sharpen',
  'composite',
  'gamma',
  'linear',
  'normalise',
  'dropAlpha',
] as const;
export type Step = (typeof SHARP_ORDER)[number];

/** Unencoded pixels, one byte a channel. */
export interface Raster extends Size {
  readonly data: Buffer;
  readonly channels: 1 | 2 | 3 | 4;
}

/** Thrown when frames would have to be written to memory, which loses their timing. */
export class NeedsStill extends Error {}

interface Change {
  readonly size?: Size;
  readonly hasAlpha?: boolean;
}

interface DraftStart {
  readonly image: Sharp;
  readonly size: Size;
  readonly hasAlpha: boolean;
  readonly plan: ColorPlan;
  readonly animated: boolean;
  /** The pixels are decoded already: writing them to memory once more would gain nothing. */
  readonly inMemory: boolean;
}

export class Draft {
  size: Size;
  hasAlpha: boolean;
  readonly plan: ColorPlan;
  readonly animated: boolean;
  #image: Sharp;
  /** A fresh pipeline on the pixels last written to memory. */
  #reopen: (() => Sharp) | null = null;
  #last = -1;
  #settled = false;
  #gray = false;

  constructor(start: DraftStart) {
    this.size = start.size;
    this.hasAlpha = start.hasAlpha;
    this.plan = start.plan;
    this.animated = start.animated;
    this.#image = inNativeSpace(start.image, start.plan);
    const isWorkSpace = start.plan.convertOnSettle === null && start.plan.source.kind === 'srgb';
    this.#settled = start.inMemory && isWorkSpace;
  }

  /** The pipeline starts at decoded pixels, not at the file. */
  get inMemory(): boolean {
    return this.#settled;
  }

  /** Queues one operation, in a new pipeline if this one is already past its place. */
  async queue(step: Step, operate: (image: Sharp) => Sharp, change: Change = {}): Promise<void> {
    const place = SHARP_ORDER.indexOf(step);
    if (place <= this.#last) await this.settle();
    this.#image = operate(this.#image);
    this.#last = place;
    this.size = change.size ?? this.size;
    this.hasAlpha = change.hasAlpha ?? this.hasAlpha;
    if (step === 'grayscale') this.#gray = true;
  }

  /** Writes to memory what is queued and continues from there, in the plan's working space. */
  async settle(): Promise<void> {
    if (this.#settled && this.#last === -1) return;
    if (this.animated) throw new NeedsStill();
    const image = this.#inWorkSpace();
    // sharp's raw output of a grey picture drops its alpha channel.
    const asTiff = this.plan.carryProfile || (this.#gray && this.hasAlpha);
    const output = asTiff ? image.tiff({ compression: 'none', predictor: 'none' }) : image.raw();
    const { data, info } = await output.toBuffer({ resolveWithObject: true });
    // After a cut and an extension, sharp reports the size of the cut: only the plan knows better.
    const { size } = this;
    if (asTiff) {
      const open = () => sharp(data, { ignoreIcc: true, limitInputPixels: false });
      this.#restart(open, size, info.hasAlpha);
      return;
    }
    const { channels } = info;
    if (data.length !== size.width * size.height * channels) {
      throw new Error(`the picture is not the ${size.width} x ${size.height} pixels it was planned to be`);
    }
    this.#restart(() => fromRaster({ data, ...size, channels }), size, channels % 2 === 0);
  }

  #inWorkSpace(): Sharp {
    const convert = this.#settled ? null : this.plan.convertOnSettle;
    if (convert !== null) return this.#image.withIccProfile(convert, { attach: this.plan.carryProfile });
    return this.plan.carryProfile ? this.#image.keepIccProfile() : this.#image;
  }

  #restart(open: () => Sharp, size: Size, hasAlpha: boolean): void {
    this.#reopen = open;
    this.#image = inNativeSpace(open(), this.plan);
    this.size = { width: size.width, height: size.height };
    this.hasAlpha = hasAlpha;
    this.#last = -1;
    this.#settled = true;
    this.#gray = false;
  }

  /** A copy of what is queued so far, in sRGB, for a look at the pixels that changes nothing. */
  peek(): Sharp {
    if (this.animated) throw new NeedsStill();
    return this.#image.clone().toColourspace('srgb');
  }

  /** The settled pixels, owned by the caller, with at least three channels. */
  async pixels(): Promise<Raster> {
    await this.settle();
    const { data, info } = await this.peek().raw().toBuffer({ resolveWithObject: true });
    return toRaster(data, info);
  }

  /** Puts back pixels of the same size after work outside sharp. */
  async replace(raster: Raster): Promise<void> {
    if (!this.plan.carryProfile) {
      this.#restart(() => fromRaster(raster), raster, raster.channels % 2 === 0);
      return;
    }
    // Laid over the old pixels, the new ones inherit the profile that sits on the pipeline.
    const { data, width, height, channels } = raster;
    const input = { input: data, raw: { width, height, channels }, blend: 'source' as const };
    await this.queue('composite', (image) => image.composite([input]));
    if (channels === 3) await this.dropAlpha();
  }

  async dropAlpha(): Promise<void> {
    await this.queue('dropAlpha', (image) => image.removeAlpha(), { hasAlpha: false });
  }

  /** A recipe's colour in the numbers of this picture. */
  async ink(color: Ink): Promise<Ink> {
    if (isNeutral(color)) return color;
    const convertsLate = this.plan.convertOnSettle !== null;
    const lacksHues = this.plan.source.kind === 'gray' && !isGray(color);
    if (!this.#settled && (convertsLate || lacksHues)) await this.settle();
    return this.withInkProfile(async (profile) => (profile === null ? color : convertInk(color, profile)));
  }

  /** Runs `use` with the profile that new content must be converted to; null for plain sRGB. */
  async withInkProfile<T>(use: (profile: string | null) => Promise<T>): Promise<T> {
    if (this.plan.workSpace === 'srgb') return use(null);
    if (this.plan.workSpace === 'p3') return use('p3');
    const { icc } = await this.#image.metadata();
    return icc === undefined ? use(null) : withProfileFile(icc, use);
  }

  /** Writes the pixels to memory for other drafts to start from: each call of the result is a new pipeline. */
  async share(): Promise<() => Sharp> {
    await this.settle();
    if (this.#reopen === null) throw new Error('a shared picture starts at the file');
    return this.#reopen;
  }

  /** The pipeline as it stands, and what its colour still needs. */
  finish(): { readonly image: Sharp; readonly color: OutputColor } {
    const { direct, settled } = this.plan.finish;
    return { image: this.#image, color: this.#settled ? settled : direct };
  }
}

function inNativeSpace(image: Sharp, plan: ColorPlan): Sharp {
  if (plan.native === 'cmyk') return image.pipelineColourspace('cmyk').toColourspace('cmyk');
  return plan.native === 'b-w' ? image.toColourspace('b-w') : image;
}

export function fromRaster({ data, width, height, channels }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels }, limitInputPixels: false });
}

export function toRaster(data: Buffer, info: Size & { readonly channels: Channels }): Raster {
  return { data, width: info.width, height: info.height, channels: info.channels };
}
