import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { type Reporter, type TestModule } from 'vitest/node';

/** What one vitest run gave, as `test/esegui.ts` reads it. */
export interface Esiti {
  passati: number;
  falliti: number;
  /** One line per skipped test, `file › title (reason)`. `ammesso` is true for what CI forgives too. */
  saltati: { riga: string; ammesso: boolean }[];
}

/** Counts the results and writes them as JSON to the file named by `TABULARIUM_ESITI`, where there is one. */
export default class Relatore implements Reporter {
  onTestRunEnd(moduli: ReadonlyArray<TestModule>): void {
    const destinazione = process.env.TABULARIUM_ESITI;
    if (destinazione === undefined) return;
    const esiti: Esiti = { passati: 0, falliti: 0, saltati: [] };
    for (const modulo of moduli) {
      const primaDelModulo = esiti.falliti;
      for (const prova of modulo.children.allTests()) {
        const esito = prova.result();
        if (esito.state === 'passed') esiti.passati += 1;
        else if (esito.state === 'failed') esiti.falliti += 1;
        else if (esito.state === 'skipped') {
          const motivo = esito.note === undefined ? '' : ` (${esito.note})`;
          esiti.saltati.push({
            riga: `${relative('.', modulo.moduleId)} › ${prova.fullName}${motivo}`,
            ammesso: prova.meta().senzaCondivisi === true,
          });
        }
      }
      // A file that does not load, or whose hooks fail, may have no failed test of its own.
      if (!modulo.ok() && esiti.falliti === primaDelModulo) esiti.falliti += 1;
    }
    writeFileSync(destinazione, JSON.stringify(esiti));
  }
}
