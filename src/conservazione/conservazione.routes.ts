import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { apriContenuto } from '#documenti';
import { inLettura, inTransazione } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { sql } from 'kysely';
import {
  Conservatore,
  ConservatoreInUso,
  EsitoProva,
  SalvaConservatore,
} from './conservatore/conservatore.schema.ts';
import { provaConservatore } from './conservatore/prova-conservatore.ts';
import { leggiConservatore, salvaConservatore } from './conservatore/salva-conservatore.ts';
import { pacchettoNonTrovato } from './conservazione.errors.ts';
import { decidi, riprova } from './pacchetti/decidi.ts';
import { esibisci } from './pacchetti/esibisci.ts';
import {
  daVersare,
  elencaGiornalieri,
  elencaPacchetti,
  leggiPacchetto,
  quadro,
} from './pacchetti/leggi-pacchetti.ts';
import {
  Conferma,
  DaVersare,
  Decisione,
  ElencoGiornalieri,
  ElencoPacchetti,
  FiltroPacchetti,
  Pacchetto,
  PerEsibire,
  QuadroConservazione,
  Versamento,
  VersamentoAccolto,
} from './pacchetti/pacchetti.schema.ts';
import { PINDEX } from './pacchetti/scrivi-zip.ts';
import { versa } from './pacchetti/versa.ts';
import type { PartiConservazione } from './parti.ts';
import { decidiProposta, elencaProposte, proponi } from './proposte/proposte.ts';
import { DecisioneProposta, ElencoProposte, NuovaProposta, Proposta } from './proposte/proposte.schema.ts';
import { apriZip, byteDi } from './trasporti/apri-pacchetto.ts';

const tags = ['Conservazione'];
const params = Type.Object({ id: Type.String({ format: 'uuid', description: 'Pacchetto' }) });
const Binario = Type.Any({ description: 'Il file' });

/** Packages and where they are, who keeps them, what is proposed. */
export function rotteConservazione(app: App, parti: PartiConservazione): void {
  const { db } = parti;

  app.get(
    '/conservazione/quadro',
    {
      schema: {
        operationId: 'quadroConservazione',
        tags,
        summary: 'Stato dei lavori e dello spazio, senza il contenuto',
        response: { 200: QuadroConservazione },
      },
      config: { permesso: 'conservazione.stato' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, (tx) => quadro(tx, parti.dati)),
  );

  app.get(
    '/conservazione/pacchetti',
    {
      schema: {
        operationId: 'elencaPacchetti',
        tags,
        summary: 'Pacchetti di versamento, prima quelli in ritardo',
        querystring: FiltroPacchetti,
        response: { 200: ElencoPacchetti },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, (tx) => elencaPacchetti(tx, richiesta.query)),
  );

  app.get(
    '/conservazione/giornalieri',
    {
      schema: {
        operationId: 'elencaGiornalieriConservati',
        tags,
        summary: 'Dov’è ciascun registro giornaliero',
        response: { 200: ElencoGiornalieri },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, elencaGiornalieri),
  );

  app.get(
    '/conservazione/da-versare',
    {
      schema: {
        operationId: 'elencaDaVersare',
        tags,
        summary: 'Fascicoli chiusi e repertori di anni finiti che non sono mai stati versati',
        response: { 200: DaVersare },
      },
      config: { permesso: 'conservazione.versa' },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, daVersare),
  );

  app.post(
    '/conservazione/versamenti',
    {
      schema: {
        operationId: 'versa',
        tags,
        summary: 'Versa documenti, fascicoli chiusi, repertori di un anno',
        description: 'I pacchetti si preparano in differita; ciò che non può andare è detto, voce per voce.',
        body: Versamento,
        response: { 201: VersamentoAccolto },
      },
      config: { permesso: 'conservazione.versa' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/conservazione/pacchetti',
        corpo: await versa(tx, ctx, richiesta.body),
      }));
    },
  );

  app.get(
    '/conservazione/pacchetti/:id',
    {
      schema: {
        operationId: 'leggiPacchetto',
        tags,
        summary: 'Un pacchetto: storia, file, stato',
        params,
        response: { 200: Pacchetto },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => leggiPacchetto(tx, ctx, richiesta.params.id));
    },
  );

  app.get(
    '/conservazione/pacchetti/:id/indice',
    {
      schema: {
        operationId: 'leggiIndicePacchetto',
        tags,
        summary: 'Indice UNI 11386 (SInCRO) del pacchetto',
        params,
        produces: ['application/xml'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { id: enteId } = contestoDi(richiesta).ente;
      const p = await inLettura(db, enteId, (tx) =>
        tx
          .selectFrom('pacchetto')
          .select(['impronta', 'dimensione', 'identificativo'])
          .where('id', '=', richiesta.params.id)
          .executeTakeFirst(),
      );
      if (!p) throw pacchettoNonTrovato();
      const zip = await apriZip(parti, enteId, p);
      try {
        return await risposta
          .type('application/xml')
          .header('content-disposition', `attachment; filename="${p.identificativo}-${PINDEX}"`)
          .send(await byteDi(zip, PINDEX));
      } finally {
        zip.close();
      }
    },
  );

  app.get(
    '/conservazione/pacchetti/:id/rapporto',
    {
      schema: {
        operationId: 'leggiRapportoPacchetto',
        tags,
        summary: 'Rapporto di versamento, come è arrivato',
        params,
        produces: ['application/xml'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { id: enteId } = contestoDi(richiesta).ente;
      const r = await inLettura(db, enteId, (tx) =>
        tx
          .selectFrom('pacchetto as p')
          .innerJoin('documento as d', 'd.id', 'p.rapporto_id')
          .select(['d.impronta', 'd.dimensione', 'd.nome_file as nomeFile'])
          .where('p.id', '=', richiesta.params.id)
          .executeTakeFirst(),
      );
      if (!r) throw pacchettoNonTrovato();
      return await risposta
        .type('application/xml')
        .header('content-disposition', `attachment; filename="${r.nomeFile}"`)
        .send(await apriContenuto(parti, enteId, r));
    },
  );

  app.get(
    '/conservazione/pacchetti/:id/esibizione/:ordine',
    {
      schema: {
        operationId: 'esibisciDocumento',
        tags,
        summary: 'Un documento conservato, con la prova che è integro',
        description:
          'Uno zip con il documento, i suoi metadati, l’indice, il rapporto e il confronto delle impronte.',
        params: Type.Object({
          ...params.properties,
          ordine: Type.Integer({ format: 'int32', minimum: 1, description: 'Posto nel pacchetto' }),
        }),
        querystring: PerEsibire,
        produces: ['application/zip'],
        response: { 200: Binario },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta, risposta) => {
      const { id, ordine } = richiesta.params;
      const { nome, corpo } = await esibisci(
        parti,
        contestoDi(richiesta),
        id,
        ordine,
        richiesta.query.motivo,
      );
      return await risposta
        .type('application/zip')
        .header('content-disposition', `attachment; filename="${nome}"`)
        .send(corpo);
    },
  );

  for (const [via, esito, operationId, summary, body] of [
    ['conferma', 'conservato', 'confermaPacchetto', 'Conferma che il pacchetto è conservato', Conferma],
    ['rifiuto', 'rifiutato', 'rifiutaPacchetto', 'Rifiuta il pacchetto, con il motivo', Decisione],
  ] as const)
    app.post(
      `/conservazione/pacchetti/:id/${via}`,
      {
        schema: { operationId, tags, summary, params, body, response: { 200: Pacchetto } },
        config: { permesso: 'conservazione.decide' },
      },
      async (richiesta) => {
        const ctx = contestoDi(richiesta);
        const { id } = richiesta.params;
        const corpo = richiesta.body as { nota?: string; motivo?: string };
        return await inTransazione(db, ctx.ente.id, async (tx) => {
          await decidi(tx, ctx, id, esito, corpo.motivo ?? corpo.nota ?? null);
          return await leggiPacchetto(tx, ctx, id);
        });
      },
    );

  app.post(
    '/conservazione/pacchetti/:id/riprova',
    {
      schema: {
        operationId: 'riprovaPacchetto',
        tags,
        summary: 'Invia adesso; di uno rifiutato prepara un pacchetto nuovo',
        params,
        response: { 200: Pacchetto },
      },
      config: { permesso: 'conservazione.versa' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      const id = await riprova(parti, ctx, richiesta.params.id);
      return await inLettura(db, ctx.ente.id, (tx) => leggiPacchetto(tx, ctx, id));
    },
  );

  app.get(
    '/conservazione/conservatore',
    {
      schema: {
        operationId: 'leggiConservatore',
        tags,
        summary: 'Chi conserva, e come lo si raggiunge',
        response: { 200: ConservatoreInUso },
      },
      config: { permesso: 'conservazione.configura' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => ({
        conservatore: (await leggiConservatore(tx)) ?? null,
      })),
  );

  app.put(
    '/conservazione/conservatore',
    {
      schema: {
        operationId: 'salvaConservatore',
        tags,
        summary: 'Stabilisce chi conserva, e come lo si raggiunge',
        body: SalvaConservatore,
        response: { 200: Conservatore },
      },
      config: { permesso: 'conservazione.configura' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        salvaConservatore(tx, parti.vault, ctx, richiesta.body),
      );
    },
  );

  app.post(
    '/conservazione/conservatore/prova',
    {
      schema: {
        operationId: 'provaConservatore',
        tags,
        summary: 'Prova il collegamento, senza consegnare nulla',
        response: { 200: EsitoProva },
      },
      config: { permesso: 'conservazione.configura' },
    },
    async (richiesta) => await provaConservatore(parti, contestoDi(richiesta).ente.id),
  );

  app.get(
    '/conservazione/proposte',
    {
      schema: {
        operationId: 'elencaProposteConservazione',
        tags,
        summary: 'Proposte di conservazione sostitutiva',
        response: { 200: ElencoProposte },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaProposte(tx, ctx));
    },
  );

  app.get(
    '/conservazione/serie',
    {
      schema: {
        operationId: 'serieDaConservare',
        tags,
        summary: 'Serie archivistiche a cui una proposta si può riferire',
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({ id: Type.String({ format: 'uuid' }), denominazione: Type.String() }),
            ),
          }),
        },
      },
      config: { permesso: 'conservazione.consulta' },
    },
    async (richiesta) =>
      await inLettura(db, contestoDi(richiesta).ente.id, async (tx) => {
        const { rows } = await sql<{ id: string; denominazione: string }>`
          SELECT id, denominazione FROM serie ORDER BY denominazione LIMIT 1000`.execute(tx);
        return { items: rows };
      }),
  );

  app.post(
    '/conservazione/proposte',
    {
      schema: {
        operationId: 'proponiConservazione',
        tags,
        summary: 'Propone la conservazione sostitutiva di documenti analogici',
        body: NuovaProposta,
        response: { 201: Proposta },
      },
      config: { permesso: 'conservazione.propone' },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => ({
        posizione: '/api/v1/conservazione/proposte',
        corpo: await proponi(tx, ctx, richiesta.body),
      }));
    },
  );

  app.post(
    '/conservazione/proposte/:id/decisione',
    {
      schema: {
        operationId: 'decidiPropostaConservazione',
        tags,
        summary: 'Decide una proposta di conservazione sostitutiva',
        params: Type.Object({ id: Type.String({ format: 'uuid', description: 'Proposta' }) }),
        body: DecisioneProposta,
        response: { 200: Proposta },
      },
      config: { permesso: 'conservazione.decide-proposta' },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, (tx) =>
        decidiProposta(tx, ctx, richiesta.params.id, richiesta.body),
      );
    },
  );
}
