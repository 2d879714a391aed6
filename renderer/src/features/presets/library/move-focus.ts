/** Arrow keys between cards: to the nearest one in that direction, whatever the number of columns. */

type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

const DIRECTIONS: Readonly<Record<Arrow, readonly [x: number, y: number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

export interface Centre {
  readonly x: number;
  readonly y: number;
}

function isArrow(key: string): key is Arrow {
  return Object.hasOwn(DIRECTIONS, key);
}

/** Index of the place to go to; -1 when there is none that way, or the key is no arrow. */
export function nearestIn(key: string, from: Centre, places: readonly Centre[]): number {
  if (!isArrow(key)) return -1;
  const [dx, dy] = DIRECTIONS[key];
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  places.forEach((place, index) => {
    const ahead = (place.x - from.x) * dx + (place.y - from.y) * dy;
    if (ahead < 1) return;
    const aside = Math.abs((place.x - from.x) * dy) + Math.abs((place.y - from.y) * dx);
    // Straying sideways counts more than going far: the next row's card below, not a neighbour.
    const cost = ahead + aside * 2;
    if (cost < least) {
      least = cost;
      best = index;
    }
  });
  return best;
}

/** Moves the focus among the elements of `selector`; true when it moved. */
export function moveFocus(key: string, container: HTMLElement | null, selector: string): boolean {
  if (container === null) return false;
  const elements = [...container.querySelectorAll<HTMLElement>(selector)];
  const current = elements.find((element) => element === document.activeElement);
  if (current === undefined) return false;
  const centreOf = (element: HTMLElement): Centre => {
    const { left, top, width, height } = (element.closest('li') ?? element).getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  const next = elements[nearestIn(key, centreOf(current), elements.map(centreOf))];
  next?.focus();
  return next !== undefined;
}
