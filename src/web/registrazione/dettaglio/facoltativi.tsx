import { Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { usePermesso } from '../../autorizzazioni/sessione.ts';
import { data } from '../../platform/date/roma.ts';
import { useTasti } from '../../platform/tastiera/use-tasti.ts';
import { Icona } from '../../platform/ui/icona.tsx';
import { useMezzi } from '../api.ts';
import type { Registrazione } from '../tipi.ts';
import { ModificaDati } from './modifica-dati.tsx';
import { Dato } from './dato.tsx';

/** The optional data (RN-55.2): changed in place, every change with its trace. */
export function Facoltativi({ registrazione: r }: { registrazione: Registrazione }): ReactElement {
  const puo = usePermesso('registrazione.modifica') && r.stato === 'valida';
  const [modifica, setModifica] = useState(false);
  const { data: mezzi } = useMezzi();
  useTasti('Dati facoltativi', [
    {
      tasto: 'm',
      nome: 'Modifica i dati facoltativi',
      azione: () => setModifica(true),
      attivo: puo && !modifica,
    },
  ]);
  const voci: [string, string | undefined][] = [
    [
      'Classificazione',
      r.classificazione && `${r.classificazione.codice} ${r.classificazione.denominazione}`,
    ],
    ['Ufficio competente', (r.unitaCompetente?.percorso ?? [r.unitaCompetente?.denominazione]).join(' › ')],
    ['Responsabile del procedimento', r.rpa],
    ['Mezzo', r.mezzo && (mezzi?.find((m) => m.codice === r.mezzo)?.denominazione ?? r.mezzo)],
    ['Numero della raccomandata', r.numeroRaccomandata],
    ['Data del documento', r.dataDocumento && data(r.dataDocumento)],
    ['Luogo', r.luogo],
    ['Note', r.note],
  ];
  const piene = voci.filter((v): v is [string, string] => Boolean(v[1]));
  return (
    <section className="blocco-dati" aria-labelledby="titolo-facoltativi">
      <div className="blocco-dati__testa">
        <h2 id="titolo-facoltativi">Dati facoltativi</h2>
        {puo && !modifica && (
          <Button color="primary" outline size="xs" onClick={() => setModifica(true)}>
            <Icona nome="pencil" /> Modifica <kbd>M</kbd>
          </Button>
        )}
      </div>
      {modifica ? (
        <ModificaDati registrazione={r} onFine={() => setModifica(false)} />
      ) : piene.length === 0 ? (
        <p className="campo__aiuto">Nessuno per ora.</p>
      ) : (
        <dl className="dati">
          {piene.map(([nome, valore]) => (
            <Dato key={nome} nome={nome}>
              {valore}
            </Dato>
          ))}
        </dl>
      )}
    </section>
  );
}
