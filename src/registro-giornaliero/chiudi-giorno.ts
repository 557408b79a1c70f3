import { sql } from 'kysely';
import { carica } from '#documenti';
import type { Contesto } from '#autorizzazioni';
import { scriviFoglia } from '#numerazione';
import { leggiAoo } from '#organizzazione';
import type { Orologio } from '#platform/clock';
import { inTransazione, type Db, type Tx } from '#platform/db';
import type { Log } from '#platform/log';
import type { ObjectStore } from '#platform/storage';
import type { Vault } from '#platform/vault';
import { registra, type PartiRegistra } from '#registrazione';
import { chiudiTesta } from '#registro-verificabile';
import { traccia } from '#tracciamento';
import { chiusureDi, leggiCalendario } from './calendario/calendario.ts';
import { prossimoLavorativo } from './calendario/giorni-lavorativi.ts';
import type { Giornata, Persona } from './giornata.ts';
import { leggiGiornata } from './leggi-giornata.ts';
import { produci, type Prodotti } from './produci.ts';
import { repertorioGiornalieri } from './repertorio.ts';
import { oggettoGiornaliero } from './scrivi-xml.ts';

export type PartiGiornaliero = PartiRegistra & {
  db: Db;
  archivio: ObjectStore;
  vault: Vault;
  orologio: Orologio;
  log: Log;
};

/** A register and the next day of it to be closed. */
export type DaChiudere = {
  id: string;
  codice: string;
  denominazione: string;
  tipo: string;
  giorno: string;
  /** Of that day's register, in its year. */
  progressivo: number;
};

/** Somebody else closed it meanwhile. Not a fault: the transaction goes back with its number, and nothing is missing. */
class GiaChiuso extends Error {}

type Conto = {
  inizio: Date;
  fine: Date;
  adesso: Date;
  prima: number | null;
  ultima: number | null;
  quante: number;
  eventi: number;
  istante_prima: Date | null;
  istante_ultima: Date | null;
};

/**
 * Holds the register for an instant: when it lets go, whoever was writing in a day that has ended has written, and nobody gets an
 * instant of that day any more. From then on the day can be read at leisure.
 */
async function conta(tx: Tx, r: DaChiudere): Promise<Conto> {
  await sql`SELECT FROM registro_stato WHERE registro_id = ${r.id} FOR UPDATE`.execute(tx);
  const { rows } = await sql<Conto>`
    SELECT c.*, istante_corrente() AS adesso,
      (SELECT x.istante FROM registrazione x WHERE x.registro_id = ${r.id} AND x.anno = ${r.giorno.slice(0, 4)}::smallint AND x.numero = c.prima) AS istante_prima,
      (SELECT x.istante FROM registrazione x WHERE x.registro_id = ${r.id} AND x.anno = ${r.giorno.slice(0, 4)}::smallint AND x.numero = c.ultima) AS istante_ultima
    FROM conta_giornata(${r.id}, ${r.giorno}) c`.execute(tx);
  const [conto] = rows;
  if (!conto || conto.fine > conto.adesso) throw new Error(`the day ${r.giorno} has not ended`);
  return conto;
}

/** Who was in office on that day, whoever is now. */
async function nominato(
  tx: Tx,
  ruolo: 'rsp' | 'responsabile-conservazione',
  giorno: string,
): Promise<Persona | undefined> {
  const n = await tx
    .selectFrom('nomina as n')
    .innerJoin('utente as u', 'u.id', 'n.utente_id')
    .select(['u.nome', 'u.cognome', 'u.codice_fiscale'])
    .where('n.ruolo', '=', ruolo)
    .where('n.dal', '<=', giorno)
    .where((eb) => eb.or([eb('n.al', 'is', null), eb('n.al', '>=', giorno)]))
    .executeTakeFirst();
  return n && { nome: n.nome, cognome: n.cognome, codiceFiscale: n.codice_fiscale ?? undefined };
}

/** Persistent identifier: IPA code and AOO, day, progressive of the year (AgID, instructions of 6 October 2015). */
function identificativo(ipa: string, aoo: string, r: DaChiudere): string {
  const registro = r.tipo === 'protocollo' ? '' : `${r.codice}-`;
  return `${ipa}-${aoo}-${registro}${r.giorno.replaceAll('-', '')}-${String(r.progressivo).padStart(3, '0')}`;
}

async function raccogli(parti: PartiGiornaliero, ctx: Contesto, r: DaChiudere): Promise<Giornata> {
  const letti = await inTransazione(parti.db, ctx.ente.id, async (tx) => ({
    conto: await conta(tx, r),
    aoo: await leggiAoo(tx),
    responsabile: await nominato(tx, 'rsp', r.giorno),
    destinatario: await nominato(tx, 'responsabile-conservazione', r.giorno),
  }));
  const { conto, aoo } = letti;
  const testa = await chiudiTesta(parti, ctx.ente.id, r.id);
  const estremo = (numero: number | null, istante: Date | null): Giornata['prima'] =>
    numero !== null && istante ? { numero, istante } : null;
  return {
    identificativo: identificativo(ctx.ente.codiceIpa, aoo.codice, r),
    anno: Number(r.giorno.slice(0, 4)),
    progressivo: r.progressivo,
    giorno: r.giorno,
    inizio: conto.inizio,
    fine: conto.fine,
    prodotto: conto.adesso,
    amministrazione: { codice: ctx.ente.codiceIpa, denominazione: ctx.ente.denominazione },
    aoo: { codice: aoo.codice, denominazione: aoo.denominazione },
    registro: { codice: r.codice, denominazione: r.denominazione },
    responsabile: letti.responsabile,
    destinatario: letti.destinatario,
    prima: estremo(conto.prima, conto.istante_prima),
    ultima: estremo(conto.ultima, conto.istante_ultima),
    quante: conto.quante,
    eventi: conto.eventi,
    testa: { testo: testa.testo, firma: testa.firma, dimensione: testa.dimensione, radice: testa.radice },
  };
}

type Caricati = { pdf: { id: string; nomeFile: string }; xml: { id: string; nomeFile: string } };

/** The row, the leaf and the audit line of a daily register, with its registration: all of them or none. */
async function scrivi(
  tx: Tx,
  parti: PartiGiornaliero,
  ctx: Contesto,
  d: { r: DaChiudere; g: Giornata; prodotti: Prodotti; caricati: Caricati; registrazioneId: string },
): Promise<void> {
  const { r, g, prodotti, caricati } = d;
  const gia = await tx
    .selectFrom('registro_giornaliero')
    .select('id')
    .where('registro_id', '=', r.id)
    .where('giorno', '=', r.giorno)
    .executeTakeFirst();
  if (gia) throw new GiaChiuso();
  const registrazione = await tx
    .selectFrom('registrazione as x')
    .innerJoin('registro as y', 'y.id', 'x.registro_id')
    .select(['y.codice as registro', 'x.anno', 'x.numero'])
    .where('x.id', '=', d.registrazioneId)
    .executeTakeFirstOrThrow();
  const file = (quale: 'pdf' | 'xml') => ({
    impronta: prodotti[quale].deposito.digest,
    nomeFile: caricati[quale].nomeFile,
    dimensione: prodotti[quale].deposito.size,
  });
  const { istante } = await scriviFoglia(tx, {
    ente: ctx.ente,
    registroId: r.id,
    tipo: 'registro-giornaliero',
    adesso: parti.orologio.adesso(),
    attore: ctx.attore,
    dati: {
      giorno: g.giorno,
      identificativo: g.identificativo,
      progressivo: g.progressivo,
      prima: g.prima?.numero ?? null,
      ultima: g.ultima?.numero ?? null,
      quante: g.quante,
      eventi: g.eventi,
      registrazione,
      pdf: file('pdf'),
      xml: file('xml'),
      testa: { dimensione: g.testa.dimensione, radice: g.testa.radice },
    },
  });
  const { id } = await tx
    .insertInto('registro_giornaliero')
    .values({
      ente_id: ctx.ente.id,
      registro_id: r.id,
      giorno: g.giorno,
      anno: g.anno,
      progressivo: g.progressivo,
      identificativo: g.identificativo,
      prima: g.prima?.numero ?? null,
      ultima: g.ultima?.numero ?? null,
      quante: g.quante,
      eventi: g.eventi,
      testa_dimensione: g.testa.dimensione,
      registrazione_id: d.registrazioneId,
      documento_pdf_id: caricati.pdf.id,
      documento_xml_id: caricati.xml.id,
      impronta_pdf: prodotti.pdf.deposito.digest,
      impronta_xml: prodotti.xml.deposito.digest,
      chiuso_il: istante,
      dovuto_entro: prossimoLavorativo(g.giorno, chiusureDi(await leggiCalendario(tx))),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await traccia(
    tx,
    ctx,
    'registro-giornaliero.chiuso',
    { tipo: 'registro-giornaliero', id },
    { registro: r.codice, giorno: g.giorno, identificativo: g.identificativo, quante: g.quante },
  );
}

/**
 * Makes the daily register of a day that has ended: both files in the archive, then registration in the repertorio, row, leaf and
 * audit line in one transaction (RN-53.1, RN-4.3c). Killed in between it leaves at most two files without a name, for the sweeper;
 * closed by two nodes at once, one of them finds it done.
 *
 * @returns whether it was this call that closed it
 */
export async function chiudiGiorno(parti: PartiGiornaliero, ctx: Contesto, r: DaChiudere): Promise<boolean> {
  const repertorio = await repertorioGiornalieri(parti.db, ctx);
  const g = await raccogli(parti, ctx, r);
  const flusso = leggiGiornata(parti.db, ctx.ente.id, { registroId: r.id, inizio: g.inizio, fine: g.fine });
  const prodotti = await produci(parti.archivio, ctx.ente.id, g, flusso);
  try {
    const caricati = await inTransazione(parti.db, ctx.ente.id, async (tx) => ({
      pdf: await carica(tx, ctx, prodotti.pdf, `${g.identificativo}.pdf`),
      xml: await carica(tx, ctx, prodotti.xml, `${g.identificativo}.xml`),
    }));
    await registra(
      parti,
      ctx,
      repertorio,
      {
        flusso: 'I',
        oggetto: oggettoGiornaliero(g),
        dataDocumento: g.giorno,
        documentoPrincipale: caricati.pdf.id,
        allegati: [{ documento: caricati.xml.id, descrizione: 'Gli stessi dati in XML', tipo: 'dati' }],
        // It repeats what documents that few may know are about.
        riservatezza: 'riservato',
      },
      undefined,
      (tx, { id }) => scrivi(tx, parti, ctx, { r, g, prodotti, caricati, registrazioneId: id }),
    );
    return true;
  } catch (errore) {
    if (errore instanceof GiaChiuso) return false;
    throw errore;
  } finally {
    await prodotti.pdf.deposito.discard();
    await prodotti.xml.deposito.discard();
  }
}
