import { oraDiRoma } from '#platform/clock';
import { numeroASetteCifre } from '#segnatura';
import { eIncompleto, esitiVisti } from './esiti-visti.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { VoceMessaggio } from './messaggi.schema.ts';
import { tipoMittente, valoreLegale } from './valore-legale.ts';
import { GIORNO_SCADUTO, giorniPassati } from './termine-rifiuto.ts';

const oggettoDi = (r: RigaMessaggio): string =>
  r.oggetto?.trim() ||
  (r.stato === 'quarantena' ? '(messaggio che non si è potuto leggere)' : '(senza oggetto)');

/** The files one may register: not the provider's own parts. */
export const FILE = new Set(['allegato', 'in-linea', 'messaggio', 'segnatura', 'tnef']);

/** A message as lists show it. */
export function mostra(r: RigaMessaggio): VoceMessaggio {
  const { lettura } = r;
  const esiti = esitiVisti(r);
  return {
    id: r.id,
    casella: { codice: r.casella, indirizzo: r.indirizzo, genere: r.genere },
    tipo: r.tipo ?? undefined,
    stato: r.stato,
    mittente:
      r.mittente === null
        ? undefined
        : { indirizzo: r.mittente, ...(r.mittente_nome !== null && { nome: r.mittente_nome }) },
    destinatari: lettura?.destinatari ?? [],
    oggetto: oggettoDi(r),
    arrivatoIl: oraDiRoma(r.arrivato_il),
    consegnatoIl: r.consegnato_il ? oraDiRoma(r.consegnato_il) : undefined,
    conservatoIl: oraDiRoma(r.conservato_il),
    dimensione: r.dimensione,
    impronta: r.impronta,
    allegati: (lettura?.parti ?? []).filter((p) => FILE.has(p.genere)),
    esiti,
    incompleto: eIncompleto(esiti),
    piuIstanze: r.piu_istanze,
    comunicazioneRifiuto: comunicazioneRifiuto(r),
    firma: r.firma ?? undefined,
    mittenteConosciuto: r.conosciuto,
    tipoMittente: tipoMittente(r),
    valoreLegale: valoreLegale(r),
    invio:
      r.parte !== null && r.parti !== null
        ? { parte: r.parte, parti: r.parti, mancanti: mancanti(r.parti, r.presenti ?? []) }
        : undefined,
    doppione: r.doppione ?? undefined,
    registrazione:
      r.registro !== null && r.anno !== null && r.numero !== null
        ? { registro: r.registro, anno: r.anno, numero: numeroASetteCifre(r.numero) }
        : undefined,
    trasmessoIl: r.trasmesso_il ? oraDiRoma(r.trasmesso_il) : undefined,
    motivo: r.motivo ?? undefined,
    conclusoIl: r.concluso_il ? oraDiRoma(r.concluso_il) : undefined,
    conclusoDa: r.concluso_da ?? undefined,
  };
}

const mancanti = (parti: number, presenti: readonly number[]): number[] =>
  Array.from({ length: parti }, (_, i) => i + 1).filter((x) => !presenti.includes(x));

/** The clock of RN-79.6, stopped when the sender has been told. */
function comunicazioneRifiuto(r: RigaMessaggio): VoceMessaggio['comunicazioneRifiuto'] {
  const { comunicare_entro: entro, comunicazione: c } = r;
  if (entro === null) return undefined;
  return {
    entro,
    scaduta: c === null && giorniPassati(entro, r.oggi) >= GIORNO_SCADUTO,
    il: r.comunicato_il ? oraDiRoma(r.comunicato_il) : undefined,
    registrazione: c ? { ...c, numero: numeroASetteCifre(c.numero) } : undefined,
  };
}
