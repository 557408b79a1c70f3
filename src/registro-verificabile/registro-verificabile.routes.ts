import { sql } from 'kysely';
import { contestoDi, type Contesto } from '#autorizzazioni';
import { oraDiRoma } from '#platform/clock';
import { inLettura, type Db, type Tx } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import type { Vault } from '#platform/vault';
import { ruotaChiave } from './chiavi.ts';
import { componiConsistenza, componiProva, testaFirmata } from './componi-prova.ts';
import { conflitto, nonTrovato } from './registro-verificabile.errors.ts';
import {
  DellaRegistrazione,
  DellaTesta,
  DelRegistro,
  ElencoChiavi,
  ElencoStati,
  ElencoTeste,
  FiltroConsistenza,
  FiltroTeste,
  NuovaVerifica,
  ProvaConsistenza,
  ProvaInclusione,
  TestaFirmata,
  Verifica,
  type ChiaveDiFirma,
} from './registro-verificabile.schema.ts';
import { statoRegistri } from './stato-registri.ts';
import { elencaTeste, leggiTesta } from './teste.queries.ts';
import { chiediVerifica } from './verifiche.ts';

const tags = ['Registro verificabile'];
const LIMITE = 50;

async function registroDi(tx: Tx, codice: string): Promise<{ id: string; codice: string }> {
  const trovato = await tx
    .selectFrom('registro')
    .select(['id', 'codice'])
    .where('codice', '=', codice)
    .executeTakeFirst();
  if (!trovato) throw nonTrovato('registro-non-trovato', `Il registro «${codice}» non esiste.`);
  return trovato;
}

async function chiavi(tx: Tx): Promise<ChiaveDiFirma[]> {
  const { rows } = await sql<{
    progressivo: number;
    impronta: string;
    pubblica: Buffer;
    creata_il: Date;
    ritirata_il: Date | null;
    teste: number;
  }>`SELECT c.progressivo, encode(c.impronta, 'hex') AS impronta, c.pubblica, c.creata_il, c.ritirata_il,
      (SELECT count(*)::int FROM testa t WHERE t.chiave_id = c.id) AS teste
    FROM chiave_firma c ORDER BY c.progressivo DESC`.execute(tx);
  return rows.map((c) => ({
    progressivo: c.progressivo,
    impronta: c.impronta,
    chiave: c.pubblica.toString('base64'),
    creataIl: oraDiRoma(c.creata_il),
    ...(c.ritirata_il && { ritirataIl: oraDiRoma(c.ritirata_il) }),
    teste: c.teste,
  }));
}

/** State of the registers, heads, proofs, keys. Nothing of what is registered is among them. */
export function rotteRegistroVerificabile(
  app: App,
  parti: { db: Db; vault: Vault; marche: boolean; verificaGiorni: number },
): void {
  const leggi = <T>(ctx: Contesto, azione: (tx: Tx) => Promise<T>): Promise<T> =>
    inLettura(parti.db, ctx.ente.id, azione);

  app.get(
    '/stato-registri',
    {
      schema: {
        operationId: 'statoRegistri',
        tags,
        summary: 'Stato dei registri: numeri, ultima testa firmata, ultima verifica',
        response: { 200: ElencoStati },
      },
      config: { permesso: 'registro.stato' },
    },
    async (richiesta) => ({
      items: await leggi(contestoDi(richiesta), statoRegistri),
      marche: parti.marche,
      verificaGiorni: parti.verificaGiorni,
    }),
  );

  app.get(
    '/registri/:registro/teste',
    {
      schema: {
        operationId: 'elencoTeste',
        tags,
        summary: 'Teste firmate di un registro, dalla più recente',
        params: DelRegistro,
        querystring: FiltroTeste,
        response: { 200: ElencoTeste },
      },
      config: { permesso: 'registro.stato' },
    },
    async (richiesta) => {
      const { limite = LIMITE, prima } = richiesta.query;
      return await leggi(contestoDi(richiesta), async (tx) => {
        const { id } = await registroDi(tx, richiesta.params.registro);
        const teste = await elencaTeste(tx, id, limite, prima);
        const items: TestaFirmata[] = [];
        for (const t of teste) items.push(await testaFirmata(tx, id, t));
        return { items, ...(items.length === limite && { prima: items.at(-1)?.dimensione }) };
      });
    },
  );

  app.get(
    '/registri/:registro/teste/:dimensione',
    {
      schema: {
        operationId: 'leggiTesta',
        tags,
        summary: 'La testa firmata di una certa dimensione',
        params: DellaTesta,
        response: { 200: TestaFirmata },
      },
      config: { permesso: 'registro.stato' },
    },
    async (richiesta) => {
      const { registro, dimensione } = richiesta.params;
      return await leggi(contestoDi(richiesta), async (tx) => {
        const { id } = await registroDi(tx, registro);
        const testa = await leggiTesta(tx, id, dimensione);
        if (!testa)
          throw nonTrovato(
            'testa-non-trovata',
            `Il registro «${registro}» non ha una testa di ${dimensione} foglie.`,
          );
        return await testaFirmata(tx, id, testa);
      });
    },
  );

  app.get(
    '/registri/:registro/consistenza',
    {
      schema: {
        operationId: 'provaConsistenza',
        tags,
        summary: 'Prova che fra due teste nulla di ciò che c’era è cambiato',
        params: DelRegistro,
        querystring: FiltroConsistenza,
        response: { 200: ProvaConsistenza },
      },
      config: { permesso: 'registro.stato' },
    },
    async (richiesta) => {
      const { da, a } = richiesta.query;
      return await leggi(contestoDi(richiesta), async (tx) =>
        componiConsistenza(tx, (await registroDi(tx, richiesta.params.registro)).id, da, a),
      );
    },
  );

  app.get(
    '/registri/:registro/registrazioni/:anno/:numero/prova',
    {
      schema: {
        operationId: 'provaInclusione',
        tags,
        summary: 'Prova che una registrazione è nel registro firmato',
        description: 'Dopo la chiusura del giorno; prima, 409.',
        params: DellaRegistrazione,
        response: { 200: ProvaInclusione },
      },
      config: { permesso: 'registro.stato' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const { registro: codice, anno, numero } = richiesta.params;
      return await leggi(ctx, async (tx) => {
        const registro = await registroDi(tx, codice);
        const foglia = await fogliaDi(tx, registro.id, anno, numero);
        const prova = await componiProva(tx, { ...registro, codiceIpa: ctx.ente.codiceIpa }, foglia);
        if (!prova)
          throw conflitto(
            'non-ancora-firmata',
            'La registrazione sarà nel registro firmato dopo la chiusura del giorno.',
          );
        return prova;
      });
    },
  );

  app.post(
    '/registri/:registro/verifiche',
    {
      schema: {
        operationId: 'chiediVerificaRegistro',
        tags,
        summary: 'Verifica ora un registro, dalla prima foglia all’ultima',
        description: 'La verifica è un lavoro in differita: come procede è nello stato dei registri.',
        params: DelRegistro,
        body: NuovaVerifica,
        response: { 201: Verifica },
      },
      config: { permesso: 'registro.verifica' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const registro = await registroDi(tx, richiesta.params.registro);
        const corpo = await chiediVerifica(tx, ctx, registro, richiesta.body.ancheFile ?? false);
        return { corpo, posizione: '/api/v1/stato-registri' };
      });
    },
  );

  app.get(
    '/chiavi-firma',
    {
      schema: {
        operationId: 'elencoChiaviFirma',
        tags,
        summary: 'Chiavi con cui l’ente firma i suoi registri, dalla più recente',
        response: { 200: ElencoChiavi },
      },
      config: { permesso: 'registro.stato' },
    },
    async (richiesta) => ({ items: await leggi(contestoDi(richiesta), chiavi) }),
  );

  app.post(
    '/chiavi-firma',
    {
      schema: {
        operationId: 'sostituisciChiaveFirma',
        tags,
        summary: 'Sostituisce la chiave di firma',
        description:
          'La vecchia firma la nuova, poi non firma più. Ogni registro annuncia la nuova prima della sua prossima testa.',
        response: { 201: ElencoChiavi },
      },
      config: { permesso: 'registro.chiavi' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        await ruotaChiave(tx, parti.vault, ctx);
        return { corpo: { items: await chiavi(tx) }, posizione: '/api/v1/chiavi-firma' };
      });
    },
  );
}

async function fogliaDi(
  tx: Tx,
  registroId: string,
  anno: number,
  numero: number,
): Promise<{ posizione: number; impronta: string }> {
  const { rows } = await sql<{ posizione: number; impronta: string }>`
    SELECT f.posizione, encode(f.impronta, 'hex') AS impronta FROM registrazione r JOIN foglia f ON f.registrazione_id = r.id
      AND f.tipo = 'registrazione' WHERE r.registro_id = ${registroId} AND r.anno = ${anno} AND r.numero = ${numero}`.execute(
    tx,
  );
  const [foglia] = rows;
  if (!foglia)
    throw nonTrovato('registrazione-non-trovata', 'Non c’è una registrazione con questo anno e numero.');
  return foglia;
}
