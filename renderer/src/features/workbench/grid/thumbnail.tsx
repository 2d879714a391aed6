/** A small picture of a source, loaded when it is its turn. */
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { thumbnailUrl } from '../../../host/media.ts';
import { createPictureQueue } from './picture-queue.ts';
import classes from './thumbnail.module.css';

/** Of the six connections a browser opens; the rest is for what a person does. */
const queue = createPictureQueue(2);

/** Pictures that were shown before come back from the browser's own memory. */
const shownBefore = new Set<string>();

type Stage = 'waiting' | 'loading' | 'shown' | 'failed';

export interface ThumbnailProps {
  readonly id: string;
  /** Undefined while nobody knows: no picture is asked for that cannot be. */
  readonly readable: boolean | undefined;
}

export function Thumbnail({ id, readable }: ThumbnailProps) {
  const [stage, setStage] = useState<Stage>(() => (shownBefore.has(id) ? 'loading' : 'waiting'));
  const [end, setEnd] = useState<() => void>(() => () => undefined);

  useEffect(() => {
    if (shownBefore.has(id) || readable !== true) return;
    const leave = queue.wait({ start: () => setStage('loading') });
    setEnd(() => leave);
    return leave;
  }, [id, readable]);

  const settle = (next: Stage) => {
    end();
    if (next === 'shown') shownBefore.add(id);
    setStage(next);
  };

  const blank = readable === false ? 'failed' : stage;
  if (blank === 'waiting' || blank === 'failed') {
    return (
      <span className={classes.blank}>
        {blank === 'failed' && <IconPhotoOff size={24} stroke={1.25} aria-hidden />}
      </span>
    );
  }
  return (
    <img
      className={classes.picture}
      data-stage={stage}
      src={thumbnailUrl(id)}
      alt=""
      decoding="async"
      draggable={false}
      onLoad={() => settle('shown')}
      onError={() => settle('failed')}
    />
  );
}
