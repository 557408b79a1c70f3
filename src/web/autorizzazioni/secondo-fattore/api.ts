import { queryOptions } from '@tanstack/react-query';
import type {
  CodiciRecupero,
  FattoreAttivato,
  NuovaPasskey,
  RispostaPasskey,
  SecondoFattore,
  TotpDaConfermare,
} from '../../../autorizzazioni/fattori/fattori.schema.ts';
import { chiedi } from '../../platform/http/chiedi.ts';
import type { Sessione } from '../tipi.ts';

export type { FattoreAttivato, SecondoFattore, TotpDaConfermare };

// None of these waits behind the lock: some are asked from in front of it.
const senzaAttesa = true;

export const secondoFattoreQuery = queryOptions({
  queryKey: ['secondo-fattore'],
  queryFn: () => chiedi<SecondoFattore>('GET', '/secondo-fattore'),
});
export const proponiTotp = (): Promise<TotpDaConfermare> =>
  chiedi('POST', '/secondo-fattore/totp', { senzaAttesa });
export const confermaTotp = (codice: string): Promise<FattoreAttivato> =>
  chiedi('POST', '/secondo-fattore/totp/conferma', { corpo: { codice }, senzaAttesa });
export const togliTotp = (): Promise<void> => chiedi('DELETE', '/secondo-fattore/totp');
export const togliPasskey = (id: string): Promise<void> => chiedi('DELETE', `/secondo-fattore/passkey/${id}`);
export const rigeneraCodici = (): Promise<CodiciRecupero> => chiedi('POST', '/secondo-fattore/codici');
export const provaCodice = (codice: string): Promise<Sessione> =>
  chiedi('POST', '/sessione/codice', { corpo: { codice }, senzaAttesa });

/** Makes a passkey with the browser and registers it. */
export async function aggiungiPasskey(nome: string): Promise<FattoreAttivato> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const optionsJSON = await chiedi<Parameters<typeof startRegistration>[0]['optionsJSON']>(
    'POST',
    '/secondo-fattore/passkey/opzioni',
    { senzaAttesa },
  );
  const risposta = (await startRegistration({ optionsJSON })) as NuovaPasskey['risposta'];
  return await chiedi('POST', '/secondo-fattore/passkey', { corpo: { nome, risposta }, senzaAttesa });
}

/** Asks a passkey of who has this session. */
export const provaPasskey = (): Promise<Sessione> => conPasskey('/sessione/passkey');
/** Asks any passkey the browser has for this site: it says whose it is. */
export const accediConPasskey = (): Promise<Sessione> => conPasskey('/accesso/passkey', {});

async function conPasskey(percorso: string, corpo?: object): Promise<Sessione> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const optionsJSON = await chiedi<Parameters<typeof startAuthentication>[0]['optionsJSON']>(
    'POST',
    `${percorso}/opzioni`,
    { senzaAttesa, ...(corpo && { corpo }) },
  );
  const risposta = (await startAuthentication({ optionsJSON })) as RispostaPasskey;
  return await chiedi('POST', percorso, { corpo: risposta, senzaAttesa });
}

/** Browsers take passkeys for a name, in a safe context; never for a bare address. */
export function passkeyPossibili(): boolean {
  return 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(window.location.hostname);
}

/** What the browser says when nobody touched the key, in the words of the office. */
export function erroreDiPasskey(errore: unknown): unknown {
  return errore instanceof Error && errore.name === 'NotAllowedError'
    ? new Error('La passkey non è stata usata in tempo, o la richiesta è stata annullata.')
    : errore;
}
