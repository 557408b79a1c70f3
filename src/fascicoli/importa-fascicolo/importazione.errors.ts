import { Rifiuto } from '#platform/http';
import type { ZipFault } from '#platform/zip';

function nonValido(codice: string, dettaglio: string): Rifiuto {
  return new Rifiuto({
    codice: `fascicolo.${codice}`,
    categoria: 'nonValido',
    campo: 'documento',
    dettaglio,
  });
}

const DIFETTI: Record<ZipFault, string> = {
  malformed: 'Il file non è un archivio zip, o è rovinato.',
  encrypted: 'L’archivio è cifrato: va importato come è stato esportato.',
  compression: 'L’archivio è compresso in un modo che il programma non usa.',
  'not-a-file': 'L’archivio contiene collegamenti, non solo file.',
  duplicate: 'Nell’archivio due file hanno lo stesso nome.',
  'too-many-entries': 'L’archivio contiene troppi file.',
  'too-large': 'L’archivio, una volta aperto, è troppo grande.',
  ratio: 'L’archivio si espande in modo anomalo: non è stato aperto.',
};

export const nonLeggibile = (difetto: ZipFault): Rifiuto =>
  nonValido('pacchetto-non-leggibile', DIFETTI[difetto]);

export const nonPacchetto = (perche: string): Rifiuto =>
  nonValido('pacchetto-non-valido', `Il file non è un fascicolo esportato da questo programma: ${perche}.`);

export const alterato = (percorso: string): Rifiuto =>
  nonValido(
    'pacchetto-alterato',
    `Nell’archivio il file «${percorso}» non è più quello esportato: la sua impronta non corrisponde.`,
  );

export const nonCaricato = (): Rifiuto =>
  nonValido('pacchetto-sconosciuto', 'Il file da importare non c’è, o l’ha caricato qualcun altro.');

/** Another body's fascicolo would need a number, a class and registrations that are not this archive's to give. */
export const diAltraAoo = (ente: string, aoo: string): Rifiuto =>
  new Rifiuto({
    codice: 'fascicolo.pacchetto-di-altra-aoo',
    categoria: 'conflitto',
    dettaglio: `Il fascicolo è di ${ente}, ${aoo}: qui si reimportano solo i fascicoli di questa AOO. I suoi documenti si possono registrare in arrivo.`,
  });
