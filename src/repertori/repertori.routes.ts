import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { contestoDi, vedeTutto, type Contesto } from '#autorizzazioni';
import type { Orologio } from '#platform/clock';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, mandaFile, Rifiuto, type App } from '#platform/http';
import { annoDiRoma } from './anno-di-roma.ts';
import { creaRepertorio } from './crea-repertorio.ts';
import { modificaRepertorio } from './modifica-repertorio.ts';
import { nonTrovato, nonValido } from './repertori.errors.ts';
import { findRepertori, findRepertorio } from './repertori.queries.ts';
import { ElencoRepertori, ModificaRepertorio, NuovoRepertorio, Repertorio } from './repertori.schema.ts';
import {
  misuraTratto,
  righeRepertorio,
  volume,
  VOCI_PER_VOLUME,
  type TrattoRepertorio,
} from './righe-stampa.ts';
import { csvRepertorio } from './stampa-csv.ts';
import { pdfRepertorio } from './stampa-pdf.ts';

const tags = ['Repertori'];
const params = Type.Object({ codice: Type.String({ maxLength: 16, description: 'Codice del repertorio' }) });
const querystring = Type.Object(
  {
    anno: Type.Optional(
      Type.Integer({
        format: 'int32',
        minimum: 2000,
        maximum: 9999,
        description: 'Se manca: l’anno in corso, o tutti gli anni se la numerazione è continua',
      }),
    ),
  },
  { additionalProperties: false },
);

const inVolumi = Type.Object(
  {
    ...querystring.properties,
    volume: Type.Optional(
      Type.Integer({
        format: 'int32',
        minimum: 1,
        maximum: 100_000,
        default: 1,
        description: `Oltre ${VOCI_PER_VOLUME.toLocaleString('it-IT')} registrazioni il repertorio è stampato in volumi`,
      }),
    ),
  },
  { additionalProperties: false },
);

type Stampa = { repertorio: Repertorio; anno: number | null; tratto: TrattoRepertorio; nome: string };

/** Registri particolari (RN-39): list, make, change, print. Their entries are at `/registri/{codice}/registrazioni`. */
export function rotteRepertori(app: App, parti: { db: Db; orologio: Orologio }): void {
  const { db, orologio } = parti;
  const leggi = (ctx: Contesto, codice: string): Promise<Repertorio> =>
    inLettura(db, ctx.ente.id, (tx) => findRepertorio(tx, ctx, annoDiRoma(orologio.adesso()), codice));

  async function preparaStampa(ctx: Contesto, codice: string, chiesto: number | undefined): Promise<Stampa> {
    if (!vedeTutto(ctx))
      throw new Rifiuto({
        codice: 'repertorio.stampa-intera',
        categoria: 'nonAmmesso',
        dettaglio:
          'La stampa è dell’intero repertorio: questo incarico vede solo i documenti del suo ufficio.',
      });
    const repertorio = await leggi(ctx, codice);
    const anno = chiesto ?? (repertorio.numerazione === 'continua' ? null : annoDiRoma(orologio.adesso()));
    const registro = await inLettura(db, ctx.ente.id, (tx) =>
      tx.selectFrom('registro').select('id').where('codice', '=', codice).executeTakeFirst(),
    );
    if (!registro) throw nonTrovato(codice);
    const tratto = await misuraTratto(db, ctx.ente.id, registro.id, anno);
    return { repertorio, anno, tratto, nome: `repertorio-${codice}${anno === null ? '' : `-${anno}`}` };
  }

  app.get(
    '/repertori',
    {
      config: { permesso: 'repertorio.consulta' },
      schema: {
        operationId: 'elencoRepertori',
        tags,
        summary: 'Repertori dell’ente',
        description: 'Quelli dell’art. 39 del manuale, nel suo ordine, poi quelli dell’ente.',
        response: { 200: ElencoRepertori },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const items = await inLettura(db, ctx.ente.id, (tx) =>
        findRepertori(tx, ctx, annoDiRoma(orologio.adesso())),
      );
      return { items };
    },
  );

  app.post(
    '/repertori',
    {
      config: { permesso: 'repertorio.gestisce' },
      schema: {
        operationId: 'creaRepertorio',
        tags,
        summary: 'Istituisce un repertorio dell’ente',
        body: NuovoRepertorio,
        response: { 201: Repertorio },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await creaRepertorio(tx, ctx, richiesta.body);
        const { codice } = richiesta.body;
        return {
          posizione: `/api/v1/repertori/${codice}`,
          corpo: await findRepertorio(tx, ctx, annoDiRoma(orologio.adesso()), codice),
        };
      });
    },
  );

  app.get(
    '/repertori/:codice',
    {
      config: { permesso: 'repertorio.consulta' },
      schema: {
        operationId: 'leggiRepertorio',
        tags,
        summary: 'Legge un repertorio',
        params,
        response: { 200: Repertorio },
      },
    },
    async (richiesta) => await leggi(contestoDi(richiesta), richiesta.params.codice),
  );

  app.patch(
    '/repertori/:codice',
    {
      config: { permesso: 'repertorio.gestisce' },
      schema: {
        operationId: 'modificaRepertorio',
        tags,
        summary: 'Modifica, chiude o riapre un repertorio',
        description: 'Codice e numerazione non cambiano; le registrazioni non si toccano.',
        consumes: ['application/merge-patch+json'],
        params,
        body: ModificaRepertorio,
        response: { 200: Repertorio },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { codice } = richiesta.params;
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await modificaRepertorio(tx, ctx, orologio.adesso(), codice, richiesta.body);
        return await findRepertorio(tx, ctx, annoDiRoma(orologio.adesso()), codice);
      });
    },
  );

  app.get(
    '/repertori/:codice/stampa.csv',
    {
      config: { permesso: 'repertorio.consulta' },
      schema: {
        operationId: 'stampaRepertorioCsv',
        tags,
        summary: 'Repertorio di un anno in CSV',
        params,
        querystring,
        produces: ['text/csv'],
        response: {
          200: {
            description: 'UTF-8, separato da punto e virgola',
            content: { 'text/csv': { schema: Type.String() } },
          },
        },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { tratto, nome } = await preparaStampa(ctx, richiesta.params.codice, richiesta.query.anno);
      const csv = Readable.from(csvRepertorio(righeRepertorio(db, ctx.ente.id, tratto)));
      return await mandaFile(risposta, 'text/csv; charset=utf-8', `attachment; filename="${nome}.csv"`, csv);
    },
  );

  app.get(
    '/repertori/:codice/stampa.pdf',
    {
      config: { permesso: 'repertorio.consulta' },
      schema: {
        operationId: 'stampaRepertorioPdf',
        tags,
        summary: 'Repertorio di un anno in PDF/A-1b',
        params,
        querystring: inVolumi,
        produces: ['application/pdf'],
        response: {
          200: {
            description: 'Documento PDF',
            content: { 'application/pdf': { schema: Type.String({ format: 'binary' }) } },
          },
        },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { repertorio, anno, tratto, nome } = await preparaStampa(
        ctx,
        richiesta.params.codice,
        richiesta.query.anno,
      );
      const quale = volume(tratto, richiesta.query.volume ?? 1);
      if (!quale) throw nonValido('volume-inesistente', 'volume', 'Il repertorio non ha tanti volumi.');
      const pdf = await pdfRepertorio(
        {
          ente: ctx.ente.denominazione,
          codice: repertorio.codice,
          denominazione: repertorio.denominazione,
          anno,
          quante: quale.tratto.ultimo - quale.tratto.primo + 1,
          volume: quale,
          adesso: orologio.adesso(),
        },
        righeRepertorio(db, ctx.ente.id, quale.tratto),
      );
      return await mandaFile(
        risposta,
        'application/pdf',
        `inline; filename="${nome}${quale.quanti > 1 ? `-vol${quale.numero}` : ''}.pdf"`,
        Buffer.from(pdf),
      );
    },
  );
}
