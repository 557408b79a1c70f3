import type { ReactElement } from 'react';
import type { QuadroConservazione } from './tipi.ts';

const pacchetti = (n: number, uno: string, molti: string): string =>
  n === 1 ? `Un pacchetto ${uno}` : `${n.toLocaleString('it-IT')} pacchetti ${molti}`;

/** With a conservatore of before something is not over: what, and what becomes of it. */
export function Precedenti({ precedenti }: Pick<QuadroConservazione, 'precedenti'>): ReactElement | null {
  if (precedenti.length === 0) return null;
  return (
    <section aria-labelledby="precedenti">
      <h2 id="precedenti">Il conservatore è cambiato</h2>
      <ul className="schede">
        {precedenti.map((p) => (
          <li key={p.conservatore} className="scheda">
            <strong>{p.conservatore}</strong>
            {p.inAttesa > 0 && (
              <p>
                {pacchetti(p.inAttesa, 'gli è stato inviato', 'gli sono stati inviati')} quando era il
                conservatore: {p.inAttesa === 1 ? 'resta suo' : 'restano suoi'}, e si aspetta che risponda.
              </p>
            )}
            {p.daPassare > 0 && (
              <p>
                {pacchetti(p.daPassare, 'non gli è mai arrivato', 'non gli sono mai arrivati')}, o non{' '}
                {p.daPassare === 1 ? 'è stato accettato: passa' : 'sono stati accettati: passano'} da sé al
                nuovo conservatore.
              </p>
            )}
            {p.incerti > 0 && (
              <p>
                {pacchetti(p.incerti, 'era in viaggio', 'erano in viaggio')}, e non si sa se{' '}
                {p.incerti === 1 ? 'gli è arrivato' : 'gli sono arrivati'}. Il responsabile della
                conservazione glielo chiede, e lo scrive in ciascun pacchetto.
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
