/** Quarter turns and mirrors, in arithmetic and as pipeline steps. */
import type { Sharp } from 'sharp';
import type { Rect, Size } from '../../shared/recipe/geometry.ts';
import type { OrientBlock } from '../../shared/recipe/recipe.ts';

/** First mirrored left to right, then turned clockwise: every orientation is one of these eight. */
export interface Turn {
  readonly mirror: boolean;
  readonly quarters: 0 | 1 | 2 | 3;
}

export const UPRIGHT: Turn = { mirror: false, quarters: 0 };

/** What a viewer has to do with stored pixels of EXIF orientation 1..8. */
export function exifTurn(orientation: number): Turn {
  const turns: readonly Turn[] = [
    UPRIGHT,
    { mirror: true, quarters: 0 },
    { mirror: false, quarters: 2 },
    { mirror: true, quarters: 2 },
    { mirror: true, quarters: 3 },
    { mirror: false, quarters: 1 },
    { mirror: true, quarters: 1 },
    { mirror: false, quarters: 3 },
  ];
  return turns[orientation - 1] ?? UPRIGHT;
}

/** The recipe's own turn: rotated first, then mirrored, so that a mirror works on what the user sees. */
export function recipeTurn({ rotate, flip, flop }: OrientBlock): Turn {
  const rotated: Turn = { mirror: false, quarters: wrap(rotate / 90) };
  // A top-to-bottom mirror is a left-to-right one and half a turn.
  const flipped = flip ? then(rotated, { mirror: true, quarters: 2 }) : rotated;
  return flop ? then(flipped, { mirror: true, quarters: 0 }) : flipped;
}

/** One turn after another; a mirror reverses the turns before it. */
function then(first: Turn, second: Turn): Turn {
  return {
    mirror: first.mirror !== second.mirror,
    quarters: wrap(second.quarters + (second.mirror ? -first.quarters : first.quarters)),
  };
}

/**
 * What the recipe wants done to the picture that sharp has turned upright by its tag. sharp always does that, because
 * nothing else removes the tag; a picture wanted as stored is turned back.
 */
export function turnAfterExif(orient: OrientBlock, orientation: number): Turn {
  const own = recipeTurn(orient);
  return orient.auto ? own : then(inverse(exifTurn(orientation)), own);
}

function inverse({ mirror, quarters }: Turn): Turn {
  return { mirror, quarters: wrap(mirror ? quarters : -quarters) };
}

function wrap(quarters: number): Turn['quarters'] {
  return (((quarters % 4) + 4) % 4) as Turn['quarters'];
}

export function turnSize(size: Size, turn: Turn): Size {
  return turn.quarters % 2 === 0 ? size : { width: size.height, height: size.width };
}

/** Where a rectangle of the turned image lies in the image before the turn. `before` is the size before it. */
export function unturnRect(rect: Rect, before: Size, turn: Turn): Rect {
  let { left, top, width, height } = rect;
  let size = turnSize(before, turn);
  for (let quarter = 0; quarter < turn.quarters; quarter += 1) {
    // Undoing a clockwise quarter: the left edge was the bottom edge.
    [left, top, width, height] = [top, size.width - left - width, height, width];
    size = { width: size.height, height: size.width };
  }
  return turn.mirror ? { left: size.width - left - width, top, width, height } : { left, top, width, height };
}

export function applyTurn(image: Sharp, turn: Turn): Sharp {
  const mirrored = turn.mirror ? image.flop() : image;
  return turn.quarters === 0 ? mirrored : mirrored.rotate(turn.quarters * 90);
}
