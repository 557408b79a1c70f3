import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { contestoDi, type Contesto } from '#autorizzazioni';
import { apriContenuto, type PartiDocumenti } from '#documenti';
import type { Orologio } from '#platform/clock';
import { inLettura, inTransazione, type Db, type Tx } from '#platform/db';
import { mandaFile, Rifiuto, type App } from '#platform/http';
import { traccia } from '#tracciamento';
import { elencaMese } from './elenca-mese.ts';
import { elencaModifiche } from './elenca-modifiche.ts';
import { elencaVoci } from './elenca-voci.ts';
import { findGiornaliero, type RigaGiornaliero } from './giornalieri.queries.ts';
import { leggiGiornata } from './leggi-giornata.ts';
import {
  ElencoModifiche,
  EsitoIntegrita,
  Giornaliero,
  MeseGiornalieri,
  PaginaVoci,
  ParametriGiorno,
} from './registro-giornaliero.schema.ts';
import {
  apriPdfPeriodo,
  csvPeriodo,
  scriviPdfPeriodo,
  trovaPeriodo,
  verificaStampa,
  type Periodo,
} from './periodo.ts';
import { verificaAccesso } from './verifica-accesso.ts';
import { verificaIntegrita } from './verifica-integrita.ts';

export type PartiRotteGiornaliero = PartiDocumenti & { db: Db; orologio: Orologio };

const tags = ['Registro giornaliero'];
const permesso = 'registro-giornaliero.consulta';
const GIORNO = '/registri-giornalieri/:registro/:giorno';
const cursore = { cursor: Type.Optional(Type.String({ maxLength: 200 })) };
const stretto = { additionalProperties: false };
const daAl = {
  dal: Type.String({ format: 'date', description: 'Primo giorno, compreso' }),
  al: Type.String({ format: 'date', description: 'Ultimo giorno, compreso' }),
};
const params = Type.Object({ registro: ParametriGiorno.properties.registro });
const binario = (tipo: string) => ({
  200: { description: 'Il file', content: { [tipo]: { schema: Type.String({ format: 'binary' }) } } },
});

/** The registri giornalieri: a month of them, what is in one, its files and whether they are still themselves; a register of any period. */
export function rotteRegistroGiornaliero(app: App, parti: PartiRotteGiornaliero): void {
  const { db } = parti;
  const conGiorno = <T>(
    richiesta: { params: { registro: string; giorno: string } },
    ctx: Contesto,
    azione: (tx: Tx, g: RigaGiornaliero) => Promise<T>,
  ): Promise<T> =>
    inLettura(db, ctx.ente.id, async (tx) =>
      azione(tx, await findGiornaliero(tx, richiesta.params.registro, richiesta.params.giorno)),
    );

  app.get(
    '/registri-giornalieri',
    {
      config: { permesso },
      schema: {
        operationId: 'elencoRegistriGiornalieri',
        tags,
        summary: 'Registri giornalieri di un mese',
        querystring: Type.Object(
          {
            mese: Type.String({ pattern: '^[2-9][0-9]{3}-(0[1-9]|1[0-2])$', description: 'AAAA-MM' }),
            registro: Type.Optional(Type.String({ maxLength: 16, default: 'PG' })),
          },
          stretto,
        ),
        response: { 200: MeseGiornalieri },
      },
    },
    async (richiesta) => {
      const { registro = 'PG', mese } = richiesta.query;
      return await inLettura(db, contestoDi(richiesta).ente.id, (tx) => elencaMese(tx, registro, mese));
    },
  );

  app.get(
    GIORNO,
    {
      config: { permesso },
      schema: {
        operationId: 'leggiRegistroGiornaliero',
        tags,
        summary: 'Registro giornaliero di un giorno',
        params: ParametriGiorno,
        response: { 200: Giornaliero },
      },
    },
    async (richiesta) => await conGiorno(richiesta, contestoDi(richiesta), async (_tx, g) => g),
  );

  app.get(
    `${GIORNO}/registrazioni`,
    {
      config: { permesso },
      schema: {
        operationId: 'registrazioniDelGiorno',
        tags,
        summary: 'Registrazioni del giorno, in ordine di numero, fra quelle che chi chiede può vedere',
        params: ParametriGiorno,
        querystring: Type.Object(cursore, stretto),
        response: { 200: PaginaVoci },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await conGiorno(richiesta, ctx, (tx, g) => elencaVoci(tx, ctx, g, richiesta.query.cursor));
    },
  );

  app.get(
    `${GIORNO}/modifiche`,
    {
      config: { permesso },
      schema: {
        operationId: 'modificheDelGiorno',
        tags,
        summary: 'Annullamenti e modifiche di registrazioni di giorni precedenti fatti quel giorno',
        params: ParametriGiorno,
        response: { 200: ElencoModifiche },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await conGiorno(richiesta, ctx, (tx, g) => elencaModifiche(tx, ctx, g));
    },
  );

  for (const [estensione, tipo, di] of [
    ['pdf', 'application/pdf', 'Pdf'],
    ['xml', 'application/xml', 'Xml'],
  ] as const)
    app.get(
      `${GIORNO}/registro.${estensione}`,
      {
        config: { permesso },
        schema: {
          operationId: `registroGiornaliero${di}`,
          tags,
          summary: `Il registro giornaliero conservato, in ${estensione.toUpperCase()}`,
          params: ParametriGiorno,
          produces: [tipo],
          response: binario(tipo),
        },
      },
      async (richiesta, risposta) => {
        const ctx = contestoDi(richiesta);
        const { g, documento } = await conGiorno(richiesta, ctx, async (tx, trovato) => {
          await verificaAccesso(tx, ctx, trovato);
          const id = trovato[`documento${di}`];
          const letto = await tx
            .selectFrom('documento')
            .select(['impronta', 'dimensione'])
            .where('id', '=', id)
            .executeTakeFirstOrThrow();
          return { g: trovato, documento: letto };
        });
        const corpo = await apriContenuto(parti, ctx.ente.id, documento);
        await inTransazione(db, ctx.ente.id, (tx) =>
          traccia(
            tx,
            ctx,
            'registro-giornaliero.letto',
            { tipo: 'registro-giornaliero', id: g.id },
            { giorno: g.giorno, file: estensione },
          ),
        );
        const disposizione = estensione === 'pdf' ? 'inline' : 'attachment';
        return await mandaFile(
          risposta,
          tipo,
          `${disposizione}; filename="${g.identificativo}.${estensione}"`,
          corpo,
        );
      },
    );

  app.post(
    `${GIORNO}/verifica`,
    {
      config: { permesso },
      schema: {
        operationId: 'verificaRegistroGiornaliero',
        tags,
        summary: 'Rilegge i due file e ne confronta le impronte',
        params: ParametriGiorno,
        response: { 200: EsitoIntegrita },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const g = await conGiorno(richiesta, ctx, async (_tx, trovato) => trovato);
      return await verificaIntegrita(parti, ctx, g);
    },
  );

  app.get(
    '/registri-periodo/:registro',
    {
      config: { permesso },
      schema: {
        operationId: 'registroDelPeriodo',
        tags,
        summary: 'Registrazioni di un periodo, in ordine di numero',
        description: 'Anche di oggi, anche di un anno: fra quelle che chi chiede può vedere.',
        params,
        querystring: Type.Object({ ...daAl, ...cursore }, stretto),
        response: { 200: PaginaVoci },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { dal, al, cursor } = richiesta.query;
      return await inLettura(db, ctx.ente.id, async (tx) =>
        elencaVoci(tx, ctx, await trovaPeriodo(tx, richiesta.params.registro, dal, al), cursor),
      );
    },
  );

  app.get(
    '/registri-periodo/:registro/stampa.pdf',
    {
      config: { permesso },
      schema: {
        operationId: 'stampaPeriodoPdf',
        tags,
        summary: 'Registro di un periodo, o dell’anno, in PDF/A-1b',
        params,
        querystring: Type.Object(daAl, stretto),
        produces: ['application/pdf'],
        response: binario('application/pdf'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      verificaStampa(ctx);
      const p = await inLettura(db, ctx.ente.id, (tx) =>
        trovaPeriodo(tx, richiesta.params.registro, richiesta.query.dal, richiesta.query.al),
      );
      const foglio = await apriPdfPeriodo(ctx, p, parti.orologio.adesso());
      // Who goes away in the middle stops the printing, and nothing else.
      scriviPdfPeriodo(foglio, ctx, leggiGiornata(db, ctx.ente.id, p)).catch((errore: unknown) => {
        if (!foglio.bytes.destroyed) foglio.bytes.destroy(errore as Error);
      });
      return await mandaFile(
        risposta,
        'application/pdf',
        `inline; filename="${nomePeriodo(p)}.pdf"`,
        foglio.bytes,
      );
    },
  );

  app.get(
    '/registri-periodo/:registro/stampa.csv',
    {
      config: { permesso },
      schema: {
        operationId: 'stampaPeriodoCsv',
        tags,
        summary: 'Registro di un periodo, o dell’anno, in CSV',
        params,
        querystring: Type.Object(daAl, stretto),
        produces: ['text/csv'],
        response: binario('text/csv'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      verificaStampa(ctx);
      const p = await inLettura(db, ctx.ente.id, (tx) =>
        trovaPeriodo(tx, richiesta.params.registro, richiesta.query.dal, richiesta.query.al),
      );
      const csv = Readable.from(csvPeriodo(ctx, leggiGiornata(db, ctx.ente.id, p)));
      return await mandaFile(
        risposta,
        'text/csv; charset=utf-8',
        `attachment; filename="${nomePeriodo(p)}.csv"`,
        csv,
      );
    },
  );
}

const nomePeriodo = (p: Periodo): string => `registro-${p.codice}-${p.dal}-${p.al}`;

const schemi: Record<string, string> = {
  'registro-giornaliero-1.xsd': readFileSync(
    new URL('./registro-giornaliero-1.xsd', import.meta.url),
    'utf8',
  ),
};

/** The schema of the XML, for whoever reads one: outside the API, without a session. */
export function rotteSchemi(app: App): void {
  app.get(
    '/schemi/:nome',
    {
      config: { permesso: 'pubblico', rateLimit: { max: 60, timeWindow: '1 minute' } },
      schema: { hide: true, params: Type.Object({ nome: Type.String({ maxLength: 60 }) }) },
    },
    async (richiesta, risposta) => {
      const schema = schemi[richiesta.params.nome];
      if (schema === undefined)
        throw new Rifiuto({
          codice: 'schema.non-trovato',
          categoria: 'nonTrovato',
          dettaglio: 'Questo schema non c’è.',
        });
      return await risposta.type('application/xml; charset=utf-8').send(schema);
    },
  );
}
