import { everyPart, type Part } from '#platform/mime';
import type { TipoMessaggio } from './messaggio.ts';

/** The part with the message people read; receipts are read themselves, whatever they bring back. */
export function messaggioInterno(busta: Part, tipo: TipoMessaggio): Part | undefined {
  if (tipo !== 'posta-certificata' && tipo !== 'anomalia') return undefined;
  return messaggioDellaBusta(busta);
}

/** What was sent: in an envelope, of anomaly too, or in the receipt that returns it. */
export function postacertDi(busta: Part, tipo: TipoMessaggio): Part | undefined {
  return tipo === 'posta-ordinaria' ? undefined : messaggioDellaBusta(busta);
}

/** Inline or attached, declared as a message or as any file, before or after daticert.xml. */
function messaggioDellaBusta(busta: Part): Part | undefined {
  const messaggi = [...everyPart(busta)].filter(
    ({ path, message }) => message !== undefined && !path.includes('/'),
  );
  return messaggi.find(({ fileName }) => fileName?.trim().toLowerCase() === 'postacert.eml') ?? messaggi[0];
}
