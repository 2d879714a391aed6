/**
 * Whose turn it is to load a thumbnail. Browsers open six connections to one address; pictures get some of them, newest
 * wish first, so that scrolling fast never holds up what a person clicks.
 */

export interface Turn {
  /** Calls `start` when it is this picture's turn. */
  readonly start: () => void;
}

export interface PictureQueue {
  /** Answers how to end: when the picture is there, failed, or no longer wanted. */
  readonly wait: (turn: Turn) => () => void;
}

export function createPictureQueue(atOnce: number): PictureQueue {
  /** Newest last. */
  let waiting: Turn[] = [];
  const loading = new Set<Turn>();

  function next(): void {
    while (loading.size < atOnce) {
      const turn = waiting.pop();
      if (turn === undefined) return;
      loading.add(turn);
      turn.start();
    }
  }

  return {
    wait: (turn) => {
      waiting.push(turn);
      // Tiles that come on screen together start from the first one.
      queueMicrotask(next);
      return () => {
        if (!loading.delete(turn)) waiting = waiting.filter((other) => other !== turn);
        next();
      };
    },
  };
}
