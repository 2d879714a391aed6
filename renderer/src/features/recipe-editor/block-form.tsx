/** The form of one block of a recipe. */
import type { Recipe } from '../../../../shared/recipe/recipe.ts';
import { AdjustForm } from './blocks/adjust-block.tsx';
import { BackgroundForm } from './blocks/background-block.tsx';
import { CanvasForm } from './blocks/canvas-block.tsx';
import { ColorForm } from './blocks/color-block.tsx';
import { CropForm } from './blocks/crop-block.tsx';
import { MetadataForm } from './blocks/metadata-block.tsx';
import { OrientForm } from './blocks/orient-block.tsx';
import { OutputForm } from './blocks/output-block.tsx';
import { ResizeForm } from './blocks/resize-block.tsx';
import { TrimForm } from './blocks/trim-block.tsx';
import { WatermarkForm } from './blocks/watermark-block.tsx';
import type { BlockName } from './model/blocks.ts';

export interface BlockFormProps {
  readonly block: BlockName;
  readonly recipe: Recipe;
  readonly onChange: (recipe: Recipe) => void;
}

export function BlockForm({ block, recipe, onChange }: BlockFormProps) {
  switch (block) {
    case 'orient':
      return <OrientForm value={recipe.orient} onChange={(orient) => onChange({ ...recipe, orient })} />;
    case 'trim':
      return (
        recipe.trim && <TrimForm value={recipe.trim} onChange={(trim) => onChange({ ...recipe, trim })} />
      );
    case 'crop':
      return (
        recipe.crop && <CropForm value={recipe.crop} onChange={(crop) => onChange({ ...recipe, crop })} />
      );
    case 'background':
      return (
        <BackgroundForm
          value={recipe.background}
          onChange={(background) => onChange({ ...recipe, background })}
        />
      );
    case 'resize':
      return (
        recipe.resize && (
          <ResizeForm value={recipe.resize} onChange={(resize) => onChange({ ...recipe, resize })} />
        )
      );
    case 'canvas':
      return (
        recipe.canvas && (
          <CanvasForm value={recipe.canvas} onChange={(canvas) => onChange({ ...recipe, canvas })} />
        )
      );
    case 'adjust':
      return (
        recipe.adjust && (
          <AdjustForm value={recipe.adjust} onChange={(adjust) => onChange({ ...recipe, adjust })} />
        )
      );
    case 'watermark':
      return (
        recipe.watermark && (
          <WatermarkForm
            value={recipe.watermark}
            onChange={(watermark) => onChange({ ...recipe, watermark })}
          />
        )
      );
    case 'color':
      return <ColorForm value={recipe.color} onChange={(color) => onChange({ ...recipe, color })} />;
    case 'metadata':
      return (
        <MetadataForm value={recipe.metadata} onChange={(metadata) => onChange({ ...recipe, metadata })} />
      );
    case 'output':
      return <OutputForm value={recipe.output} onChange={(output) => onChange({ ...recipe, output })} />;
  }
}
