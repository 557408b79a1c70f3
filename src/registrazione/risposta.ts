import { loVede, NON_VISIBILE, PROTEZIONE, RISERVATO, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { codiceABarre, numeroASetteCifre } from '#segnatura';
import type { DocumentoPronto } from './bozza.ts';
import type { Assegnazione, Voce } from './componi-voce.ts';
import { ostacoloAlContenuto } from './contenuto-consultabile.ts';
import { collegamentiIpertestuali, urlVerifica } from './indirizzi.ts';
import type { Pronta } from './prepara.ts';
import type { DocumentoRegistrato, Registrazione } from './registrazione.schema.ts';

/** An answer as it is sent and as a retry will get it again: status, Location, JSON text. */
export type Risposta = { stato: number; posizione: string | null; corpo: string };

export const MASSIMO_IN_RISPOSTA = 100;

/** Of a registration named by another: its oggetto, if whoever asks sees it and it is not reserved. */
export function oggettoDiAltra(
  ctx: Contesto,
  altra: { protezione: number; visibileA: readonly string[]; oggetto: string },
): string {
  if (!loVede(ctx, altra)) return NON_VISIBILE;
  return altra.protezione >= PROTEZIONE.riservato ? RISERVATO : altra.oggetto;
}

function documentoRegistrato(d: DocumentoPronto): DocumentoRegistrato {
  return { ...d.documento, descrizione: d.descrizione, tipo: d.tipo };
}

/** The 201 of a registration, made from what is in memory: no reading back inside the lock. */
export function rispostaRegistrazione(pronta: Pronta, a: Assegnazione, voce: Voce): Risposta {
  const { ctx, fatti, urlPubblico } = pronta.circostanze;
  const { richiesta: r, mittenti, destinatari, perConoscenza, documenti } = pronta.bozza;
  const [principale, allegati] = r.documentoPrincipale
    ? [documenti[0], documenti.slice(1)]
    : [undefined, documenti];
  const indirizzi = collegamentiIpertestuali(fatti.registro.codice, a.anno, a.numero);
  const corpo: Registrazione = {
    registro: fatti.registro.codice,
    anno: a.anno,
    numero: numeroASetteCifre(a.numero),
    dataRegistrazione: oraDiRoma(a.istante),
    stato: 'valida',
    flusso: r.flusso,
    oggetto: r.oggetto,
    segnatura: voce.segnatura,
    codiceBarre: codiceABarre(voce.datiSegnatura),
    diciture: pronta.bozza.diciture,
    supporto: r.supporto ?? 'digitale',
    analogico: r.analogico && { esemplare: r.analogico.esemplare, unico: r.analogico.unico },
    mittenti: mittenti.slice(0, MASSIMO_IN_RISPOSTA),
    destinatari: destinatari.slice(0, MASSIMO_IN_RISPOSTA),
    perConoscenza: perConoscenza.slice(0, MASSIMO_IN_RISPOSTA),
    totaleMittenti: mittenti.length,
    totaleDestinatari: destinatari.length,
    totalePerConoscenza: perConoscenza.length,
    protocolloMittente: r.protocolloMittente,
    dataArrivo: r.dataArrivo && oraDiRoma(new Date(r.dataArrivo)),
    documentoPrincipale: principale && documentoRegistrato(principale),
    allegati: allegati.map(documentoRegistrato),
    allegatiDichiarati: r.allegatiDichiarati,
    mezzo: r.mezzo,
    numeroRaccomandata: r.numeroRaccomandata,
    dataDocumento: r.dataDocumento,
    luogo: r.luogo,
    classificazione: fatti.voce
      ? { codice: fatti.voce.codice, denominazione: fatti.voce.denominazione }
      : undefined,
    unitaCompetente: fatti.unita
      ? { codice: fatti.unita.codice, denominazione: fatti.unita.denominazione }
      : undefined,
    rpa: r.rpa,
    note: r.note,
    originali: r.originali ?? [],
    riservatezza: r.riservatezza ?? 'ordinario',
    datiParticolari: r.datiParticolari ?? false,
    datiGiudiziari: r.datiGiudiziari ?? false,
    garaFinoA: r.garaFinoA && oraDiRoma(new Date(r.garaFinoA)),
    contenutoNonConsultabile: ostacoloAlContenuto(ctx, {
      gara_fino_a: r.garaFinoA ? new Date(r.garaFinoA) : null,
      gara_in_corso: r.garaFinoA !== undefined && new Date(r.garaFinoA) > a.istante,
    })?.codice,
    collegamenti: pronta.bozza.collegamenti.map(({ tipo, altra }) => ({
      tipo,
      verso: 'a' as const,
      registro: altra.registro,
      anno: altra.anno,
      numero: numeroASetteCifre(altra.numero),
      oggetto: oggettoDiAltra(ctx, altra),
    })),
    rettifiche: [],
    richiesteAperte: 0,
    avvisi: pronta.bozza.avvisi,
    operatore: ctx.attore,
    unita: { codice: ctx.unita?.codice ?? '', denominazione: ctx.unita?.denominazione ?? '' },
    versione: 1,
    urlVerifica: urlVerifica(urlPubblico, ctx.ente.codiceIpa, pronta.token),
    foglia: { posizione: voce.foglia.posizione, impronta: voce.foglia.impronta },
    _links: indirizzi,
  };
  return { stato: 201, posizione: indirizzi.self.href, corpo: JSON.stringify(corpo) };
}
