import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type TestContext } from 'vitest';

// The schemas and rulesets of the public bodies (AgID, publiccode, italia's API linter) are kept in a folder beside
// the clone, because their licences do not let us republish them. Only tests read it; nothing at run time does.
const CARTELLA = new URL('../../../shared/', import.meta.url);

declare module 'vitest' {
  interface TaskMeta {
    /** Skipped because the folder of schemas beside the clone is absent: the one skip that CI forgives. */
    senzaCondivisi?: true;
  }
}

/**
 * Path of a file of the folder of schemas beside the clone, e.g. `conShared(t, 'standards/publiccode/publiccode.yml')`.
 * Where the folder is absent the test is skipped with a mark that the runner recognises; where the folder is there but
 * the file is not, the test fails.
 * @throws Error when the folder exists and the file does not.
 */
export function conShared(contesto: TestContext, percorso: string): string {
  if (!existsSync(CARTELLA)) {
    contesto.task.meta.senzaCondivisi = true;
    contesto.skip('senza gli schemi di ../shared');
  }
  const file = new URL(percorso, CARTELLA);
  if (!existsSync(file)) throw new Error(`Negli schemi condivisi manca ${percorso}`);
  return fileURLToPath(file);
}
