import { createHash } from 'node:crypto';
import { completaImpostazioni } from '#organizzazione';
import { oraDiRoma } from '#platform/clock';
import { componiSegnatura, type DatiSegnatura } from '#segnatura';
import type { Nominato } from './bozza.ts';
import { creaFoglia, type Foglia } from '#numerazione';
import type { Pronta } from './prepara.ts';
import { riassumi } from './riassumi.ts';

/** What the register gave to this registration. */
export type Assegnazione = { istante: Date; anno: number; numero: number; posizione: number };

function datiSegnatura(pronta: Pronta, a: Assegnazione): DatiSegnatura {
  const { ctx, fatti } = pronta.circostanze;
  const { richiesta, diciture } = pronta.bozza;
  return {
    versione: 1,
    amministrazione: { denominazione: ctx.ente.denominazione, codiceIpa: ctx.ente.codiceIpa },
    aoo: fatti.aoo,
    registro: {
      codice: fatti.registro.codice,
      denominazione: fatti.registro.denominazione,
      ...(fatti.registro.tipo === 'repertorio' && { repertorio: true as const }),
    },
    anno: a.anno,
    numero: a.numero,
    istante: oraDiRoma(a.istante),
    flusso: richiesta.flusso,
    ...(fatti.voce && {
      classificazione: { codice: fatti.voce.codice, denominazione: fatti.voce.denominazione },
    }),
    ...(fatti.unita && { unita: { codice: fatti.unita.codice, denominazione: fatti.unita.denominazione } }),
    diciture,
    opzioni: completaImpostazioni(fatti.impostazioni).segnatura,
  };
}

function righeCorrispondenti(ruolo: string, elenco: Nominato[]): Record<string, unknown>[] {
  return elenco.map((c, i) => ({
    ruolo,
    ordine: i + 1,
    tipo: c.tipo,
    nominativo: c.nominativo,
    codice_fiscale: c.codiceFiscale?.toUpperCase() ?? null,
    dati: c,
  }));
}

function righeDocumenti(pronta: Pronta): Record<string, unknown>[] {
  const principale = pronta.bozza.richiesta.documentoPrincipale !== undefined;
  return pronta.bozza.documenti.map((d, i) => ({
    ordine: i,
    ruolo: principale && i === 0 ? 'principale' : 'allegato',
    documento_id: d.documento?.id ?? null,
    descrizione: d.descrizione ?? null,
    tipo: d.tipo ?? null,
    impronta: d.documento?.impronta ?? null,
    algoritmo: d.documento?.algoritmo ?? null,
    nome_file: d.documento?.nomeFile ?? null,
    formato: d.documento?.formato ?? null,
    dimensione: d.documento?.dimensione ?? null,
  }));
}

/** The optional data as registered, by code: what changes them later is told by leaves that have the same names. */
function facoltativi(pronta: Pronta): Record<string, unknown> {
  const { richiesta: r } = pronta.bozza;
  const { voce, unita } = pronta.circostanze.fatti;
  const nome = (x: { codice: string; denominazione: string } | null | undefined) =>
    x ? { codice: x.codice, denominazione: x.denominazione } : null;
  return {
    mezzo: r.mezzo ?? null,
    numeroRaccomandata: r.numeroRaccomandata ?? null,
    luogo: r.luogo ?? null,
    classificazione: nome(voce),
    unitaCompetente: nome(unita),
    rpa: r.rpa ?? null,
    note: r.note ?? null,
    dataDocumento: r.dataDocumento ?? null,
    allegatiDichiarati: r.allegatiDichiarati ?? null,
    originali: r.originali ?? [],
    riservatezza: r.riservatezza ?? 'ordinario',
    datiParticolari: r.datiParticolari ?? false,
    datiGiudiziari: r.datiGiudiziari ?? false,
    garaFinoA: r.garaFinoA ? oraDiRoma(new Date(r.garaFinoA)) : null,
  };
}

/**
 * Everything the search can find a registration by. What is cut of a text that is too long (`vettore_ricerca`) is at the
 * end: codes and addresses of the last of thousands of recipients.
 */
function testoRicerca(pronta: Pronta): string {
  const { richiesta: r, mittenti, destinatari, perConoscenza, documenti } = pronta.bozza;
  const corrispondenti = [...mittenti, ...destinatari, ...perConoscenza];
  return [
    r.oggetto,
    r.protocolloMittente?.numero,
    r.numeroRaccomandata,
    r.luogo,
    r.rpa,
    r.note,
    ...documenti.map((d) => d.descrizione),
    ...corrispondenti.map((c) => c.nominativo),
    ...corrispondenti.flatMap((c) => [c.codiceFiscale, c.partitaIva, ...(c.indirizziDigitali ?? [])]),
  ]
    .filter((t) => t !== undefined)
    .join(' ');
}

/** One element of the array that `scrivi_registrazioni` writes, together with what the answer is made of. */
export type Voce = {
  voce: Record<string, unknown>;
  segnatura: string;
  datiSegnatura: DatiSegnatura;
  foglia: Foglia;
};

/**
 * Puts number and instant to a registration: segnatura (RN-56.2), rows and leaf, ready for the one statement that writes
 * them. Called under the register's lock: pure computation, no input or output.
 */
export function componiVoce(pronta: Pronta, a: Assegnazione): Voce {
  const { ctx, fatti } = pronta.circostanze;
  const { richiesta: r, mittenti, destinatari, perConoscenza } = pronta.bozza;
  const dati = datiSegnatura(pronta, a);
  const segnatura = componiSegnatura(dati);
  const documenti = righeDocumenti(pronta);
  const dataArrivo = r.dataArrivo ? new Date(r.dataArrivo).toISOString() : null;
  const registrazione = {
    id: pronta.id,
    registro_id: fatti.registro.id,
    anno: a.anno,
    numero: a.numero,
    istante: a.istante.toISOString(),
    flusso: r.flusso,
    oggetto: r.oggetto,
    supporto: r.supporto ?? 'digitale',
    esemplare: r.analogico?.esemplare ?? null,
    esemplare_unico: r.analogico?.unico ?? null,
    protocollo_mittente_numero: r.protocolloMittente?.numero ?? null,
    protocollo_mittente_data: r.protocolloMittente?.data ?? null,
    data_arrivo: dataArrivo,
    diciture: pronta.bozza.diciture,
    segnatura,
    segnatura_dati: dati,
    impronta_segnatura: createHash('sha256').update(segnatura).digest('hex'),
    token: pronta.token,
    utente_id: ctx.utenteId,
    chiave_api_id: ctx.chiaveApiId,
    operatore: ctx.attore,
    unita_id: ctx.unita?.id,
  };
  const {
    id: _id,
    registro_id: _registro,
    token: _token,
    segnatura_dati: _dati,
    ...registrata
  } = registrazione;
  const foglia = creaFoglia('registrazione', a.posizione, {
    ...registrata,
    ente: ctx.ente.codiceIpa,
    aoo: fatti.aoo.codice,
    registro: fatti.registro.codice,
    mittenti,
    destinatari,
    perConoscenza,
    documenti: documenti.map(({ documento_id: _documento, ...d }) => d),
    facoltativi: facoltativi(pronta),
  });
  return {
    segnatura,
    datiSegnatura: dati,
    foglia,
    voce: {
      registrazione,
      scheda: {
        corrispondenti: riassumi(r.flusso === 'E' ? mittenti : destinatari),
        mezzo: r.mezzo ?? null,
        numero_raccomandata: r.numeroRaccomandata ?? null,
        luogo: r.luogo ?? null,
        voce_titolario_id: fatti.voce?.id ?? null,
        unita_competente_id: fatti.unita?.id ?? null,
        rpa: r.rpa ?? null,
        note: r.note ?? null,
        data_documento: r.dataDocumento ?? null,
        allegati_dichiarati: r.allegatiDichiarati ?? null,
        originali: r.originali ?? [],
        riservatezza: r.riservatezza ?? 'ordinario',
        dati_particolari: r.datiParticolari ?? false,
        dati_giudiziari: r.datiGiudiziari ?? false,
        gara_fino_a: r.garaFinoA ?? null,
        numero_allegati: documenti.filter((d) => d.ruolo === 'allegato').length,
      },
      testo: testoRicerca(pronta),
      corrispondenti: [
        ...righeCorrispondenti('mittente', mittenti),
        ...righeCorrispondenti('destinatario', destinatari),
        ...righeCorrispondenti('conoscenza', perConoscenza),
      ],
      documenti,
      collegamenti: pronta.bozza.collegamenti.map((c) => ({ altra_id: c.altra.id, tipo: c.tipo })),
      foglia,
      traccia: { dettaglio: { avvisi: pronta.bozza.avvisi }, ip: ctx.ip, richiesta: ctx.richiestaId },
    },
  };
}
