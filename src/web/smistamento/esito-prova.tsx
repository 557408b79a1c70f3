import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { data } from '../platform/date/roma.ts';
import { nomeDi, paginaDi } from '../registrazione/indirizzi.ts';
import type { EsitoProva } from './tipi.ts';

const n = (quanti: number): string => quanti.toLocaleString('it-IT');
const documenti = (quanti: number): string => `${n(quanti)} ${quanti === 1 ? 'documento' : 'documenti'}`;

/** What the trial found: the sentence, the offices, the rules that get in each other's way, the documents that differ. */
export function EsitoDellaProva({ esito, una }: { esito: EsitoProva; una: boolean }): ReactElement {
  const { stesso, diverso, nessuna } = esito;
  const confrontati = una ? stesso + diverso : stesso + diverso + nessuna;
  const coperte = esito.regole.filter((r) => r.coperta > 0);
  return (
    <div className="esito-prova">
      {confrontati === 0 ? (
        <p>
          <strong>
            {una
              ? 'Nel periodo la regola non si applica a nessun documento che abbia un ufficio competente.'
              : 'Nel periodo nessun documento ha un ufficio competente con cui confrontare.'}
          </strong>
        </p>
      ) : (
        <p className="esito-prova__frase">
          Avrebbe smistato allo stesso modo <strong>{n(stesso)}</strong> di{' '}
          <strong>{documenti(confrontati)}</strong>
          {diverso > 0 && <>; {n(diverso)} diversamente</>}
          {!una && nessuna > 0 && <>; per {n(nessuna)} nessuna regola indica un ufficio</>}.
        </p>
      )}
      <p className="campo__aiuto">
        {documenti(esito.esaminati)} in arrivo dal {data(esito.dal)} al {data(esito.al)}, esclusi annullati e
        riservati
        {esito.senzaUfficio > 0 && `; ${n(esito.senzaUfficio)} senza ufficio competente, non confrontati`}
        {una && nessuna > 0 && `; ${n(nessuna)} non riguardano questa regola`}.
        {esito.limitata === 'documenti' &&
          ' La prova si è fermata ai più recenti: nel periodo ce ne sono altri.'}
        {esito.limitata === 'tempo' &&
          ' La prova si è fermata dopo dieci secondi: nel periodo ci sono altri documenti.'}
      </p>
      {coperte.length > 0 && (
        <ul>
          {coperte.map((r) => (
            <li key={r.id}>
              «{r.nome}» si applica a {documenti(r.applicata)}, ma per {n(r.coperta)} decide prima un’altra
              regola.
            </li>
          ))}
        </ul>
      )}
      {confrontati > 0 && (
        <div className="scorre" role="region" aria-label="Per ufficio" tabIndex={0}>
          <table className="elenco">
            <thead>
              <tr>
                <th scope="col">Ufficio che ha i documenti</th>
                <th scope="col">Allo stesso modo</th>
                <th scope="col">Ad altri</th>
                <th scope="col">{una ? 'Non riguardati' : 'Nessuna regola'}</th>
              </tr>
            </thead>
            <tbody>
              {esito.uffici.map((u) => (
                <tr key={u.codice}>
                  <th scope="row">{u.denominazione}</th>
                  <td>{n(u.stesso)}</td>
                  <td>{n(u.diverso)}</td>
                  <td>{n(u.nessuna)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {esito.differenze.length > 0 && (
        <>
          <h4 className="esito-prova__titolo">
            {diverso > esito.differenze.length
              ? `Le ${esito.differenze.length} differenze più recenti`
              : 'Le differenze'}
          </h4>
          <ul className="voci-piane">
            {esito.differenze.map((d) => (
              <li key={`${d.registro} ${d.anno} ${d.numero}`}>
                <div>
                  <Link to={paginaDi(d)}>{nomeDi({ ...d, numero: Number(d.numero) })}</Link> del{' '}
                  {data(d.dataRegistrazione)}: {d.oggetto}
                  <p className="campo__aiuto">
                    {d.attuale.denominazione} → {d.proposto.denominazione}
                    {!una && `, per la regola «${d.regola}»`}
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
