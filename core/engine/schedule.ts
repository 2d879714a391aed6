/**
 * Which waiting request the engine begins next. Suspects go first and alone; renders as slots and megapixels allow,
 * those somebody waits for before those of a batch; looks at headers and pictures for the screen in slots of their own.
 */
import type { EngineOperation } from '../../shared/engine.ts';

export interface Scheduled {
  readonly operation: EngineOperation;
  readonly options: {
    readonly megapixels?: number;
    readonly priority?: 'interactive';
  };
  /** Above 0 after it was in work when the process died. */
  readonly strikes: number;
}

export interface Capacity {
  /** Renders at once. */
  readonly slots: number;
  /** Renders that may still begin before the process is replaced. */
  readonly rendersLeft: number;
}

/** Megapixels in work at once, unless a single file is larger. */
const MAX_MEGAPIXELS = 150;
/** Header work is light: it may run beside a full set of renders. */
const LIGHT_SLOTS = 2;
/** A grid asks for hundreds of pictures at a time; a batch beside it keeps nearly all of the machine. */
const PICTURE_SLOTS = { besideRenders: 1, alone: 2 };

/** `queue` in order of arrival; `active` is what the process has in work. */
export function nextRunnable<T extends Scheduled>(
  queue: readonly T[],
  active: readonly T[],
  capacity: Capacity,
): T | undefined {
  if (active.some(isSuspect)) return undefined;
  const suspect = queue.find(isSuspect);
  if (suspect) return active.length === 0 ? suspect : undefined;

  const renders = active.filter(isRender);
  const pictures = active.filter(isPicture).length;
  const looks = active.length - renders.length - pictures;
  const pictureSlots = renders.length > 0 ? PICTURE_SLOTS.besideRenders : PICTURE_SLOTS.alone;
  const render = nextRender(queue, renders, capacity);
  return queue.find((task) => {
    if (isRender(task)) return task === render;
    return isPicture(task) ? pictures < pictureSlots : looks < LIGHT_SLOTS;
  });
}

/** The first in line, or none: smaller renders that fit must not keep overtaking a large one somebody waits for. */
function nextRender<T extends Scheduled>(
  queue: readonly T[],
  active: readonly T[],
  { slots, rendersLeft }: Capacity,
): T | undefined {
  if (active.length >= slots || rendersLeft <= 0) return undefined;
  const megapixels = active.reduce((sum, task) => sum + megapixelsOf(task), 0);
  const fits = (task: T) => active.length === 0 || megapixels + megapixelsOf(task) <= MAX_MEGAPIXELS;
  const interactive = queue.find((task) => isRender(task) && task.options.priority === 'interactive');
  if (interactive) return fits(interactive) ? interactive : undefined;
  return queue.find((task) => isRender(task) && fits(task));
}

function isSuspect(task: Scheduled): boolean {
  return task.strikes > 0;
}

function isRender(task: Scheduled): boolean {
  return task.operation === 'render';
}

function isPicture(task: Scheduled): boolean {
  return task.operation === 'picture';
}

function megapixelsOf(task: Scheduled): number {
  return task.options.megapixels ?? 0;
}
