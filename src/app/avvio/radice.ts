import { join } from 'node:path';

/** Root of the project: where `package.json`, `vite.config.ts` and `db/seed` are. */
export const RADICE = join(import.meta.dirname, '../../..');
