import {
  GIORNI_PASSWORD_INIZIALE,
  LUNGHEZZA_MINIMA,
  PARAMETRI_ARGON2,
  PASSWORD_RICORDATE,
  rotteDichiarate,
} from '#autorizzazioni';
import type { App } from '#platform/http';
import { postaConfigurata } from '#platform/mail';
import type { ConfigurazioneTabularium } from './avvio/impostazioni.ts';
import { DichiarazioneSicurezza } from './sicurezza.schema.ts';

type Misura = DichiarazioneSicurezza['misure'][number];

/**
 * The security statement of RN-10.2, made each time from what is running: settings, constants, routes mounted.
 *
 * @param radice the app whose routes are told
 */
export function rotteSicurezza(
  app: App,
  parti: { radice: App; config: ConfigurazioneTabularium; urlPubblico: string },
): void {
  app.get(
    '/sicurezza',
    {
      schema: {
        operationId: 'dichiarazioneSicurezza',
        tags: ['Sicurezza'],
        summary: 'Le misure di sicurezza in funzione, e il permesso che ogni operazione richiede',
        response: { 200: DichiarazioneSicurezza },
      },
      config: { permesso: 'configurazione.legge' },
    },
    (): DichiarazioneSicurezza => ({
      misure: misure(parti),
      operazioni: rotteDichiarate(parti.radice).map(({ metodo, url, permesso }) => ({
        metodo,
        percorso: url,
        permesso,
      })),
    }),
  );
}

function misure({
  config,
  urlPubblico,
}: {
  config: ConfigurazioneTabularium;
  urlPubblico: string;
}): Misura[] {
  const { memoryCost, timeCost } = PARAMETRI_ARGON2;
  const posta =
    config.mail.sicurezza === 'nessuna'
      ? 'in chiaro'
      : `cifrata (${config.mail.sicurezza}), certificato verificato`;
  return [
    { ambito: 'formazione', misura: 'Impronta di ogni documento al caricamento', valore: 'SHA-256' },
    {
      ambito: 'formazione',
      misura: 'Dimensione massima di un file',
      valore: `${config.documenti.dimensioneMassima} byte`,
    },
    {
      ambito: 'gestione',
      misura: 'Registrazioni, numeri e tracce immutabili',
      valore: 'nella base di dati, anche per il programma',
    },
    { ambito: 'gestione', misura: 'Enti separati', valore: 'sicurezza per righe, forzata' },
    {
      ambito: 'trasmissione',
      misura: 'Indirizzo pubblico',
      valore: urlPubblico.startsWith('https:') ? 'TLS, con HSTS' : 'in chiaro',
    },
    {
      ambito: 'trasmissione',
      misura: 'Posta in uscita',
      valore: postaConfigurata(config.mail) ? posta : 'nessuna',
    },
    {
      ambito: 'interscambio',
      misura: 'Chiavi API',
      valore: 'con ambiti e scadenza, di cui resta solo l’impronta',
    },
    { ambito: 'interscambio', misura: 'Richieste al minuto', valore: String(config.http.limiteRichieste) },
    {
      ambito: 'accesso',
      misura: 'Blocco per inattività',
      valore: `${config.autorizzazioni.inattivitaMinuti} minuti`,
    },
    { ambito: 'accesso', misura: 'Lunghezza minima della password', valore: `${LUNGHEZZA_MINIMA} caratteri` },
    {
      ambito: 'accesso',
      misura: 'Password che non si riprendono',
      valore: `le ultime ${PASSWORD_RICORDATE}`,
    },
    {
      ambito: 'accesso',
      misura: 'Durata della password',
      valore: '6 mesi; 3 per chi tratta dati particolari o giudiziari',
    },
    {
      ambito: 'accesso',
      misura: 'Password iniziale',
      valore: `si può solo cambiare, entro ${GIORNI_PASSWORD_INIZIALE} giorni`,
    },
    {
      ambito: 'accesso',
      misura: 'Cifratura delle password',
      valore: `Argon2id, ${memoryCost} KiB, ${timeCost} passate`,
    },
    {
      ambito: 'accesso',
      misura: 'Tracce di accessi, rifiuti e operazioni',
      valore: 'solo aggiunte, mai modificate',
    },
    {
      ambito: 'conservazione',
      misura: 'Copie della base di dati e dei documenti',
      valore:
        config.db.url === undefined
          ? 'a cura dell’ente: cartella dei dati'
          : 'a cura dell’ente: base di dati esterna e cartella dei dati',
    },
  ];
}
