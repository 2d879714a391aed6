import { Arch, type Configuration } from 'electron-builder';
import { READABLE_ENDINGS } from './shared/source-endings.ts';
import { requireNativeParts } from './tools/packaging/native-parts.ts';
import { runtimePackages } from './tools/packaging/runtime-packages.ts';

/** Where `npm run build` wrote; tests build elsewhere. */
const BUILT = process.env.EASEL_BUILT ?? 'dist';
const ICON = 'electron/icons/easel-1024.png';
/** Filled in by electron-builder. */
const ARTIFACT = `\${productName}-\${version}-\${os}-\${arch}`;
const PACKAGES = runtimePackages('node_modules');

/** What the bundled Node reads: it cannot look into an archive. */
const UNPACKED = ['package.json', `${BUILT}/{chunks,cli,engine,resources}/**`, 'node_modules/**'];

/**
 * Parts of packages that are for building and reading them. Licences stay.
 * Declarations (`*.d.ts`) are left out by electron-builder itself.
 */
const NOT_RUN = [
  '!**/*.{map,md,markdown,ts,mts,cts,c,cpp,h,hpp,gyp,gypi,cc,sh,patch}',
  '!node_modules/better-sqlite3/{deps,src,prebuilds}/**',
  '!node_modules/piscina/{benchmark,docs,scripts,src,test,test-jest}/**',
  '!node_modules/sharp/{install,src}/**',
  '!node_modules/@jsquash/jxl/codec/enc/**',
  // Programs of one platform each: see nativeFiles.
  '!node_modules/trash/lib/{macos-trash,windows-trash.exe}',
];

/** What moves files to the trash; on Linux nothing but files is needed. */
const TRASH_PROGRAM = { darwin: 'macos-trash', linux: 'linux.js', win32: 'windows-trash.exe' } as const;

/** The native parts of one platform; `${arch}` is electron-builder's. */
const nativeFiles = (platform: 'darwin' | 'linux' | 'win32') => [
  {
    from: '.',
    filter: [
      `node_modules/better-sqlite3/prebuilds/${platform}-\${arch}.node`,
      `node_modules/@img/sharp-${platform}-\${arch}/**`,
      `node_modules/@img/sharp-libvips-${platform}-\${arch}/**`,
      `node_modules/trash/lib/${TRASH_PROGRAM[platform]}`,
      '!**/*.{map,md,ts}',
    ],
  },
];

const bundledNode = (name: 'node' | 'node.exe') => [
  { from: 'node_modules/node/bin', to: 'node', filter: [name] },
];

/** "Open with" lists Easel for pictures; nothing is taken from the program that opens them today. */
const openWith = [{ ext: [...READABLE_ENDINGS], name: 'Picture', role: 'Viewer', rank: 'Alternate' }];

/** How the desktop app is packaged; `npm run package`. */
const configuration: Configuration = {
  appId: 'studio.easel.desktop',
  productName: 'Easel',
  copyright: 'MIT licence',
  artifactName: `${ARTIFACT}.\${ext}`,
  directories: { output: 'dist/packages', buildResources: 'electron/icons' },
  // Every native part is Node-API and comes ready made.
  npmRebuild: false,
  beforePack: ({ packager, arch }) =>
    requireNativeParts(
      packager.info.projectDir,
      { platform: packager.platform.nodeName, arch: Arch[arch] },
      { platform: process.platform, arch: process.arch },
    ),
  files: [
    'package.json',
    'LICENSE',
    {
      from: BUILT,
      to: 'dist',
      filter: ['{chunks,cli,electron,engine,renderer,resources}/**', '!**/*.map'],
    },
    {
      from: '.',
      filter: ['!node_modules/**', ...PACKAGES.map((name) => `node_modules/${name}/**`), ...NOT_RUN],
    },
  ],
  asarUnpack: UNPACKED,
  electronLanguages: ['en-US', 'id'],
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  protocols: [{ name: 'Easel link', schemes: ['easel'] }],
  // Updates are off until there is a place to get them from: then this names it.
  publish: null,
  mac: {
    category: 'public.app-category.graphics-design',
    icon: ICON,
    target: ['dmg', 'zip'],
    hardenedRuntime: true,
    files: nativeFiles('darwin'),
    extraResources: bundledNode('node'),
    fileAssociations: openWith,
  },
  win: {
    icon: ICON,
    target: ['nsis', 'portable'],
    files: nativeFiles('win32'),
    extraResources: bundledNode('node.exe'),
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    // Links, and "open with": file associations of electron-builder would make Easel the default.
    include: 'tools/packaging/windows-registry.nsh',
  },
  portable: { artifactName: `${ARTIFACT}-portable.\${ext}` },
  linux: {
    category: 'Graphics',
    icon: ICON,
    // The command line is called easel.
    executableName: 'easel-desktop',
    maintainer: 'Easel <easel@localhost>',
    synopsis: 'Publish-ready images from folders of photos',
    target: ['AppImage', 'deb', 'tar.gz'],
    files: nativeFiles('linux'),
    extraResources: bundledNode('node'),
    mimeTypes: [
      'image/jpeg',
      'image/png',
      'image/webp',
      'image/avif',
      'image/gif',
      'image/tiff',
      'image/svg+xml',
      'image/heic',
      'image/heif',
      'image/jxl',
      'image/vnd.adobe.photoshop',
      'image/bmp',
      'image/vnd.microsoft.icon',
    ],
  },
};

export default configuration;
