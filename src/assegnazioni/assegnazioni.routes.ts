import { Type, type TObject } from 'typebox';
import { contestoDi, type Contesto } from '#autorizzazioni';
import { inLettura, inTransazione, type Tx } from '#platform/db';
import { conIdempotenza, type App } from '#platform/http';
import { archivia, riapri } from './archivia.ts';
import { assegna } from './assegna.ts';
import { assegnazioniDelDocumento } from './assegnazioni-del-documento.ts';
import {
  Archiviazione,
  Assegnazione,
  AssegnazioniDelDocumento,
  Comando,
  ConMotivo,
  DestinatariAssegnabili,
  ElencoAssegnazioni,
  EsitoInBlocco,
  FiltroAssegnazioni,
  ModificaAssegnazione,
  NuoveAssegnazioni,
  OperazioneInBlocco,
  Rinvio,
  Subassegnazione,
} from './assegnazioni.schema.ts';
import { autorizzaRitiro } from './autorizza-ritiro.ts';
import { conferma } from './conferma.ts';
import { destinatariAssegnabili } from './destinatari-assegnabili.ts';
import { elencaAssegnazioni } from './elenca-assegnazioni.ts';
import { chiudiRinvio } from './evadi-rinvio.ts';
import { inBlocco, type PartiAssegnazioni } from './in-blocco.ts';
import { modificaAssegnazione } from './modifica-assegnazione.ts';
import { leggiAssegnazione, leggiAssegnazioni } from './mostra.ts';
import { revoca } from './revoca.ts';
import { rinvia } from './rinvia.ts';
import { smista, verificaConservazione } from './smista.ts';
import { subassegna } from './subassegna.ts';

const tags = ['Assegnazioni'];
const ParametriId = Type.Object({ id: Type.String({ format: 'uuid', description: 'Assegnazione' }) });
const ParametriRegistrazione = Type.Object({
  registro: Type.String({ maxLength: 16, description: 'Codice del registro, es. PG' }),
  anno: Type.Integer({ format: 'int32', minimum: 2000, maximum: 9999, description: 'Anno solare' }),
  numero: Type.Integer({ format: 'int64', minimum: 1, description: 'Numero di registrazione' }),
});
const DOCUMENTO = '/registri/:registro/registrazioni/:anno/:numero/assegnazioni';

/** Who a document is assigned to, and what offices do with it. */
export function rotteAssegnazioni(app: App, parti: PartiAssegnazioni): void {
  const { db } = parti;

  app.get(
    DOCUMENTO,
    {
      config: { permesso: 'assegnazione.consulta' },
      schema: {
        operationId: 'assegnazioniDelDocumento',
        tags,
        summary: 'A chi è assegnato un documento, da quando, e ogni passo compiuto',
        params: ParametriRegistrazione,
        response: { 200: AssegnazioniDelDocumento },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => assegnazioniDelDocumento(tx, ctx, richiesta.params));
    },
  );

  app.post(
    DOCUMENTO,
    {
      config: { permesso: 'assegnazione.assegna' },
      schema: {
        operationId: 'assegna',
        tags,
        summary: 'Assegna un documento registrato a uffici e persone, e lo smista',
        description:
          'Per competenza a un ufficio solo, per conoscenza a quanti occorre. Assegnazione e smistamento restano due passi distinti della storia; con «smista» falso il secondo si compie a parte.',
        params: ParametriRegistrazione,
        body: NuoveAssegnazioni,
        response: { 201: Type.Object({ items: Type.Array(Assegnazione) }) },
      },
    },
    async (richiesta, risposta) => {
      const ctx = contestoDi(richiesta);
      const { registro, anno, numero } = richiesta.params;
      return await conIdempotenza(parti, ctx, richiesta, risposta, async (tx) => {
        const ids = await assegna(tx, ctx, parti.orologio.adesso(), richiesta.params, richiesta.body);
        return {
          posizione: `/api/v1/registri/${registro}/registrazioni/${anno}/${numero}/assegnazioni`,
          corpo: { items: await leggiAssegnazioni(tx, ctx, ids) },
        };
      });
    },
  );

  app.get(
    '/assegnazioni',
    {
      config: { permesso: 'assegnazione.consulta' },
      schema: {
        operationId: 'elencoAssegnazioni',
        tags,
        summary: 'Ciò che attende l’ufficio in uso, o la UOP',
        querystring: FiltroAssegnazioni,
        response: { 200: ElencoAssegnazioni },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inLettura(db, ctx.ente.id, (tx) => elencaAssegnazioni(tx, ctx, richiesta.query));
    },
  );

  app.get(
    '/assegnazioni/destinatari',
    {
      config: { permesso: 'assegnazione.consulta' },
      schema: {
        operationId: 'destinatariAssegnabili',
        tags,
        summary: 'Uffici a cui si può assegnare, con le persone che vi lavorano',
        response: { 200: DestinatariAssegnabili },
      },
    },
    async (richiesta) => await inLettura(db, contestoDi(richiesta).ente.id, destinatariAssegnabili),
  );

  app.post(
    '/assegnazioni/operazioni',
    {
      // Each operation asks what it takes, of each assignment.
      config: { permesso: 'assegnazione.consulta' },
      schema: {
        operationId: 'operazioneInBlocco',
        tags,
        summary: 'La stessa operazione su più assegnazioni, ciascuna con il suo esito',
        body: OperazioneInBlocco,
        response: { 200: EsitoInBlocco },
      },
    },
    async (richiesta) => await inBlocco(parti, contestoDi(richiesta), richiesta.body),
  );

  /** A command on one assignment; asked again it answers how things are. */
  function comando<B extends TObject>(
    percorso: string,
    permesso:
      'assegnazione.assegna' | 'assegnazione.lavora' | 'assegnazione.subassegna' | 'assegnazione.consulta',
    schema: { operationId: string; summary: string; description?: string; body: B },
    azione: (tx: Tx, ctx: Contesto, id: string, corpo: never) => Promise<unknown>,
    prima?: (enteId: string, id: string) => Promise<void>,
  ): void {
    app.post(
      `/assegnazioni/:id/${percorso}`,
      {
        config: { permesso },
        schema: { tags, ...schema, params: ParametriId, response: { 200: Assegnazione } },
      },
      async (richiesta) => {
        const ctx = contestoDi(richiesta);
        const { id } = richiesta.params;
        await prima?.(ctx.ente.id, id);
        return await inTransazione(db, ctx.ente.id, async (tx) => {
          await azione(tx, ctx, id, richiesta.body as never);
          return await leggiAssegnazione(tx, ctx, id);
        });
      },
    );
  }

  comando(
    'smistamento',
    'assegnazione.assegna',
    {
      operationId: 'smista',
      summary: 'Smista un documento assegnato',
      description:
        'Solo se registrazione, segnatura e conservazione dei file sono compiute (art. 34). Il digitale entra subito nell’ufficio; la carta attende il ritiro.',
      body: Comando,
    },
    smista,
    (enteId, id) => verificaConservazione(parti, enteId, id),
  );
  comando(
    'conferma',
    'assegnazione.lavora',
    {
      operationId: 'confermaPresaInCarico',
      summary: 'Conferma la presa in carico; della carta è anche il ritiro',
      body: Comando,
    },
    conferma,
  );
  comando(
    'rinvio',
    'assegnazione.lavora',
    {
      operationId: 'rinvia',
      summary: 'Rinvia alla UOP un documento che non compete all’ufficio, con il motivo',
      body: Rinvio,
    },
    (tx, ctx, id, corpo) => rinvia(tx, ctx, parti.orologio.adesso(), id, corpo),
  );
  comando(
    'rinvio/chiusura',
    'assegnazione.assegna',
    {
      operationId: 'chiudiRinvio',
      summary: 'Chiude un rinvio senza una nuova assegnazione, con il motivo',
      body: ConMotivo,
    },
    chiudiRinvio,
  );
  comando(
    'subassegnazione',
    'assegnazione.subassegna',
    {
      operationId: 'subassegna',
      summary: 'Dà il documento a persone dell’ufficio',
      body: Subassegnazione,
    },
    subassegna,
  );
  comando(
    'archiviazione',
    'assegnazione.lavora',
    { operationId: 'archivia', summary: 'Chiude l’assegnazione: l’ufficio ha finito', body: Archiviazione },
    archivia,
  );
  comando(
    'riapertura',
    'assegnazione.lavora',
    { operationId: 'riapri', summary: 'Riporta sulla scrivania un’assegnazione archiviata', body: Comando },
    riapri,
  );
  comando(
    'revoca',
    'assegnazione.consulta',
    {
      operationId: 'revoca',
      summary: 'Revoca un’assegnazione: la UOP la sua, il responsabile quella data alle sue persone',
      body: ConMotivo,
    },
    (tx, ctx, id, corpo) => revoca(tx, ctx, parti.orologio.adesso(), id, corpo),
  );
  comando(
    'autorizzazione-ritiro',
    'assegnazione.consulta',
    {
      operationId: 'autorizzaRitiro',
      summary: 'Il responsabile del protocollo autorizza il ritiro della carta in giornata, per urgenza',
      body: ConMotivo,
    },
    autorizzaRitiro,
  );

  app.patch(
    '/assegnazioni/:id',
    {
      config: { permesso: 'assegnazione.consulta' },
      schema: {
        operationId: 'modificaAssegnazione',
        tags,
        summary: 'Cambia nota o scadenza di un’assegnazione aperta',
        consumes: ['application/merge-patch+json'],
        params: ParametriId,
        body: ModificaAssegnazione,
        response: { 200: Assegnazione },
      },
    },
    async (richiesta) => {
      const ctx = contestoDi(richiesta);
      return await inTransazione(db, ctx.ente.id, async (tx) => {
        await modificaAssegnazione(tx, ctx, richiesta.params.id, richiesta.body);
        return await leggiAssegnazione(tx, ctx, richiesta.params.id);
      });
    },
  );
}
