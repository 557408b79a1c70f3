import type { FastifyRequest } from 'fastify';
import type { Db } from '#platform/db';
import { Rifiuto, type App } from '#platform/http';
import { autentica } from './autentica.ts';
import type { Contesto } from './contesto.ts';
import type { Accesso } from './permessi.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The permission the route asks for; a route without one does not start (RN-71.1). */
    permesso?: Accesso;
    /** May also be called while the session is locked (unlock, sign out, who am I). */
    ancheBloccata?: boolean;
    /** A page calls it by itself, on a timer: it does not count as somebody at work (RN-11.5-5). */
    sottofondo?: boolean;
  }
  interface FastifyRequest {
    contestoOpzionale: Contesto | null;
    sessioneBloccata: boolean;
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

/** Authenticates every request and lets it through only with the permission its route declares. */
export function montaGuardia(app: App, parti: { db: Db; inattivitaMinuti: number }): void {
  app.decorateRequest('contestoOpzionale', null);
  app.decorateRequest('sessioneBloccata', false);
  app.addHook('onRoute', (rotta) => {
    if (!rotta.config?.permesso)
      throw new Error(`La rotta ${String(rotta.method)} ${rotta.url} non dichiara il permesso che richiede`);
  });
  app.addHook('onRequest', async (richiesta) => {
    const permesso = richiesta.routeOptions.config.permesso;
    // An address that does not exist has no permission: it ends in 404.
    if (permesso === undefined || permesso === 'pubblico') return;
    const esito = await autentica(parti.db, richiesta, parti.inattivitaMinuti);
    if (!esito) throw nonAutenticato();
    richiesta.contestoOpzionale = esito.contesto;
    richiesta.sessioneBloccata = esito.bloccata;
    if (esito.bloccata && !richiesta.routeOptions.config.ancheBloccata) {
      throw new Rifiuto({
        codice: 'sessione.bloccata',
        categoria: 'nonAutenticato',
        dettaglio: 'La sessione è bloccata per inattività: reinserire la password.',
      });
    }
    if (permesso !== 'autenticato' && !esito.contesto.permessi.has(permesso)) {
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
