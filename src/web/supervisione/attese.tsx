import type { ReactElement } from 'react';
import { Figura } from './figura.tsx';
import type { Quadro } from './api.ts';

/** `0,4 ore` → minutes below one hour, days above two. */
export function durata(ore: number | undefined): string {
  if (ore === undefined) return 'nessuna conferma';
  if (ore < 1) return `${Math.round(ore * 60)} min`;
  return ore < 48
    ? `${ore.toLocaleString('it-IT')} ore`
    : `${(Math.round(ore / 2.4) / 10).toLocaleString('it-IT')} giorni`;
}

/** How long each office takes to confirm what reaches it. */
export function Attese({ quadro }: { quadro: Quadro }): ReactElement {
  const { attese, minutiSmistamento } = quadro;
  if (attese.length === 0)
    return (
      <section className="carta figura">
        <h2>Tempi d’attesa</h2>
        <p>Nel periodo nessun documento è stato smistato a un ufficio.</p>
      </section>
    );
  const primi = attese.slice(0, 12);
  return (
    <Figura
      titolo="Tempi d’attesa"
      descrizione={`Ore dallo smistamento alla conferma, per ${primi.length} uffici`}
      voce="Ufficio"
      tipo="barre"
      categorie={primi.map((a) => a.ufficio.denominazione)}
      serie={[{ nome: 'Ore a metà', colore: '#0066cc', valori: primi.map((a) => a.oreMediane ?? 0) }]}
    >
      {minutiSmistamento !== undefined && (
        <p>
          Dalla registrazione allo smistamento passano, a metà,{' '}
          <strong>{durata(minutiSmistamento / 60)}</strong>.
        </p>
      )}
      <ul className="voci-piane">
        {attese.map((a) => (
          <li key={a.ufficio.codice}>
            <div>
              <strong>{a.ufficio.denominazione}</strong>
              <p>
                {a.assegnati.toLocaleString('it-IT')} arrivati, {a.confermati.toLocaleString('it-IT')}{' '}
                confermati
                {a.rinviati > 0 && `, ${a.rinviati.toLocaleString('it-IT')} rinviati`}
              </p>
            </div>
            <p className="campo__aiuto">
              {durata(a.oreMediane)}
              {a.ore90 !== undefined && ` (nove su dieci entro ${durata(a.ore90)})`}
            </p>
          </li>
        ))}
      </ul>
    </Figura>
  );
}
