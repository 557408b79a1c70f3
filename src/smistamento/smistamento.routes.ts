import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { inLettura, inTransazione, type Db } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { elencaRegole } from './elenca-regole.ts';
import { proponiSmistamento } from './proponi.ts';
import { prova } from './prova.ts';
import { riordina } from './riordina.ts';
import { aggiungiRegola, riscriviRegola, togliRegola } from './scrivi-regola.ts';
import {
  DomandaSmistamento,
  ElencoRegole,
  EsitoProva,
  NuovaRegola,
  OrdineRegole,
  RegolaRiscritta,
  RegolaSmistamento,
  RichiestaProva,
  SmistamentoProposto,
} from './smistamento.schema.ts';

const tags = ['Smistamento'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Regola' }) });

/** The rules of smistamento, what they propose, and what they would have done. */
export function rotteSmistamento(app: App, parti: { db: Db }): void {
  const { db } = parti;

  app.get(
    '/regole-smistamento',
    {
      schema: {
        operationId: 'elencaRegoleSmistamento',
        tags,
        summary: 'Regole di smistamento, nell’ordine in cui si provano',
        response: { 200: ElencoRegole },
      },
      config: { permesso: 'assegnazione.regole' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, elencaRegole),
  );

  app.post(
    '/regole-smistamento',
    {
      schema: {
        operationId: 'aggiungiRegolaSmistamento',
        tags,
        summary: 'Aggiunge una regola, dopo le altre',
        body: NuovaRegola,
        response: { 201: RegolaSmistamento },
      },
      config: { permesso: 'assegnazione.regole' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const regola = await aggiungiRegola(tx, ctx, richiesta.body);
        return { posizione: `/api/v1/regole-smistamento/${regola.id}`, corpo: regola };
      });
    },
  );

  app.put(
    '/regole-smistamento/:id',
    {
      schema: {
        operationId: 'riscriviRegolaSmistamento',
        tags,
        summary: 'Riscrive una regola',
        params,
        body: RegolaRiscritta,
        response: { 200: RegolaSmistamento },
      },
      config: { permesso: 'assegnazione.regole' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        riscriviRegola(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );

  app.delete(
    '/regole-smistamento/:id',
    {
      schema: {
        operationId: 'togliRegolaSmistamento',
        tags,
        summary: 'Toglie una regola',
        params,
        response: { 204: Type.Null({ description: 'Fatto' }) },
      },
      config: { permesso: 'assegnazione.regole' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      await inTransazione(db, ctx.ente.id, (tx) => togliRegola(tx, ctx, richiesta.params.id));
      return risposta.code(204).send(null);
    },
  );

  app.put(
    '/regole-smistamento/ordine',
    {
      schema: {
        operationId: 'riordinaRegoleSmistamento',
        tags,
        summary: 'Stabilisce l’ordine in cui le regole si provano',
        body: OrdineRegole,
        response: { 200: ElencoRegole },
      },
      config: { permesso: 'assegnazione.regole' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) => riordina(tx, ctx, richiesta.body.regole));
    },
  );

  app.post(
    '/regole-smistamento/prova',
    {
      schema: {
        operationId: 'provaRegoleSmistamento',
        tags,
        summary: 'Prova una regola, o tutte quelle in vigore, sui documenti già arrivati',
        description:
          'Confronta l’ufficio che le regole avrebbero indicato con quello che ha il documento. Legge al massimo i 20.000 documenti più recenti del periodo, fra quelli che chi chiede può vedere; i riservati restano fuori. Non scrive nulla.',
        body: RichiestaProva,
        response: { 200: EsitoProva },
      },
      config: { permesso: 'assegnazione.regole' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => prova(tx, ctx, richiesta.body));
    },
  );

  app.get(
    '/regole-smistamento/proposta',
    {
      schema: {
        operationId: 'proponiSmistamento',
        tags,
        summary: 'A chi le regole smisterebbero il documento in arrivo che si sta registrando',
        description: 'Nulla viene applicato da sé: chi registra sceglie.',
        querystring: DomandaSmistamento,
        response: { 200: SmistamentoProposto },
      },
      config: { permesso: 'suggerimento.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => proponiSmistamento(tx, richiesta.query)),
  );
}
