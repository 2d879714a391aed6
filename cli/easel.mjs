// The entry of the command line. Plain JavaScript with no imports of its own, so that an old Node can still say what
// is wrong: the native parts of Easel crash on Node 20 instead of refusing.
const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(
    `Easel needs Node 24 or newer, and this is Node ${process.versions.node}.\n` +
      'Start it with "npm run easel -- …", which uses the Node that comes with it.\n',
  );
  process.exit(2);
}
const { enableCompileCache } = await import('node:module');
enableCompileCache?.();
await import('./main.ts');
