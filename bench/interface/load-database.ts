/** Loads the database's two packages as they come, and tells how many milliseconds it took. */
const begun = performance.now();
await Promise.all([import('better-sqlite3'), import('kysely')]);
process.stdout.write(String(performance.now() - begun));
process.exit(0);
