import { Compile } from 'typebox/compile';
import type { Contesto } from '#autorizzazioni';
import { leggiCsv } from '#platform/csv';
import type { Tx } from '#platform/db';
import { campiInItaliano, Rifiuto } from '#platform/http';
import { traccia } from '#tracciamento';
import { colonneDi } from './dati-persona.ts';
import { NuovoUtente, type EsitoImportazioneUtenti, type ImportazioneUtenti } from './utenti.schema.ts';

/** More people than any ente has accounts for; more rows than this are a wrong file. */
const RIGHE_MASSIME = 5000;

const COLONNE = {
  nomeUtente: ['utente', 'username', 'login', 'account'],
  nome: [],
  cognome: [],
  codiceFiscale: ['cf', 'codfiscale'],
  email: ['mail', 'postaelettronica', 'indirizzoemail'],
  rapporto: ['tipologia', 'tiporapporto'],
  incaricatoDal: ['datanomina', 'nominadal'],
  incaricatoAtto: ['attonomina', 'attodinomina', 'nomina'],
  datiParticolari: ['datisensibili', 'sensibili', 'particolari'],
  datiGiudiziari: ['giudiziari'],
} as const;
const SI = /^(s[iì]|vero|x|1|true|yes)$/i;
const forma = Compile(NuovoUtente);

type Letto =
  | { linea: number; utente: NuovoUtente }
  | { linea: number; errore: string; nomeUtente: string; nominativo: string };

/**
 * Reads accounts from a CSV and makes those that are not there yet; said again, it finds them all there. With a row that will not
 * do nothing is written: the file is corrected and given again.
 *
 * @param nessuna stored form of a password that nobody knows
 * @throws Rifiuto `importazione.illeggibile`, `importazione.colonna-mancante`, `importazione.troppe-righe`
 */
export async function importaUtenti(
  tx: Tx,
  ctx: Contesto,
  { contenuto, prova }: ImportazioneUtenti,
  nessuna: string,
): Promise<EsitoImportazioneUtenti> {
  const lette = leggiRighe(contenuto);
  const gia = await tx.selectFrom('utente').select(['nome_utente', 'codice_fiscale', 'attivo']).execute();
  const nomi = new Set(gia.map((u) => u.nome_utente));
  const persone = new Set(gia.flatMap((u) => (u.attivo && u.codice_fiscale ? [u.codice_fiscale] : [])));
  const nuovi = new Map<number, NuovoUtente>();
  const visti = new Set<string>();
  const righe: EsitoImportazioneUtenti['righe'] = lette.map((r) => {
    if ('errore' in r) {
      const { errore, ...dove } = r;
      return { ...dove, esito: 'errore', messaggio: errore };
    }
    const { linea, utente } = r;
    const riga = { linea, nomeUtente: utente.nomeUtente, nominativo: `${utente.cognome} ${utente.nome}` };
    const cf = utente.codiceFiscale?.toUpperCase();
    if (visti.has(utente.nomeUtente))
      return { ...riga, esito: 'errore', messaggio: 'Il nome utente è già in una riga precedente.' };
    visti.add(utente.nomeUtente);
    if (nomi.has(utente.nomeUtente)) return { ...riga, esito: 'presente' };
    if (cf !== undefined && persone.has(cf))
      return { ...riga, esito: 'errore', messaggio: 'La persona ha già un utente attivo (RN-11.5).' };
    if (cf !== undefined) persone.add(cf);
    nuovi.set(linea, utente);
    return { ...riga, esito: 'nuovo' };
  });
  const errori = righe.filter((r) => r.esito === 'errore').length;
  const esito = {
    righe,
    nuovi: nuovi.size,
    presenti: righe.length - nuovi.size - errori,
    errori,
    scritti: !prova && errori === 0 && nuovi.size > 0,
  };
  if (!esito.scritti) return esito;
  const creati = await tx
    .insertInto('utente')
    .values(
      [...nuovi.values()].map(({ nomeUtente, ...dati }) => ({
        ente_id: ctx.ente.id,
        nome_utente: nomeUtente,
        password: nessuna,
        ...colonneDi(dati),
      })),
    )
    .returning(['id', 'nome_utente'])
    .execute();
  const id = new Map(creati.map((u) => [u.nome_utente, u.id]));
  for (const utente of nuovi.values()) {
    const quale = id.get(utente.nomeUtente);
    await traccia(
      tx,
      ctx,
      'utente.creato',
      { tipo: 'utente', ...(quale && { id: quale }) },
      { ...utente, importato: true },
    );
  }
  return {
    ...esito,
    righe: righe.map((r) => {
      const quale = r.esito === 'nuovo' ? id.get(r.nomeUtente) : undefined;
      return quale ? { ...r, id: quale } : r;
    }),
  };
}

function leggiRighe(contenuto: string): Letto[] {
  const righe = leggiCsv(contenuto, COLONNE, ['nomeUtente', 'nome', 'cognome', 'codiceFiscale']);
  if (righe.length > RIGHE_MASSIME)
    throw new Rifiuto({
      codice: 'importazione.troppe-righe',
      categoria: 'nonValido',
      dettaglio: `Il file ha più di ${RIGHE_MASSIME} righe.`,
      campo: 'contenuto',
    });
  return righe.map(({ linea, celle }) => {
    const utente = {
      nomeUtente: celle.nomeUtente.toLowerCase(),
      nome: celle.nome,
      cognome: celle.cognome,
      codiceFiscale: celle.codiceFiscale.toUpperCase(),
      ...(celle.email && { email: celle.email }),
      rapporto: celle.rapporto.toLowerCase() || 'dipendente',
      ...((celle.incaricatoDal || celle.incaricatoAtto) && {
        incaricato: {
          dal: giorno(celle.incaricatoDal),
          atto: celle.incaricatoAtto,
          datiParticolari: SI.test(celle.datiParticolari),
          datiGiudiziari: SI.test(celle.datiGiudiziari),
        },
      }),
    };
    const dove = {
      linea,
      nomeUtente: utente.nomeUtente,
      nominativo: `${utente.cognome} ${utente.nome}`.trim(),
    };
    if (!forma.Check(utente))
      return {
        ...dove,
        errore: campiInItaliano(forma.Errors(utente))
          .map((c) => `${c.campo}: ${c.messaggio}`)
          .join(' '),
      };
    try {
      colonneDi(utente);
      return { linea, utente };
    } catch (errore) {
      if (errore instanceof Rifiuto) return { ...dove, errore: errore.dettaglio };
      throw errore;
    }
  });
}

/** `31/12/2026` as spreadsheets write it, or already `2026-12-31`. */
const giorno = (testo: string): string =>
  testo.replace(
    /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/,
    (_, g: string, m: string, a: string) => `${a}-${m.padStart(2, '0')}-${g.padStart(2, '0')}`,
  );
