import { CREDUTE } from '../invii/lega-ricevuta.ts';
import type { RigaMessaggio } from './messaggi.queries.ts';
import type { VoceMessaggio } from './messaggi.schema.ts';

type Quale = Pick<RigaMessaggio, 'genere' | 'tipo' | 'firma' | 'mittente' | 'lettura'>;
export type PercheMissiva = 'casella-ordinaria' | 'posta-ordinaria' | 'busta-non-valida';

/** Given by the State to citizens, for writing to administrations only (DPCM 6 May 2009). */
const CEC_PAC = /@([a-z0-9-]+\.)*postacertificata\.gov\.it$/i;

const SCRITTI: readonly string[] = ['posta-certificata', 'posta-ordinaria', 'anomalia', 'illeggibile'];

// Headers on top are outside the signature: what the provider signed must say the same.
const bustaValida = (m: Quale): boolean =>
  m.tipo === 'posta-certificata' &&
  CREDUTE.includes(m.firma ?? '') &&
  m.lettura?.daticert?.tipo === 'posta-certificata';

/** What address the sender's is: certified only where the provider vouches for it (BES-8). Of receipts, none. */
export function tipoMittente(m: Quale): VoceMessaggio['tipoMittente'] {
  if (m.mittente === null || m.tipo === null || !SCRITTI.includes(m.tipo)) return undefined;
  if (!bustaValida(m)) return 'ordinario';
  return CEC_PAC.test(m.mittente) ? 'cec-pac' : 'pec';
}

/**
 * Why a message is like a letter nobody signed: it came to an ordinary box, whatever it is (RN-17.3); or its envelope is not what
 * the norm asks (RN-17.2). Undefined where it is not, or it is nothing anybody wrote.
 */
export function percheMissiva(m: Quale): PercheMissiva | undefined {
  if (m.tipo !== null && !SCRITTI.includes(m.tipo)) return undefined;
  if (m.genere === 'ordinaria') return 'casella-ordinaria';
  if (m.tipo === 'posta-certificata') return bustaValida(m) ? undefined : 'busta-non-valida';
  return m.tipo === null ? undefined : 'posta-ordinaria';
}

/** CORI-8, RN-17.2, RN-17.3. */
export function valoreLegale(m: Quale): VoceMessaggio['valoreLegale'] {
  if (percheMissiva(m) !== undefined) return 'missiva-non-sottoscritta';
  return bustaValida(m) ? 'raccomandata-ar' : undefined;
}
