import type { Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import type { DatiRicevuta, DatiSegnatura, DocumentoRicevuta, SoggettoRicevuta } from '#segnatura';
import { fogliaRegistrata } from './foglia-registrata.ts';
import { urlVerifica } from './indirizzi.ts';
import { mezzi } from './mezzi.ts';
import { trovaCorrispondenti, trovaRegistrazione } from './registrazione.queries.ts';

/** What the stamp, the label and the ricevuta are made from. */
export type DatiStampa = { segnatura: DatiSegnatura; urlVerifica: string };

type Chiave = { registro: string; anno: number; numero: number };

/**
 * Data of the segnatura, exactly as fixed when the document was registered: a later change of name or address of the AOO
 * does not touch it (RN-56.1, RN-3.1-3).
 */
export async function leggiDatiStampa(
  tx: Tx,
  ctx: Contesto,
  urlPubblico: string,
  chiave: Chiave,
): Promise<DatiStampa> {
  const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  return {
    segnatura: r.segnatura_dati as DatiSegnatura,
    urlVerifica: urlVerifica(urlPubblico, ctx.ente.codiceIpa, r.token),
  };
}

async function soggetti(tx: Tx, id: string, ruolo: string): Promise<SoggettoRicevuta[]> {
  const righe = await trovaCorrispondenti(tx, id, ruolo, 0, 10_000);
  return righe.map((c) => {
    const dati = c.dati as { indirizzo?: string };
    return {
      denominazione: c.nominativo,
      dettaglio: dati.indirizzo,
      ...(ruolo === 'conoscenza' && { perConoscenza: true }),
    };
  });
}

/** Everything the ricevuta says (RN-24.4, CORI-10). */
export async function leggiDatiRicevuta(
  tx: Tx,
  ctx: Contesto,
  urlPubblico: string,
  chiave: Chiave,
): Promise<DatiRicevuta> {
  const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  const documenti = await tx
    .selectFrom('registrazione_documento')
    .selectAll()
    .where('registrazione_id', '=', r.id)
    .orderBy('ordine')
    .execute();
  const annullamento = await tx
    .selectFrom('annullamento')
    .selectAll()
    .where('registrazione_id', '=', r.id)
    .executeTakeFirst();
  const voce = (d: (typeof documenti)[number]): DocumentoRicevuta => ({
    nomeFile: d.nome_file ?? undefined,
    descrizione: d.descrizione ?? undefined,
    impronta: d.impronta ?? undefined,
    dimensione: d.dimensione ?? undefined,
  });
  const principale = documenti.find((d) => d.ruolo === 'principale');
  return {
    segnatura: r.segnatura_dati as DatiSegnatura,
    oggetto: r.oggetto_in_vigore,
    mittenti: await soggetti(tx, r.id, 'mittente'),
    destinatari: [...(await soggetti(tx, r.id, 'destinatario')), ...(await soggetti(tx, r.id, 'conoscenza'))],
    documentoPrincipale: principale && voce(principale),
    allegati: documenti.filter((d) => d.ruolo === 'allegato').map(voce),
    allegatiDichiarati: r.allegati_dichiarati ?? undefined,
    dataArrivo: r.data_arrivo ? oraDiRoma(r.data_arrivo) : undefined,
    mezzo: mezzi.find((m) => m.codice === r.mezzo)?.denominazione,
    protocolloMittente: r.protocollo_mittente_numero
      ? { numero: r.protocollo_mittente_numero, data: r.protocollo_mittente_data ?? undefined }
      : undefined,
    ufficioCompetente: r.uc_denominazione ?? undefined,
    responsabileProcedimento: r.rpa ?? undefined,
    operatore: r.operatore,
    annullamento: annullamento && {
      data: oraDiRoma(annullamento.istante),
      provvedimento: { numero: annullamento.atto_numero, data: annullamento.atto_data },
      motivo: annullamento.motivazione,
    },
    foglia: await fogliaRegistrata(tx, r.id),
    urlVerifica: urlVerifica(urlPubblico, ctx.ente.codiceIpa, r.token),
  };
}
