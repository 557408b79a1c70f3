import { Type } from 'typebox';
import { contestoDi } from '#autorizzazioni';
import { scriviLettera, type Gestore } from '#gestore-pec';
import type { Db } from '#platform/db';
import { Rifiuto, type App } from '#platform/http';
import { gestoreDimostrativo } from './autorita-dimostrazione.ts';
import { caselleDimostrative } from './caselle-dimostrative.ts';
import {
  CaselleDimostrative,
  Indirizzo,
  LetteraDimostrativa,
  PostaCittadino,
} from './dimostrazione.schema.ts';
import { apriPostaCittadino, leggiPostaCittadino } from './posta-cittadino.ts';
import { recapita } from './recapita.ts';

const tags = ['Dimostrazione'];

const nonDimostrativo = (): Rifiuto =>
  new Rifiuto({
    codice: 'dimostrazione.non-disponibile',
    categoria: 'nonTrovato',
    dettaglio: 'Questo ente non è dimostrativo, o non ha caselle in cui recapitare.',
  });

/** Writing to the demonstration ente as a citizen would; of any other ente there is nothing here. */
export function rotteDimostrazione(app: App, parti: { db: Db; dati: string }): void {
  let gestore: Promise<Gestore> | undefined;

  app.get(
    '/dimostrazione/caselle',
    {
      config: { permesso: 'autenticato' },
      schema: {
        operationId: 'elencaCaselleDimostrative',
        tags,
        summary: 'Caselle dell’ente dimostrativo a cui si può scrivere',
        response: { 200: CaselleDimostrative },
      },
    },
    async (richiesta) => {
      const caselle = await caselleDimostrative(parti.db, contestoDi(richiesta).ente.id);
      return { items: caselle.map(({ indirizzo }) => ({ indirizzo })) };
    },
  );

  app.post(
    '/dimostrazione/messaggi',
    {
      config: { permesso: 'autenticato' },
      bodyLimit: 32 * 1024 * 1024,
      schema: {
        operationId: 'scriviAllEnteDimostrativo',
        tags,
        summary: 'Scrive una PEC all’ente dimostrativo, come farebbe un cittadino',
        body: LetteraDimostrativa,
        response: { 202: Type.Object({ a: Type.String({ description: 'Casella a cui arriva' }) }) },
      },
    },
    async (richiesta, risposta) => {
      const ente = contestoDi(richiesta).ente.id;
      const caselle = await caselleDimostrative(parti.db, ente);
      const { da, oggetto, testo, allegati = [], a } = richiesta.body;
      const casella = a === undefined ? caselle[0] : caselle.find((c) => c.indirizzo === a);
      if (!casella) throw nonDimostrativo();
      const g = await (gestore ??= gestoreDimostrativo(parti.dati));
      const busta = await scriviLettera(g, {
        da,
        a: [casella.indirizzo],
        oggetto,
        testo,
        allegati: allegati.map(({ nome, contenuto }) => ({ nome, byte: Buffer.from(contenuto, 'base64') })),
      });
      await apriPostaCittadino(parti.dati, ente, da);
      await recapita(g, { dati: parti.dati, ente }, caselle, busta);
      return risposta.code(202).send({ a: casella.indirizzo });
    },
  );

  app.get(
    '/dimostrazione/posta',
    {
      config: { permesso: 'autenticato', sottofondo: true },
      schema: {
        operationId: 'leggiPostaCittadino',
        tags,
        summary: 'Che cosa è tornato a chi ha scritto all’ente dimostrativo da quell’indirizzo',
        querystring: Type.Object({
          indirizzo: Type.String({ ...Indirizzo, description: 'Da cui si è scritto' }),
        }),
        response: { 200: PostaCittadino },
      },
    },
    async (richiesta) => {
      const ente = contestoDi(richiesta).ente.id;
      if ((await caselleDimostrative(parti.db, ente)).length === 0) throw nonDimostrativo();
      return { items: await leggiPostaCittadino(parti.dati, ente, richiesta.query.indirizzo) };
    },
  );
}
