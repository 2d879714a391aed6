/** The selected image, before and after: real pixels, real bytes, and the rules the result keeps. */
import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SourceFile } from '../../../../../shared/contract/sources.ts';
import type { Preset } from '../../../../../shared/preset/preset.ts';
import { predictSize } from '../../../../../shared/recipe/geometry.ts';
import { applyOverride, type RecipeOverride } from '../../../../../shared/recipe/override.ts';
import { useCommand } from '../../../commands/registry.ts';
import { beforeUrl, previewUrl } from '../../../host/media.ts';
import { ErrorNotice } from '../../../ui/error-notice.tsx';
import { lookedOutput } from '../state/choice.ts';
import { choiceStore, overrideImage, overridesStore } from '../state/choice-store.ts';
import { looksStore, wantLooks } from '../state/looks-store.ts';
import { useStore } from '../state/store.ts';
import { type CompareMode, CompareStage } from './compare-stage.tsx';
import { FocusPicker } from './focus-picker.tsx';
import { cutsImage, framingOf } from './framing.ts';
import { PreviewFacts } from './preview-facts.tsx';
import classes from './preview-pane.module.css';
import { PreviewRenewal } from './preview-renewal.tsx';
import { PreviewToolbar } from './preview-toolbar.tsx';
import { useDecoded } from './use-decoded.ts';
import { usePreview } from './use-preview.ts';
import { useView } from './use-view.ts';

const NO_OVERRIDE: RecipeOverride = {};
const MIDDLE = { x: 0.5, y: 0.5 };

export interface PreviewPaneProps {
  readonly file: SourceFile;
  readonly preset: Preset | null;
  /** To choose from, when several presets are ticked. */
  readonly presets: readonly Preset[];
  readonly expanded: boolean;
  readonly onExpand: (expanded: boolean) => void;
}

export function PreviewPane({ file, preset, presets, expanded, onExpand }: PreviewPaneProps) {
  const choice = useStore(choiceStore, (now) => now);
  const look = useStore(looksStore, ({ byId }) => byId.get(file.id));
  const override = useStore(overridesStore, (all) => all.get(file.path)) ?? NO_OVERRIDE;
  const output = preset === null ? null : lookedOutput(choice, preset);
  const [mode, setMode] = useState<CompareMode>('slider');
  const [shown, setShown] = useState<'before' | 'after'>('after');
  const [position, setPosition] = useState(0.5);
  const [focusing, setFocusing] = useState(false);

  // Nothing is asked for that is known to fail; until the look is there, nothing is known.
  const readable = look?.ok === true;
  const made = usePreview(readable ? file.id : null, output, override);
  const { preview, pending, renew } = made;
  // Also when it is not among the images on screen.
  useEffect(() => wantLooks([file.id]), [file.id]);
  const error = look?.ok === false ? look.failure : made.error;
  const before = useDecoded(readable ? beforeUrl(file.id) : null, file.id);
  const after = useDecoded(preview === undefined ? null : previewUrl(preview.id), file.id);
  const facts = look?.ok === true ? look.facts : null;
  const recipe = output === null ? null : applyOverride(output.recipe, override);
  const framing = facts === null || recipe === null ? null : framingOf(recipe, facts);
  const predicted = facts === null || recipe === null ? null : predictSize(recipe, facts);
  const world = preview ?? predicted ?? facts ?? { width: 3, height: 2 };
  const fits = framing?.result.width === world.width && framing.result.height === world.height;
  const aligned = facts === null || (fits ? framing : null) !== null;
  // Where only the engine knows what a crop kept, a divider would compare two different places.
  const modeHere = mode === 'slider' && !aligned ? 'sides' : mode;
  const view = useView(world);
  const cuts = recipe !== null && cutsImage(recipe);
  const picking = focusing && cuts && facts !== null;

  useCommand('view.actualSize', () => view.toggleActual(), !picking);
  useCommand('view.beforeAfter', () => {
    setShown(mode === 'single' && shown === 'before' ? 'after' : 'before');
    setMode('single');
  });
  useCommand('view.compare', () => onExpand(!expanded));

  return (
    <section className={classes.pane}>
      <PreviewToolbar
        preset={preset}
        presets={presets}
        output={output}
        mode={modeHere}
        aligned={aligned}
        onMode={(next) => {
          setMode(next);
          setShown('after');
          setFocusing(false);
        }}
        view={view}
        canFocus={cuts && facts !== null}
        focusing={picking}
        onFocusing={setFocusing}
        override={override}
        onOverride={(change) => overrideImage(file.path, change)}
        expanded={expanded}
        onExpand={onExpand}
      />
      <div className={classes.stage} data-pending={pending || undefined}>
        {look?.ok === false ? null : picking && before.url !== null ? (
          <FocusPicker
            image={facts}
            url={before.url}
            point={override.focus ?? MIDDLE}
            framing={framing}
            onPoint={(focus) => overrideImage(file.path, { focus })}
          />
        ) : (
          <CompareStage
            view={view}
            mode={modeHere}
            shown={shown}
            world={world}
            image={facts}
            framing={fits ? framing : null}
            beforeUrl={before.url}
            afterUrl={after.url}
            position={position}
            onPosition={setPosition}
          />
        )}
        {before.url === null && after.url === null && error === null && !before.failed && (
          <Skeleton className={classes.skeleton ?? ''} radius={0} />
        )}
        {pending && <span className={classes.working} aria-hidden />}
        {error !== null && (
          <div className={classes.error} data-alone={!readable || undefined}>
            <ErrorNotice error={error} {...(readable ? { onRetry: renew } : {})} />
          </div>
        )}
        {error === null && after.failed && preview !== undefined && !pending && (
          <PreviewRenewal onRenew={renew} />
        )}
      </div>
      <PreviewFacts file={file} facts={facts} preview={preview} rules={output?.rules ?? null} />
    </section>
  );
}
