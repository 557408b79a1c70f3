import { impronta256 } from '../impronta.ts';
import { leggiMarca } from '../marche/leggi-marca.ts';
import { testoFirmato } from '../testo-testa.ts';
import type { Difetti } from './difetto.ts';
import type { TestaLetta } from './teste.ts';

/** The time stamps say the digest of their head, and their own signature holds. Who the authority is, is for who verifies to trust. */
export async function verificaMarche(teste: readonly TestaLetta[], difetti: Difetti): Promise<void> {
  for (const t of teste) {
    if (!t.marca) continue;
    const dove = { dimensione: t.dimensione, tabella: 'testa_marca' };
    const atteso = impronta256(testoFirmato({ testo: t.testo, firma: t.firma.toString('base64') }));
    const marca = await leggiMarca(t.marca).catch(() => undefined);
    if (!marca?.impronta.equals(atteso) || !marca.firmaValida)
      difetti.aggiungi(
        'marca-non-valida',
        dove,
        `Testa ${t.dimensione}: la marca temporale non è sua o non è valida.`,
      );
    else if (marca.istante.getTime() < t.istante.getTime() - 60_000)
      difetti.aggiungi(
        'marca-non-valida',
        dove,
        `Testa ${t.dimensione}: la marca temporale è precedente alla testa.`,
      );
  }
}
