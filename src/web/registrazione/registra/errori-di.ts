import type { RigaDocumento } from '../../documenti/tipi.ts';
import { ErroreApi } from '../../platform/http/errore.ts';
import type { Errori } from './contesto.ts';
import { campoDelModulo, type Modulo } from './modulo.ts';

/** The server's errors, by the field of the form where each is shown. */
export function erroriDi(errore: unknown): Errori {
  if (!(errore instanceof ErroreApi)) return {};
  const campi: Record<string, string> = {};
  for (const { campo, messaggio } of errore.campi) {
    const nome = campoDelModulo(campo);
    if (nome) campi[nome] = campi[nome] ? `${campi[nome]} ${messaggio}` : messaggio;
  }
  return campi;
}

type Scritto = { modulo: Modulo; righe: readonly RigaDocumento[] };

/** The errors about what is still as it was when it was refused. */
export function ancoraValidi(errori: Errori, allora: Scritto, adesso: Scritto): Errori {
  const valore = (s: Scritto, campo: string): unknown =>
    campo === 'documenti' ? s.righe : Object.entries(s.modulo).find(([nome]) => nome === campo)?.[1];
  return Object.fromEntries(
    Object.entries(errori).filter(
      ([campo]) => JSON.stringify(valore(allora, campo)) === JSON.stringify(valore(adesso, campo)),
    ),
  );
}

/**
 * What is plainly not there yet, said all together and without asking the server, which stays the one that decides
 * (RN-54.1).
 */
export function campiMancanti(m: Modulo, righe: readonly RigaDocumento[], repertorio = false): Errori {
  const mancanti: Record<string, string> = {};
  if (m.supporto === 'digitale' && !righe.some((r) => r.documento))
    mancanti.documenti = 'Manca il documento: caricare il file, o dichiarare che è di carta.';
  if (m.supporto === 'analogico' && !m.disponibile)
    mancanti.disponibile = 'Il documento di carta deve essere presso l’ufficio.';
  // In a repertorio what counts is the act: sender and recipients may be none.
  if (!repertorio) {
    if (m.flusso === 'E' && !m.anonimo && m.mittenti.length === 0) mancanti.mittenti = 'Manca il mittente.';
    if (m.flusso !== 'E' && m.destinatari.length === 0) mancanti.destinatari = 'Manca il destinatario.';
  }
  if (m.oggetto.trim() === '') mancanti.oggetto = 'L’oggetto è obbligatorio.';
  return mancanti;
}
