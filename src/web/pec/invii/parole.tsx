import type { ReactElement } from 'react';

const parole: readonly (readonly [string, string])[] = [
  [
    'Accettazione',
    'Il gestore di chi spedisce ha preso il messaggio: da qui la data e l’ora valgono di fronte a tutti.',
  ],
  [
    'Consegna',
    'Il messaggio è nella casella del destinatario, che l’abbia letto o no. Vale come una raccomandata A/R.',
  ],
  ['Non accettazione', 'Il gestore non ha preso il messaggio, e dice perché: non è partito per nessuno.'],
  [
    'Preavviso di mancata consegna',
    'Dopo dodici ore il destinatario non si trova ancora; dopo ventiquattro il gestore rinuncia.',
  ],
  [
    'Mancata consegna',
    'A quel destinatario non è arrivato: l’indirizzo non c’è, o la casella è piena. Si può rispedire a lui solo.',
  ],
  ['Accettato (non PEC)', 'L’indirizzo è di posta ordinaria: una ricevuta di consegna non arriverà.'],
  [
    'Esito incerto',
    'Il collegamento è caduto mentre il messaggio partiva: nulla lo rispedisce da sé, decide una persona.',
  ],
  [
    'Ricevuta da abbinare',
    'Una ricevuta che non dice di quale invio parla: resta qui finché qualcuno la abbina.',
  ],
];

/** What the words of certified mail mean, for who meets them for the first time. */
export function ParolePec(): ReactElement {
  return (
    <details className="pec-parole">
      <summary>Che cosa vogliono dire</summary>
      <dl>
        {parole.map(([termine, spiegazione]) => (
          <div key={termine}>
            <dt>{termine}</dt>
            <dd>{spiegazione}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
