import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { leggiContenuto, type PartiDocumenti } from '#documenti';
import { inLettura } from '#platform/db';
import { Rifiuto, type App } from '#platform/http';
import { codiceABarre, etichettaPdf, etichettaZpl, numeroASetteCifre, ricevutaPdf, timbra } from '#segnatura';
import { verificaContenuto } from './contenuto-consultabile.ts';
import { dettaglio } from './dettaglio.ts';
import { estrattoPdf } from './estratto-pdf.ts';
import { invia } from './invia.ts';
import { leggiTracciando } from './leggi-riservato.ts';
import { trovaRegistrazione } from './registrazione.queries.ts';
import { ParametriRegistrazione, REGISTRAZIONE, type PartiRegistrazione } from './rotte-comuni.ts';
import { storia } from './storia.ts';
import { leggiDatiRicevuta, leggiDatiStampa } from './stampe.ts';

const tags = ['Segnatura e ricevuta'];
const PDF_MASSIMO = 100 * 1024 * 1024;

const Pdf = {
  description: 'Documento PDF',
  content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } },
};

/** Segnatura, label, ricevuta and stamped courtesy copy, made on request from what the registering transaction fixed. */
export function rotteStampe(app: App, parti: PartiRegistrazione & PartiDocumenti): void {
  const permesso = 'registrazione.consulta';

  app.get(
    `${REGISTRAZIONE}/segnatura`,
    {
      config: { permesso },
      schema: {
        operationId: 'segnaturaRegistrazione',
        tags,
        summary: 'Segnatura di protocollo',
        params: ParametriRegistrazione,
        response: {
          200: Type.Object({
            segnatura: Type.String(),
            impronta: Type.String({ description: 'SHA-256 della segnatura' }),
            codiceBarre: Type.String(),
            urlVerifica: Type.String(),
            dati: Type.Unknown(),
          }),
        },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(parti.db, ctx.ente.id, async (tx) => {
        const { registro, anno, numero } = richiesta.params;
        const r = await trovaRegistrazione(tx, ctx, registro, anno, numero);
        const stampa = await leggiDatiStampa(tx, ctx, parti.urlPubblico, richiesta.params);
        return {
          segnatura: r.segnatura,
          impronta: r.impronta_segnatura,
          codiceBarre: codiceABarre(stampa.segnatura),
          urlVerifica: stampa.urlVerifica,
          dati: stampa.segnatura,
        };
      });
    },
  );

  app.get(
    `${REGISTRAZIONE}/etichetta.pdf`,
    {
      config: { permesso },
      schema: {
        operationId: 'etichettaPdf',
        tags,
        summary: 'Etichetta adesiva in PDF, a grandezza naturale',
        params: ParametriRegistrazione,
        querystring: Type.Object({
          formato: Type.Optional(
            Type.Union([Type.Literal('62x29'), Type.Literal('a4')], { default: '62x29' }),
          ),
          posizione: Type.Optional(
            Type.Integer({
              format: 'int32',
              minimum: 1,
              maximum: 240,
              default: 1,
              description: 'Prima casella libera del foglio A4',
            }),
          ),
          copie: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 240, default: 1 })),
        }),
        produces: ['application/pdf'],
        response: { 200: Pdf },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const stampa = await inLettura(parti.db, ctx.ente.id, (tx) =>
        leggiDatiStampa(tx, ctx, parti.urlPubblico, richiesta.params),
      );
      const { formato = '62x29', posizione, copie } = richiesta.query;
      const pdf = await etichettaPdf(stampa.segnatura, {
        formato,
        posizione,
        copie,
        urlVerifica: stampa.urlVerifica,
      });
      return invia(risposta, 'application/pdf', `etichetta-${nome(richiesta.params)}.pdf`, pdf);
    },
  );

  app.get(
    `${REGISTRAZIONE}/etichetta.zpl`,
    {
      config: { permesso },
      schema: {
        operationId: 'etichettaZpl',
        tags,
        summary: 'Etichetta per stampanti termiche (ZPL)',
        params: ParametriRegistrazione,
        querystring: Type.Object({
          dpi: Type.Optional(
            Type.Integer({
              format: 'int32',
              enum: [203, 300],
              default: 203,
              description: 'Punti per pollice della stampante',
            }),
          ),
          copie: Type.Optional(Type.Integer({ format: 'int32', minimum: 1, maximum: 240, default: 1 })),
        }),
        produces: ['application/zpl'],
        response: {
          200: {
            description: 'Comandi ZPL II, UTF-8',
            content: { 'application/zpl': { schema: Type.String() } },
          },
        },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const stampa = await inLettura(parti.db, ctx.ente.id, (tx) =>
        leggiDatiStampa(tx, ctx, parti.urlPubblico, richiesta.params),
      );
      const { dpi, copie } = richiesta.query;
      const zpl = await etichettaZpl(stampa.segnatura, {
        dpi: dpi === 300 ? 300 : 203,
        copie,
        urlVerifica: stampa.urlVerifica,
      });
      return invia(
        risposta,
        'application/zpl; charset=utf-8',
        `etichetta-${nome(richiesta.params)}.zpl`,
        zpl,
      );
    },
  );

  app.get(
    `${REGISTRAZIONE}/ricevuta.pdf`,
    {
      config: { permesso },
      schema: {
        operationId: 'ricevutaPdf',
        tags,
        summary: 'Ricevuta di protocollazione (PDF/A-1b)',
        params: ParametriRegistrazione,
        produces: ['application/pdf'],
        response: { 200: Pdf },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const dati = await leggiTracciando(parti.db, ctx, richiesta.params, 'ricevuta', (tx) =>
        leggiDatiRicevuta(tx, ctx, parti.urlPubblico, richiesta.params),
      );
      return invia(
        risposta,
        'application/pdf',
        `ricevuta-${nome(richiesta.params)}.pdf`,
        await ricevutaPdf(dati),
      );
    },
  );

  app.get(
    `${REGISTRAZIONE}/estratto.pdf`,
    {
      config: { permesso },
      schema: {
        operationId: 'estrattoPdf',
        tags,
        summary: 'Estratto del registro (PDF/A-1b): tutti i dati, la storia e le impronte',
        params: ParametriRegistrazione,
        produces: ['application/pdf'],
        response: { 200: Pdf },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { params } = richiesta;
      const dati = await leggiTracciando(parti.db, ctx, params, 'estratto', async (tx) => ({
        registrazione: await dettaglio(tx, ctx, parti.urlPubblico, params),
        ricevuta: await leggiDatiRicevuta(tx, ctx, parti.urlPubblico, params),
        storia: await storia(tx, ctx, params),
      }));
      const pdf = await estrattoPdf({ ...dati, chi: ctx.attore, adesso: parti.orologio.adesso() });
      return invia(risposta, 'application/pdf', `estratto-${nome(params)}.pdf`, pdf);
    },
  );

  app.get(
    `${REGISTRAZIONE}/documenti/:id/timbrato.pdf`,
    {
      config: { permesso },
      schema: {
        operationId: 'copiaTimbrata',
        tags,
        summary: 'Copia di cortesia di un PDF con il timbro di protocollo',
        description: 'L’originale resta identico al byte.',
        params: Type.Object({ ...ParametriRegistrazione.properties, id: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object({
          posizione: Type.Optional(
            Type.Union(
              [
                Type.Literal('alto-destra'),
                Type.Literal('alto-sinistra'),
                Type.Literal('basso-destra'),
                Type.Literal('basso-sinistra'),
              ],
              { default: 'alto-destra' },
            ),
          ),
          pagina: Type.Optional(
            Type.Union([Type.Literal('prima'), Type.Literal('tutte')], { default: 'prima' }),
          ),
        }),
        produces: ['application/pdf'],
        response: { 200: Pdf },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { id, ...chiave } = richiesta.params;
      const { stampa, documento } = await leggiTracciando(
        parti.db,
        ctx,
        chiave,
        'copia timbrata',
        async (tx) => {
          const r = await trovaRegistrazione(tx, ctx, chiave.registro, chiave.anno, chiave.numero);
          verificaContenuto(ctx, r);
          const d = await tx
            .selectFrom('registrazione_documento')
            .selectAll()
            .where('registrazione_id', '=', r.id)
            .where('documento_id', '=', id)
            .executeTakeFirst();
          return { stampa: await leggiDatiStampa(tx, ctx, parti.urlPubblico, chiave), documento: d };
        },
      );
      verificaTimbrabile(documento);
      const originale = await leggiContenuto(parti, ctx.ente.id, documento);
      const { posizione = 'alto-destra', pagina = 'prima' } = richiesta.query;
      const copia = await timbra(originale, stampa.segnatura, {
        posizione,
        pagina: pagina === 'tutte' ? 'tutte' : 1,
        urlVerifica: stampa.urlVerifica,
      });
      void risposta.header('Posizione-Timbro', copia.posizioneUsata);
      return invia(risposta, 'application/pdf', `timbrato-${nome(chiave)}.pdf`, copia.pdf);
    },
  );
}

function nome(chiave: { registro: string; anno: number; numero: number }): string {
  return `${chiave.registro}-${chiave.anno}-${numeroASetteCifre(chiave.numero)}`;
}

type DocumentoDiRegistrazione = {
  impronta: string | null;
  formato: string | null;
  dimensione: number | null;
};

function verificaTimbrabile(
  d: DocumentoDiRegistrazione | undefined,
): asserts d is DocumentoDiRegistrazione & { impronta: string; dimensione: number } {
  if (!d?.impronta)
    throw new Rifiuto({
      codice: 'documenti.non-trovato',
      categoria: 'nonTrovato',
      dettaglio: 'Il documento non è di questa registrazione.',
    });
  if (d.formato !== 'application/pdf')
    throw new Rifiuto({
      codice: 'segnatura.non-pdf',
      categoria: 'nonValido',
      dettaglio: 'Solo un PDF può avere la copia timbrata: per gli altri documenti c’è l’etichetta.',
    });
  if ((d.dimensione ?? 0) > PDF_MASSIMO)
    throw new Rifiuto({
      codice: 'segnatura.pdf-troppo-grande',
      categoria: 'nonValido',
      dettaglio: 'Il PDF supera i 100 MB: la copia timbrata non è disponibile.',
    });
}
