import { fogliaRegistrata } from './foglia-registrata.ts';
import type { Contesto } from '#autorizzazioni';
import { percorsiUnita } from '#organizzazione';
import { oraDiRoma } from '#platform/clock';
import type { Tx } from '#platform/db';
import { codiceABarre, numeroASetteCifre, type DatiSegnatura } from '#segnatura';
import { avvisiOriginali } from './avvisi-originali.ts';
import { collegamentiIpertestuali, urlVerifica } from './indirizzi.ts';
import { ostacoloAlContenuto } from './contenuto-consultabile.ts';
import { contaCorrispondenti, trovaCorrispondenti, trovaRegistrazione } from './registrazione.queries.ts';
import type {
  CorrispondenteRegistrato,
  DocumentoRegistrato,
  Originale,
  Registrazione,
  Riservatezza,
} from './registrazione.schema.ts';
import { MASSIMO_IN_RISPOSTA, oggettoDiAltra } from './risposta.ts';
import { ultimaRettifica, type RigaRettifica } from './rettifiche.ts';

async function corrispondenti(tx: Tx, id: string, ruolo: string): Promise<CorrispondenteRegistrato[]> {
  const righe = await trovaCorrispondenti(tx, id, ruolo, 0, MASSIMO_IN_RISPOSTA);
  return righe.map((c) => ({ ...(c.dati as object), tipo: c.tipo, nominativo: c.nominativo }));
}

async function documenti(
  tx: Tx,
  id: string,
): Promise<{ principale?: DocumentoRegistrato; allegati: DocumentoRegistrato[] }> {
  const righe = await tx
    .selectFrom('registrazione_documento')
    .selectAll()
    .where('registrazione_id', '=', id)
    .orderBy('ordine')
    .execute();
  const voci = righe.map((d) => ({
    ruolo: d.ruolo,
    documento: {
      id: d.documento_id ?? undefined,
      descrizione: d.descrizione ?? undefined,
      tipo: d.tipo ?? undefined,
      nomeFile: d.nome_file ?? undefined,
      formato: d.formato ?? undefined,
      dimensione: d.dimensione ?? undefined,
      impronta: d.impronta ?? undefined,
      algoritmo: d.algoritmo ?? undefined,
    },
  }));
  return {
    principale: voci.find((v) => v.ruolo === 'principale')?.documento,
    allegati: voci.filter((v) => v.ruolo === 'allegato').map((v) => v.documento),
  };
}

/** Links from and to this registration, visible from both (RN-55.1d). */
async function collegamenti(tx: Tx, ctx: Contesto, id: string): Promise<Registrazione['collegamenti']> {
  const verso = async (
    mia: 'registrazione_id' | 'altra_id',
    sua: 'registrazione_id' | 'altra_id',
    segno: 'a' | 'da',
  ) => {
    const righe = await tx
      .selectFrom('collegamento as c')
      .innerJoin('scheda as s', 's.registrazione_id', `c.${sua}`)
      .innerJoin('registro as g', 'g.id', 's.registro_id')
      .select([
        'c.tipo',
        'g.codice as registro',
        's.anno',
        's.numero',
        's.oggetto',
        's.protezione',
        's.visibile_a as visibileA',
      ])
      .where(`c.${mia}`, '=', id)
      .orderBy('c.creato_il')
      .execute();
    return righe.map((r) => ({
      tipo: r.tipo,
      verso: segno,
      registro: r.registro,
      anno: r.anno,
      numero: numeroASetteCifre(r.numero),
      oggetto: oggettoDiAltra(ctx, r),
    }));
  };
  return [
    ...(await verso('registrazione_id', 'altra_id', 'a')),
    ...(await verso('altra_id', 'registrazione_id', 'da')),
  ];
}

async function annullamento(tx: Tx, id: string): Promise<Registrazione['annullamento']> {
  const a = await tx
    .selectFrom('annullamento')
    .selectAll()
    .where('registrazione_id', '=', id)
    .executeTakeFirst();
  if (!a) return undefined;
  return {
    istante: oraDiRoma(a.istante),
    motivazione: a.motivazione,
    atto: { numero: a.atto_numero, data: a.atto_data },
    operatore: a.operatore,
  };
}

// An office may have come after the registration it was then given: it is called what it is called.
function unitaDelGiorno(codice: string, nome: string, percorso: string[] = [nome]): Registrazione['unita'] {
  return { codice, denominazione: percorso.at(-1) ?? nome, percorso };
}

/**
 * A registration as it is now: original data where nothing changed, the value in force where a rettifica changed it, old
 * values beside it (art. 57). Never hides an annulled one.
 *
 * @throws Rifiuto `registrazione.non-trovata`
 */
export async function dettaglio(
  tx: Tx,
  ctx: Contesto,
  urlPubblico: string,
  chiave: { registro: string; anno: number; numero: number },
): Promise<Registrazione> {
  const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
  const rettifiche: RigaRettifica[] = await tx
    .selectFrom('rettifica')
    .selectAll()
    .where('registrazione_id', '=', r.id)
    .orderBy('edizione')
    .execute();
  const totali = await contaCorrispondenti(tx, r.id);
  const doc = await documenti(tx, r.id);
  const aperte = await tx
    .selectFrom('richiesta')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('registrazione_id', '=', r.id)
    .where('stato', '=', 'in-attesa')
    .executeTakeFirstOrThrow();
  const originaleMittente = r.protocollo_mittente_numero
    ? { numero: r.protocollo_mittente_numero, data: r.protocollo_mittente_data ?? undefined }
    : undefined;
  const originali = r.originali as Originale[];
  const percorsi = await percorsiUnita(tx, r.istante, [r.unita_id, r.unita_competente_id]);
  const datiSegnatura = r.segnatura_dati as DatiSegnatura;
  return {
    registro: r.registro_codice,
    anno: r.anno,
    numero: numeroASetteCifre(r.numero),
    dataRegistrazione: oraDiRoma(r.istante),
    stato: r.annullata ? 'annullata' : 'valida',
    flusso: r.flusso as Registrazione['flusso'],
    oggetto: r.oggetto_in_vigore,
    segnatura: r.segnatura,
    codiceBarre: codiceABarre(datiSegnatura),
    diciture: r.diciture,
    supporto: r.supporto,
    analogico: r.esemplare ? { esemplare: r.esemplare, unico: r.esemplare_unico ?? false } : undefined,
    mittenti: await corrispondenti(tx, r.id, 'mittente'),
    destinatari: await corrispondenti(tx, r.id, 'destinatario'),
    perConoscenza: await corrispondenti(tx, r.id, 'conoscenza'),
    totaleMittenti: totali.mittente ?? 0,
    totaleDestinatari: totali.destinatario ?? 0,
    totalePerConoscenza: totali.conoscenza ?? 0,
    protocolloMittente: ultimaRettifica(rettifiche, 'protocolloMittente', originaleMittente),
    dataArrivo: ultimaRettifica(
      rettifiche,
      'dataArrivo',
      r.data_arrivo ? oraDiRoma(r.data_arrivo) : undefined,
    ),
    documentoPrincipale: doc.principale,
    allegati: doc.allegati,
    allegatiDichiarati: r.allegati_dichiarati ?? undefined,
    mezzo: r.mezzo ?? undefined,
    numeroRaccomandata: r.numero_raccomandata ?? undefined,
    dataDocumento: r.data_documento ?? undefined,
    luogo: r.luogo ?? undefined,
    classificazione: r.voce_codice
      ? { codice: r.voce_codice, denominazione: r.voce_denominazione ?? '' }
      : undefined,
    unitaCompetente: r.uc_codice
      ? unitaDelGiorno(r.uc_codice, r.uc_denominazione ?? '', percorsi.get(r.unita_competente_id ?? ''))
      : undefined,
    rpa: r.rpa ?? undefined,
    note: r.note ?? undefined,
    originali,
    riservatezza: r.riservatezza as Riservatezza,
    datiParticolari: r.dati_particolari,
    datiGiudiziari: r.dati_giudiziari,
    garaFinoA: r.gara_fino_a ? oraDiRoma(r.gara_fino_a) : undefined,
    contenutoNonConsultabile: ostacoloAlContenuto(ctx, r)?.codice,
    collegamenti: await collegamenti(tx, ctx, r.id),
    annullamento: await annullamento(tx, r.id),
    rettifiche: rettifiche.map((x) => ({
      campo: x.campo,
      prima: x.prima,
      dopo: x.dopo,
      istante: oraDiRoma(x.istante),
      motivazione: x.motivazione,
      operatore: x.operatore,
    })),
    richiesteAperte: Number(aperte.n),
    avvisi: [
      ...(r.allegati_dichiarati !== null && r.allegati_dichiarati !== doc.allegati.length
        ? [`Allegati dichiarati ${r.allegati_dichiarati}, pervenuti ${doc.allegati.length}.`]
        : []),
      ...(r.registro_tipo === 'repertorio' && r.supporto === 'analogico' ? avvisiOriginali(originali) : []),
    ],
    operatore: r.operatore,
    unita: unitaDelGiorno(r.unita_codice, r.unita_denominazione, percorsi.get(r.unita_id)),
    versione: r.versione,
    urlVerifica: urlVerifica(urlPubblico, ctx.ente.codiceIpa, r.token),
    foglia: await fogliaRegistrata(tx, r.id),
    _links: collegamentiIpertestuali(r.registro_codice, r.anno, r.numero),
  };
}
