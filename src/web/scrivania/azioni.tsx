import { useNavigate } from '@tanstack/react-router';
import { useRef, useState, type ReactElement } from 'react';
import { usePermesso } from '../autorizzazioni/sessione.ts';
import { FinestraFascicola } from '../fascicoli/fascicola/finestra-fascicola.tsx';
import { useTasti } from '../platform/tastiera/use-tasti.ts';
import { paginaDi } from '../registrazione/indirizzi.ts';
import { useTastiElenco } from '../registrazione/registro/use-tasti-elenco.ts';
import { FinestraPersone, FinestraRinvia, FinestraUfficio } from './finestre.tsx';
import type { Operazione } from './in-partenza.ts';
import type { Assegnazione } from './tipi.ts';
import type { Elenco } from './use-elenco.ts';
import { nomeVoce, type Operazioni } from './use-operazioni.ts';

type Azione = Assegnazione['azioni'][number];
/** What was chosen last, for «Mantieni selezione». */
type Ultime = { motivo: string; persone: string[]; ufficio: string };
type Aperta = 'rinvia' | 'subassegna' | 'evadi-rinvio' | 'fascicola';

type Proprieta = { elenco: Elenco; mantieni: boolean; operazioni: Operazioni };

/** The acts on the document in front, or on those ticked; each has its key. */
export function Azioni({ elenco, mantieni, operazioni }: Proprieta): ReactElement {
  const vai = useNavigate();
  const fascicola = usePermesso('fascicolo.gestisce');
  const [aperta, setAperta] = useState<Aperta>();
  const ultime = useRef<Ultime>({ motivo: '', persone: [], ufficio: '' });
  useTastiElenco();

  const { attuale, scelte } = elenco;
  const oggetto = scelte.length > 0 ? scelte : attuale ? [attuale] : [];
  const puo = (azione: Azione): boolean =>
    oggetto.length > 0 && oggetto.every((v) => v.azioni.includes(azione));
  const cosa =
    oggetto.length === 1 && oggetto[0]
      ? `${nomeVoce(oggetto[0])} «${oggetto[0].documento.oggetto}»`
      : `${oggetto.length} documenti`;

  const fai = (operazione: Operazione): void => {
    setAperta(undefined);
    if (oggetto.length === 0) return;
    operazioni.mutate({ voci: oggetto, operazione });
    elenco.sciogli();
  };
  const rinvia = (motivo: string): void => {
    ultime.current.motivo = motivo;
    fai({ tipo: 'rinvia', motivo });
  };
  const subassegna = (persone: string[]): void => {
    ultime.current.persone = persone;
    fai({ tipo: 'subassegna', persone });
  };
  const riassegna = (ufficio: string): void => {
    ultime.current.ufficio = ufficio;
    fai({ tipo: 'riassegna', ufficio });
  };
  const chiediMotivo = (): void =>
    mantieni && ultime.current.motivo ? rinvia(ultime.current.motivo) : setAperta('rinvia');
  const chiediAChi = (): void => {
    const { persone, ufficio } = ultime.current;
    if (puo('subassegna'))
      return mantieni && persone.length > 0 ? subassegna(persone) : setAperta('subassegna');
    return mantieni && ufficio ? riassegna(ufficio) : setAperta('evadi-rinvio');
  };
  const prendi = puo('smista') ? ('smista' as const) : ('conferma' as const);
  const stessoUfficio = oggetto.every((v) => v.unita.codice === oggetto[0]?.unita.codice);
  const bottoni = [
    {
      tasto: 'a',
      nome: prendi === 'smista' ? 'Smista' : 'Prendi in carico',
      azione: () => fai({ tipo: prendi }),
      attivo: puo(prendi),
    },
    { tasto: 'r', nome: 'Rinvia alla UOP', azione: chiediMotivo, attivo: puo('rinvia') },
    {
      tasto: 's',
      nome: puo('evadi-rinvio') ? 'Assegna di nuovo' : 'Assegna a una persona',
      azione: chiediAChi,
      attivo: (puo('subassegna') && stessoUfficio) || puo('evadi-rinvio'),
    },
    {
      tasto: 'f',
      nome: 'Fascicola in…',
      azione: () => setAperta('fascicola'),
      attivo: fascicola && oggetto.length === 1 && oggetto[0]?.documento.classificazione !== undefined,
    },
    { tasto: 'e', nome: 'Archivia', azione: () => fai({ tipo: 'archivia' }), attivo: puo('archivia') },
  ];
  useTasti('Documento', [
    ...bottoni,
    {
      tasto: 'x',
      nome: 'Lo sceglie, o toglie la scelta',
      azione: () => attuale && elenco.alterna(attuale.id),
      attivo: attuale !== undefined,
    },
    {
      tasto: 'o',
      nome: 'Apre la registrazione',
      azione: () => attuale && void vai({ to: paginaDi(attuale.documento) }),
      attivo: attuale !== undefined,
    },
  ]);
  const primo = oggetto[0];
  const comuni = { cosa, onChiudi: () => setAperta(undefined) };
  return (
    <>
      <div className="azioni">
        {bottoni
          .filter((b) => b.attivo)
          .map((b, i) => (
            <button
              key={b.tasto}
              type="button"
              className={`btn btn-xs ${i === 0 ? 'btn-primary' : 'btn-outline-primary'}`}
              onClick={b.azione}
            >
              {b.nome} <kbd>{b.tasto.toUpperCase()}</kbd>
            </button>
          ))}
      </div>
      {aperta === 'rinvia' && (
        <FinestraRinvia
          {...comuni}
          titolo="Rinvia alla UOP"
          prima={ultime.current.motivo}
          onScelto={rinvia}
        />
      )}
      {aperta === 'subassegna' && primo && (
        <FinestraPersone
          {...comuni}
          titolo="Assegna a una persona"
          ufficio={primo.unita.codice}
          prima={ultime.current.persone}
          onScelto={subassegna}
        />
      )}
      {aperta === 'evadi-rinvio' && (
        <FinestraUfficio
          {...comuni}
          titolo="Assegna di nuovo"
          prima={ultime.current.ufficio}
          onScelto={riassegna}
        />
      )}
      {aperta === 'fascicola' && primo && (
        <FinestraFascicola
          documento={{
            titolo: cosa,
            registrazione: primo.documento,
            ...(primo.documento.classificazione !== undefined && {
              classificazione: primo.documento.classificazione,
            }),
          }}
          onChiudi={() => setAperta(undefined)}
        />
      )}
    </>
  );
}
