import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Quadro } from './api.ts';

const MASSIMO = 10_000;
const conta = (n: number): string => (n > MASSIMO ? 'oltre 10.000' : n.toLocaleString('it-IT'));

type Voce = { nome: string; quanti: number; a?: string; cerca?: Record<string, string> };

/** What waits for somebody now, each with the way to where it is dealt with. */
export function Sospesi({ quadro: { inSospeso: s, registro } }: { quadro: Quadro }): ReactElement {
  const voci: Voce[] = [
    { nome: 'Annullamenti e rettifiche da autorizzare', quanti: s.provvedimenti, a: '/richieste' },
    { nome: 'Da smistare', quanti: s.daSmistare },
    { nome: 'Rinviati dagli uffici', quanti: s.rinviati },
    {
      nome: 'Senza classificazione',
      quanti: s.senzaClassificazione,
      a: '/fascicoli/da-sistemare',
      cerca: { mancano: 'classificazione' },
    },
    {
      nome: 'Senza fascicolo',
      quanti: s.senzaFascicolo,
      a: '/fascicoli/da-sistemare',
      cerca: { mancano: 'fascicolo' },
    },
    { nome: 'Richieste di fascicolo', quanti: s.richiesteFascicolo, a: '/fascicoli/segnalazioni' },
    { nome: 'Fascicolazioni segnalate', quanti: s.segnalazioni, a: '/fascicoli/segnalazioni' },
    { nome: 'Avvisi del sistema', quanti: s.avvisi, a: '/' },
  ];
  return (
    <section aria-labelledby="sospesi">
      <h2 id="sospesi">Adesso</h2>
      <ul className="riquadri">
        <li className="riquadro">
          <span className="riquadro__cifra">{registro.oggi.toLocaleString('it-IT')}</span>
          <span>
            registrazioni oggi
            {registro.ultimoNumero > 0 &&
              `, fino al numero ${registro.ultimoNumero.toLocaleString('it-IT')}/${registro.anno}`}
          </span>
        </li>
        {voci.map((v) => (
          <li key={v.nome} className={`riquadro ${v.quanti > 0 ? 'riquadro--vivo' : ''}`}>
            <span className="riquadro__cifra">{conta(v.quanti)}</span>
            {v.a && v.quanti > 0 ? (
              <Link to={v.a} search={v.cerca ?? {}}>
                {v.nome}
              </Link>
            ) : (
              <span>{v.nome}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
