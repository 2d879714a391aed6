/** The empty workbench: what to do first, and the ways to do it. */
import { Button } from '@mantine/core';
import { IconFolderPlus, IconLock, IconPhotoPlus, IconShieldCheck } from '@tabler/icons-react';
import { AddingProgress } from './add/adding-progress.tsx';
import type { UseAdd } from './add/use-add.tsx';
import classes from './welcome.module.css';
import { useWorkbenchTexts } from './workbench.texts.ts';

export function Welcome({ add: { addFiles, addFolder, addOnThisComputer } }: { readonly add: UseAdd }) {
  const t = useWorkbenchTexts();
  return (
    <div className={classes.welcome}>
      <div className={classes.area}>
        <Stack />
        <h1 className={classes.title}>{t('welcome.title')}</h1>
        <p className={classes.text}>{t('welcome.text')}</p>
        <div className={classes.actions}>
          <Button
            size="lg"
            variant="filled"
            leftSection={<IconPhotoPlus size={20} stroke={1.5} />}
            onClick={addFiles}
          >
            {t('add.files')}
          </Button>
          <Button
            size="lg"
            leftSection={<IconFolderPlus size={20} stroke={1.5} />}
            onClick={addOnThisComputer ?? addFolder}
          >
            {t('add.folder')}
          </Button>
        </div>
        <AddingProgress />
        <ul className={classes.promises}>
          <li>
            <IconShieldCheck size={16} stroke={1.5} aria-hidden />
            {t('welcome.untouched')}
          </li>
          <li>
            <IconLock size={16} stroke={1.5} aria-hidden />
            {t('welcome.offline')}
          </li>
        </ul>
      </div>
    </div>
  );
}

/** Three prints, loosely stacked. */
function Stack() {
  return (
    <svg className={classes.stack} viewBox="0 0 160 112" width="160" height="112" aria-hidden="true">
      <rect
        x="22"
        y="22"
        width="96"
        height="68"
        rx="6"
        transform="rotate(-9 70 56)"
        className={classes.print}
      />
      <rect
        x="42"
        y="22"
        width="96"
        height="68"
        rx="6"
        transform="rotate(7 90 56)"
        className={classes.print}
      />
      <rect x="30" y="18" width="100" height="76" rx="6" className={classes.print} />
      <circle cx="104" cy="38" r="8" className={classes.sun} />
      <path d="m38 86 26-34 18 22 12-14 28 26z" className={classes.hills} />
    </svg>
  );
}
