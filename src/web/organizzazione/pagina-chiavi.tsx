import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { dataOra } from '../platform/date/roma.ts';
import { annuncia } from '../platform/ui/annunci.tsx';
import { Attesa } from '../platform/ui/attesa.tsx';
import { AvvisoErrore } from '../platform/ui/avviso-errore.tsx';
import { Vuoto } from '../platform/ui/vuoto.tsx';
import { chiaviQuery, revocaChiave, useUnita, type ChiaveApi, type ChiaveCreata } from './api.ts';
import { nomiAmbiti } from './ambiti.ts';
import { ChiaveAppenaCreata } from './chiave-appena-creata.tsx';
import { NuovaChiaveModulo } from './nuova-chiave.tsx';

/** Keys for other programs: made, shown once, revoked. */
export function PaginaChiavi(): ReactElement {
  const { data, error, isPending } = useQuery(chiaviQuery);
  const [creata, setCreata] = useState<ChiaveCreata>();
  const client = useQueryClient();
  const revoca = useMutation({
    mutationFn: revocaChiave,
    onSuccess: async () => {
      annuncia('Chiave revocata');
      await client.invalidateQueries(chiaviQuery);
    },
  });
  return (
    <>
      <h2>Chiavi API</h2>
      <p>
        Una chiave fa agire un altro programma con gli ambiti scelti: non può mai autorizzare un annullamento.
      </p>
      {creata && <ChiaveAppenaCreata chiave={creata} onChiudi={() => setCreata(undefined)} />}
      <NuovaChiaveModulo onCreata={setCreata} />
      {isPending && <Attesa />}
      <AvvisoErrore errore={error ?? revoca.error} />
      {data?.items.length === 0 && <Vuoto icona="key" titolo="Nessuna chiave, per ora" />}
      <ul className="voci-piane">
        {data?.items.map((k) => (
          <Voce key={k.id} chiave={k} attesa={revoca.isPending} onRevoca={() => revoca.mutate(k.id)} />
        ))}
      </ul>
    </>
  );
}

function Voce({
  chiave: k,
  attesa,
  onRevoca,
}: {
  chiave: ChiaveApi;
  attesa: boolean;
  onRevoca: () => void;
}): ReactElement {
  const { data: unita } = useUnita();
  const scaduta = new Date(k.scadeIl) < new Date();
  const stato = k.revocataIl
    ? `Revocata il ${dataOra(k.revocataIl)}`
    : scaduta
      ? 'Scaduta'
      : `Vale fino al ${dataOra(k.scadeIl)}`;
  return (
    <li className={k.revocataIl || scaduta ? 'spenta' : undefined}>
      <div>
        <strong>{k.nome}</strong>
        <p>{k.ambiti.map((a) => nomiAmbiti[a] ?? a).join(', ')}</p>
        <p className="campo__aiuto">
          {stato} · {k.ultimoUso ? `ultimo uso ${dataOra(k.ultimoUso)}` : 'mai usata'}
          {k.unita && ` · per ${unita?.find((u) => u.codice === k.unita)?.denominazione ?? k.unita}`}
        </p>
      </div>
      {!k.revocataIl && !scaduta && (
        <button
          type="button"
          className="bottone-testo bottone-testo--pericolo"
          disabled={attesa}
          onClick={onRevoca}
        >
          Revoca per sempre<span className="visually-hidden"> {k.nome}</span>
        </button>
      )}
    </li>
  );
}
