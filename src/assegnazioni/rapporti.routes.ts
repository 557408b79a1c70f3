import { Type } from 'typebox';
import type { FastifyReply } from 'fastify';
import { contestoDi } from '#autorizzazioni';
import type { Orologio } from '#platform/clock';
import { inLettura, type Db } from '#platform/db';
import type { App } from '#platform/http';
import { cartelle, cartelleCsv, cartellePdf } from './cartelle.ts';
import { Cartelle, FiltroCarta, FiltroTempi, Tempi } from './rapporti.schema.ts';
import { tempi, tempiCsv } from './tempi.ts';

const tags = ['Assegnazioni'];
const binario = (tipo: string, description: string) => ({
  produces: [tipo],
  response: { 200: { description, content: { [tipo]: { schema: Type.String({ format: 'binary' }) } } } },
});
const manda = (risposta: FastifyReply, tipo: string, nome: string, corpo: string | Uint8Array) =>
  risposta
    .type(tipo)
    .header(
      'content-disposition',
      `${tipo === 'application/pdf' ? 'inline' : 'attachment'}; filename="${nome}"`,
    )
    .send(typeof corpo === 'string' ? corpo : Buffer.from(corpo));

/** How long offices keep documents (RN-33.7), and the paper of a day Area by Area (RN-35.1d). */
export function rotteRapportiAssegnazioni(app: App, parti: { db: Db; orologio: Orologio }): void {
  const { db, orologio } = parti;

  app.get(
    '/assegnazioni/tempi',
    {
      config: { permesso: 'supervisione.consulta' },
      schema: {
        operationId: 'tempiDegliUffici',
        tags,
        summary: 'Giorni in cui ciascun ufficio ha tenuto i documenti di sua competenza',
        querystring: FiltroTempi,
        response: { 200: Tempi },
      },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => tempi(tx, richiesta.query)),
  );

  app.get(
    '/assegnazioni/tempi.csv',
    {
      config: { permesso: 'supervisione.consulta' },
      schema: {
        operationId: 'tempiDegliUfficiCsv',
        tags,
        summary: 'Gli stessi, in CSV',
        querystring: FiltroTempi,
        ...binario('text/csv', 'CSV con punto e virgola'),
      },
    },
    async (richiesta, risposta) => {
      const letti = await inLettura(db, contestoDi(richiesta).ente.id, (tx) => tempi(tx, richiesta.query));
      return manda(risposta, 'text/csv; charset=utf-8', 'tempi-degli-uffici.csv', tempiCsv(letti));
    },
  );

  app.get(
    '/assegnazioni/carta',
    {
      config: { permesso: 'assegnazione.assegna' },
      schema: {
        operationId: 'cartaDelGiorno',
        tags,
        summary: 'Carta smistata in un giorno, in una cartella per Area, con ciò che non è stato ritirato',
        querystring: FiltroCarta,
        response: { 200: Cartelle },
      },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => cartelle(tx, richiesta.query.giorno)),
  );

  app.get(
    '/assegnazioni/carta.csv',
    {
      config: { permesso: 'assegnazione.assegna' },
      schema: {
        operationId: 'cartaDelGiornoCsv',
        tags,
        summary: 'La stessa, in CSV',
        querystring: FiltroCarta,
        ...binario('text/csv', 'CSV con punto e virgola'),
      },
    },
    async (richiesta, risposta) => {
      const { giorno } = richiesta.query;
      const letta = await inLettura(db, contestoDi(richiesta).ente.id, (tx) => cartelle(tx, giorno));
      return manda(risposta, 'text/csv; charset=utf-8', `carta-${giorno}.csv`, cartelleCsv(letta));
    },
  );

  app.get(
    '/assegnazioni/carta.pdf',
    {
      config: { permesso: 'assegnazione.assegna' },
      schema: {
        operationId: 'cartaDelGiornoPdf',
        tags,
        summary: 'Elenchi da stampare, uno per Area, in PDF/A-1b',
        querystring: FiltroCarta,
        ...binario('application/pdf', 'Documento PDF'),
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { giorno } = richiesta.query;
      const letta = await inLettura(db, ctx.ente.id, (tx) => cartelle(tx, giorno));
      const pdf = await cartellePdf(ctx.ente.denominazione, orologio.adesso(), letta);
      return manda(risposta, 'application/pdf', `carta-${giorno}.pdf`, pdf);
    },
  );
}
