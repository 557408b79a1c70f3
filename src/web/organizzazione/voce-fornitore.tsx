import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Badge, Button } from 'design-react-kit';
import { useState, type ReactElement } from 'react';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Finestra } from '../platform/ui/finestra.tsx';
import { CollegamentiFornitore } from './collegamenti-fornitore.tsx';
import { ErroreFornitore } from './errore-fornitore.tsx';
import {
  eliminaFornitore,
  fornitoriQuery,
  nomiAttributi,
  nomiCampi,
  type FornitoreIdentita,
} from './fornitori.ts';
import { ModuloFornitore } from './modulo-fornitore.tsx';

/** A system in the list: how it is set, who came in by it, and what can be done about it. */
export function VoceFornitore({ fornitore: f }: { fornitore: FornitoreIdentita }): ReactElement {
  const [modifica, setModifica] = useState(false);
  const [toglie, setToglie] = useState(false);
  if (modifica)
    return (
      <li>
        <ModuloFornitore fornitore={f} onFine={() => setModifica(false)} />
      </li>
    );
  return (
    <li className={f.attivo ? undefined : 'spenta'}>
      <div>
        <strong>{f.nome}</strong>{' '}
        {f.attivo ? <Badge color="success">Attivo</Badge> : <Badge color="secondary">Spento</Badge>}
        <p>
          <code>{f.emittente}</code>
        </p>
        <p className="campo__aiuto">
          {nomiAttributi[f.attributo]} = {nomiCampi[f.campo]} ·{' '}
          {f.secondoFattore.length > 0
            ? `secondo fattore: ${f.secondoFattore.join(', ')}`
            : 'il secondo fattore si chiede qui'}{' '}
          · {f.nuovaProva ? 'nuova prova a ogni accesso' : 'senza nuova prova'}
        </p>
        <CollegamentiFornitore fornitore={f} />
      </div>
      <div>
        <button type="button" className="bottone-testo me-3" onClick={() => setModifica(true)}>
          Modifica<span className="visually-hidden"> {f.nome}</span>
        </button>{' '}
        <button
          type="button"
          className="bottone-testo bottone-testo--pericolo"
          onClick={() => setToglie(true)}
        >
          Togli<span className="visually-hidden"> {f.nome}</span>
        </button>
      </div>
      {toglie && <Togli fornitore={f} onChiudi={() => setToglie(false)} />}
    </li>
  );
}

function Togli({
  fornitore: f,
  onChiudi,
}: {
  fornitore: FornitoreIdentita;
  onChiudi: () => void;
}): ReactElement {
  const client = useQueryClient();
  const elimina = useMutation({
    mutationFn: () => eliminaFornitore(f.id),
    onSuccess: async () => {
      annuncia('Tolto');
      onChiudi();
      await client.invalidateQueries(fornitoriQuery);
    },
  });
  return (
    <Finestra titolo={`Togliere ${f.nome}?`} onChiudi={onChiudi}>
      <p>
        Si chiudono le sessioni aperte con questo sistema e si dimentica chi lo ha usato. Per sospenderlo
        soltanto, lo si spegne da «Modifica».
      </p>
      <ErroreFornitore errore={elimina.error} />
      <Button color="danger" size="sm" disabled={elimina.isPending} onClick={() => elimina.mutate()}>
        Togli {f.nome}
      </Button>{' '}
      <Button color="primary" outline size="sm" onClick={onChiudi}>
        Lascia com’è
      </Button>
    </Finestra>
  );
}
