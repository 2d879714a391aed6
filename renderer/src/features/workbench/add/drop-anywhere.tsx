/** Takes what is dropped on or pasted into the window, wherever; says so while something is held over it. */
import { IconPhotoDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { host } from '../../../api/connect.ts';
import { showError } from '../../../ui/notify.tsx';
import { useWorkbenchTexts } from '../workbench.texts.ts';
import { addHandedOver } from './add-images.ts';
import classes from './drop-anywhere.module.css';
import { takeDropped } from './read-dropped.ts';

export function DropAnywhere() {
  const t = useWorkbenchTexts();
  const [over, setOver] = useState(false);

  useEffect(() => {
    // Entering a child comes before leaving its parent.
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true;
    const take = (transfer: DataTransfer) => {
      takeDropped(transfer, !host().readsFolders).then(addHandedOver).catch(showError);
    };
    const onEnter = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const onOver = (event: DragEvent) => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'copy';
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFiles(event) || event.dataTransfer === null) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      take(event.dataTransfer);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (event.clipboardData === null || event.clipboardData.files.length === 0) return;
      event.preventDefault();
      take(event.clipboardData);
    };
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener('dragenter', onEnter, { signal });
    window.addEventListener('dragleave', onLeave, { signal });
    window.addEventListener('dragover', onOver, { signal });
    window.addEventListener('drop', onDrop, { signal });
    window.addEventListener('paste', onPaste, { signal });
    return () => stop.abort();
  }, []);

  if (!over) return null;
  return (
    <div className={classes.overlay}>
      <div className={classes.frame}>
        <IconPhotoDown size={40} stroke={1.25} aria-hidden />
        {t('drop.here')}
      </div>
    </div>
  );
}
