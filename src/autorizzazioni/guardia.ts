import type { FastifyRequest, FastifySchema } from 'fastify';
import type { Db } from '#platform/db';
import { Rifiuto, type App } from '#platform/http';
import { autentica, type Obbligo, type Parziale } from './autentica.ts';
import type { Contesto } from './contesto.ts';
import { leggiCookie, togliCookie } from './cookie.ts';
import type { Accesso } from './permessi.ts';
import { Rifiuti } from './rifiuti.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The permission the route asks for; a route without one does not start (RN-71.1). */
    permesso?: Accesso;
    /** May also be called while the session is locked (unlock, sign out, who am I). */
    ancheBloccata?: boolean;
    /** What the person must still do and may call it all the same: it serves to do it, or to leave. */
    durante?: readonly Obbligo[];
    /** May also be called with these steps still missing (second factor, its activation). */
    ancheParziale?: readonly Parziale[];
    /** A page calls it by itself, on a timer: it does not count as somebody at work (RN-11.5-5). */
    sottofondo?: boolean;
  }
  interface FastifyRequest {
    contestoOpzionale: Contesto | null;
    sessioneBloccata: boolean;
    sessioneParziale: Parziale | null;
  }
}

/** The context of a request whose route asks for more than `pubblico`. */
export function contestoDi(richiesta: FastifyRequest): Contesto {
  if (!richiesta.contestoOpzionale) throw nonAutenticato();
  return richiesta.contestoOpzionale;
}

function nonAutenticato(): Rifiuto {
  return new Rifiuto({
    codice: 'sessione.assente',
    categoria: 'nonAutenticato',
    dettaglio: 'Occorre accedere: la sessione manca o è scaduta.',
  });
}

// The profile would allow it: who reads this must know that what lacks is another thing.
function nonIncaricato(): Rifiuto {
  return new Rifiuto({
    codice: 'autorizzazione.non-incaricato',
    categoria: 'nonAmmesso',
    dettaglio:
      'Solo chi è incaricato del trattamento dei dati personali può aprire e registrare la corrispondenza: chiedere la nomina al responsabile.',
  });
}

/** Refusals that are no attempt at anything: the person is being led to what must be done first. */
const DOVEROSI = new Set(['sessione.password-da-cambiare', 'sessione.politiche-da-confermare']);

function daFarePrima(obbligo: Obbligo): Rifiuto {
  return obbligo === 'password'
    ? new Rifiuto({
        codice: 'sessione.password-da-cambiare',
        categoria: 'nonAmmesso',
        dettaglio: 'Prima di ogni altra cosa va scelta una password nuova.',
      })
    : new Rifiuto({
        codice: 'sessione.politiche-da-confermare',
        categoria: 'nonAmmesso',
        dettaglio: 'Prima di ogni altra cosa vanno lette e confermate le politiche di uso accettabile.',
      });
}

/** A route as it was mounted, with what it asks for. */
export type RottaDichiarata = {
  metodo: string;
  url: string;
  permesso: Accesso;
  schema: FastifySchema | undefined;
};
const DICHIARATE = new WeakMap<App, RottaDichiarata[]>();

/** Every route of an app, in the order of mounting: what the security statement says and the tests walk. */
export function rotteDichiarate(app: App): readonly RottaDichiarata[] {
  return DICHIARATE.get(app) ?? [];
}

// Going on under one's own name would be another act than the one on the screen.
function sostituzioneFinita(): Rifiuto {
  return new Rifiuto({
    codice: 'sessione.sostituzione-finita',
    categoria: 'nonAmmesso',
    dettaglio: 'La sostituzione è finita o è stata revocata: scegliere di nuovo per chi agire.',
  });
}

/** Authenticates every request and lets it through only with the permission its route declares. */
export function montaGuardia(app: App, parti: { db: Db; inattivitaMinuti: number }): void {
  app.decorateRequest('contestoOpzionale', null);
  app.decorateRequest('sessioneBloccata', false);
  const dichiarate: RottaDichiarata[] = [];
  DICHIARATE.set(app, dichiarate);
  app.decorateRequest('sessioneParziale', null);
  app.addHook('onRoute', (rotta) => {
    const permesso = rotta.config?.permesso;
    if (!permesso)
      throw new Error(`La rotta ${String(rotta.method)} ${rotta.url} non dichiara il permesso che richiede`);
    for (const metodo of [rotta.method].flat())
      if (metodo !== 'HEAD') dichiarate.push({ metodo, url: rotta.url, permesso, schema: rotta.schema });
  });
  const rifiuti = new Rifiuti(parti.db);
  app.addHook('onError', async (richiesta, risposta, errore) => {
    if (!(errore instanceof Rifiuto) || DOVEROSI.has(errore.codice)) return;
    const ctx = richiesta.contestoOpzionale;
    // The refusal holds whether or not it can be written down.
    try {
      if (errore.codice === 'sessione.assente' && !ctx) {
        if (leggiCookie(richiesta, 'sessione')) togliCookie(risposta, 'sessione');
        await rifiuti.credenzialeFalsa(richiesta);
      } else if (errore.categoria === 'nonAmmesso' && ctx)
        await rifiuti.negata(ctx, richiesta, errore.codice);
    } catch (guasto) {
      richiesta.log.warn({ err: guasto }, 'rifiuto non annotato');
    }
  });
  app.addHook('onRequest', async (richiesta) => {
    const permesso = richiesta.routeOptions.config.permesso;
    // An address that does not exist has no permission: it ends in 404.
    if (permesso === undefined || permesso === 'pubblico') return;
    const esito = await autentica(parti.db, richiesta, parti.inattivitaMinuti);
    if (!esito) throw nonAutenticato();
    richiesta.contestoOpzionale = esito.contesto;
    richiesta.sessioneBloccata = esito.bloccata;
    richiesta.sessioneParziale = esito.parziale;
    if (esito.parziale && !richiesta.routeOptions.config.ancheParziale?.includes(esito.parziale)) {
      throw new Rifiuto({
        codice: 'sessione.parziale',
        categoria: 'nonAutenticato',
        dettaglio: 'L’accesso non è completo: manca il secondo fattore.',
      });
    }
    if (esito.bloccata && !richiesta.routeOptions.config.ancheBloccata) {
      throw new Rifiuto({
        codice: 'sessione.bloccata',
        categoria: 'nonAutenticato',
        dettaglio: 'La sessione è bloccata per inattività: reinserire la password.',
      });
    }
    const { durante = [] } = richiesta.routeOptions.config;
    const [obbligo] = esito.obblighi;
    if (obbligo && !durante.includes(obbligo)) throw daFarePrima(obbligo);
    if (permesso !== 'autenticato' && !esito.contesto.permessi.has(permesso)) {
      if (esito.sostituzioneFinita) throw sostituzioneFinita();
      if (esito.nonIncaricato(permesso)) throw nonIncaricato();
      throw new Rifiuto({
        codice: 'autorizzazione.negata',
        categoria: 'nonAmmesso',
        dettaglio: 'Il profilo non consente questa operazione.',
        dati: { permesso },
      });
    }
  });
}
