/** Before or after, drawn where the view puts it. */
import type { CSSProperties } from 'react';
import type { Size } from '../../../../../shared/recipe/geometry.ts';
import classes from './compare-stage.module.css';
import type { Framing } from './framing.ts';
import { fitView, type View } from './zoom.ts';

/** From here on single pixels are looked at: no smoothing. */
const PIXELS_FROM = 2;

interface LayerProps {
  readonly view: View;
  readonly density: number;
  readonly url: string | null;
  readonly alt: string;
}

/** A whole picture; the result, as a rule. */
export function WholeLayer({ view, world, density, url, alt }: LayerProps & { readonly world: Size }) {
  return (
    <div className={classes.world} style={placed(view, world)}>
      {url !== null && (
        <img
          className={`${classes.whole} easel-checkerboard`}
          src={url}
          alt={alt}
          draggable={false}
          data-pixels={view.scale * density >= PIXELS_FROM || undefined}
        />
      )}
    </div>
  );
}

export interface BeforeLayerProps extends LayerProps {
  readonly stage: Size;
  readonly world: Size;
  /** Of the source; null while nobody looked into it. */
  readonly image: Size | null;
  /** Null: shown whole, beside the result rather than under it. */
  readonly framing: Framing | null;
}

export function BeforeLayer({ view, stage, world, density, url, alt, image, framing }: BeforeLayerProps) {
  if (url === null || image === null) return null;
  if (framing === null) {
    return (
      <WholeLayer view={fitView({ stage, world: image, density })} {...{ world: image, density, url, alt }} />
    );
  }
  const { scale } = view;
  const { source, target } = framing;
  const across = (target.width / source.width) * scale;
  const down = (target.height / source.height) * scale;
  return (
    <div className={classes.world} style={placed(view, world)}>
      <div
        className={classes.cut}
        style={{
          left: target.left * scale,
          top: target.top * scale,
          width: target.width * scale,
          height: target.height * scale,
        }}
      >
        <img
          className={`${classes.beneath} easel-checkerboard`}
          src={url}
          alt={alt}
          draggable={false}
          data-pixels={scale * density >= PIXELS_FROM || undefined}
          style={{
            left: -source.left * across,
            top: -source.top * down,
            width: image.width * across,
            height: image.height * down,
          }}
        />
      </div>
    </div>
  );
}

function placed({ scale, x, y }: View, world: Size): CSSProperties {
  return {
    width: world.width * scale,
    height: world.height * scale,
    transform: `translate(${x}px, ${y}px)`,
  };
}
