import { quanti } from '../platform/ui/quanti.ts';
import type { VidimazioneMancante } from './tipi.ts';

/** What of a day awaits the signature. */
export const attende = ({ quante, aggiunta }: Pick<VidimazioneMancante, 'quante' | 'aggiunta'>): string =>
  aggiunta
    ? quanti(quante, 'documento da aggiungere alla vidimazione', 'documenti da aggiungere alla vidimazione')
    : quanti(quante, 'registrazione', 'registrazioni');

/** Who has to sign it. */
export const toccaA = ({ mia, responsabili }: Pick<VidimazioneMancante, 'mia' | 'responsabili'>): string =>
  mia ? 'tocca a te' : `tocca a ${responsabili.join(', ') || 'nessuno: l’Area è senza responsabile'}`;
