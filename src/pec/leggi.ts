import { Rifiuto } from '#platform/http';
import { LetturaRifiutata } from './messaggio/lettura.ts';
import type { MessaggioLetto } from './messaggio/messaggio.ts';
import type { Esito } from './messaggi/messaggi.schema.ts';
import type { Citato, Relazione } from './regole/relazione.ts';

/** A message as it is read, with what the rules of the box say of it. */
export type Letto = MessaggioLetto & {
  esiti: Esito[];
  leggibilita: { esito: 'positiva' | 'negativa'; motivi: string[] };
  invio: { parte: number; parti: number; base: string } | undefined;
  /** By its words it adds to something sent before, or takes its place (RN-82.2). */
  relazione?: Relazione | undefined;
  /** Numbers of ours that it names. */
  citati?: Citato[];
  /** Program and version that read it. */
  lettore: string;
};

/**
 * The reader gave up, or was stopped: of the message only its bytes are known, and they are kept.
 *
 * @throws Rifiuto `pec.occupato` the reader had no time for it now: that says nothing of the message
 */
export function illeggibile(errore: unknown): Letto {
  if (errore instanceof LetturaRifiutata && errore.motivo === 'occupato')
    throw new Rifiuto({
      codice: 'pec.occupato',
      categoria: 'nonDisponibile',
      dettaglio: 'Si stanno leggendo molti messaggi: riprovare fra poco.',
    });
  const motivo = errore instanceof Error ? errore.message : String(errore);
  return {
    tipo: 'illeggibile',
    firma: { esito: 'assente' },
    destinatari: [],
    perConoscenza: [],
    oggetto: '',
    automatico: true,
    testo: '',
    parti: [],
    avvisi: [`Il messaggio non si è potuto leggere (${motivo.slice(0, 300)}).`],
    esiti: [],
    leggibilita: { esito: 'negativa', motivi: ['il messaggio non si è potuto leggere'] },
    invio: undefined,
    lettore: '',
  };
}
