/** The library of presets on the contract. */
import type { Leaves } from '../../rpc/implementer.ts';
import { formatPresetFile } from './preset-file.ts';
import type { PresetsService } from './presets.service.ts';

export interface PresetsHandlersDeps {
  readonly presets: PresetsService;
  /** Whose library it is. */
  readonly owner: string;
}

export function presetsHandlers(leaves: Leaves['presets'], { presets, owner }: PresetsHandlersDeps) {
  return leaves.router({
    list: leaves.list.handler(() => presets.list(owner)),
    get: leaves.get.handler(({ input }) => presets.get(owner, input.id)),
    create: leaves.create.handler(({ input }) => presets.create(owner, input.preset)),
    edit: leaves.edit.handler(({ input }) => presets.edit(owner, input.preset.id, input.preset)),
    duplicate: leaves.duplicate.handler(({ input: { id, newId, name } }) =>
      presets.duplicate(owner, id, { id: newId, name }),
    ),
    delete: leaves.delete.handler(({ input }) => presets.delete(owner, input.id)),
    restore: leaves.restore.handler(({ input }) => presets.restore(owner, input.id)),
    importFile: leaves.importFile.handler(({ input: { text, ...options } }) =>
      presets.importFile(owner, text, options),
    ),
    exportFile: leaves.exportFile.handler(async ({ input }) => ({
      text: formatPresetFile(await presets.exportFile(owner, input.ids)),
    })),
  });
}
