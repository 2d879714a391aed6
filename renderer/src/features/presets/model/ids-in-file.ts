/** The presets a file speaks of, as far as they can be told; whether the file is right is the core's to say. */
export function idsInFile(text: string): readonly string[] {
  const file = parse(text);
  if (typeof file !== 'object' || file === null || !('presets' in file) || !Array.isArray(file.presets))
    return [];
  return file.presets.flatMap((preset: unknown) =>
    typeof preset === 'object' && preset !== null && 'id' in preset && typeof preset.id === 'string'
      ? [preset.id]
      : [],
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
