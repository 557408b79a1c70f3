import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { data } from '../../platform/date/roma.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { AvvisoErrore } from '../../platform/ui/avviso-errore.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import type { ModificaBozza, VersioneTitolario } from '../tipi.ts';
import { modificaBozza } from './api.ts';

type Proprieta = { versione: VersioneTitolario; scrive: boolean };

const campi = [
  ['versione', 'Nome della versione', 'text', 80],
  ['attoOrgano', 'Organo e atto', 'text', 200],
  ['attoNumero', 'Numero dell’atto', 'text', 40],
  ['attoData', 'Data dell’atto', 'date', 10],
  ['approvataIl', 'Approvato (esecutivo) dal', 'date', 10],
] as const;
type Nome = (typeof campi)[number][0] | 'istruzioni';

/** The act a version rests on (RN-42.4) and what is told to who classifies (RN-42.5): written on a draft, read after. */
export function AttoVersione({ versione: v, scrive }: Proprieta): ReactElement | null {
  const [valori, setValori] = useState<Record<Nome, string>>(() => ({
    versione: v.versione,
    attoOrgano: v.attoOrgano ?? '',
    attoNumero: v.attoNumero ?? '',
    attoData: v.attoData ?? '',
    approvataIl: v.approvataIl ?? '',
    istruzioni: v.istruzioni ?? '',
  }));
  const client = useQueryClient();
  const salva = useMutation({
    mutationFn: (m: ModificaBozza) => modificaBozza(v.id, m),
    onSuccess: async () => {
      annuncia('Atto salvato');
      await client.invalidateQueries({ queryKey: ['titolario', 'versioni'] });
    },
  });
  if (!scrive)
    return v.attoNumero === undefined ? null : (
      <div className="carta">
        <p>
          <strong>
            {v.attoOrgano} n. {v.attoNumero}
          </strong>
          {v.attoData && ` del ${data(v.attoData)}`}
          {v.approvataIl && `, in vigore dal ${data(v.approvataIl)}`}
        </p>
        {v.istruzioni && <p className="testo-lungo">{v.istruzioni}</p>}
      </div>
    );
  const errori = erroriCampi(salva.error);
  const scrivi = (nome: Nome, valore: string): void => setValori({ ...valori, [nome]: valore });
  return (
    <form
      className="carta"
      noValidate
      aria-label="Atto e istruzioni"
      onSubmit={(e: FormEvent) => {
        e.preventDefault();
        const pieni = Object.entries(valori).filter(([, valore]) => valore.trim() !== '');
        salva.mutate(Object.fromEntries(pieni.map(([nome, valore]) => [nome, valore.trim()])));
      }}
    >
      <AvvisoErrore errore={salva.error} fuoco />
      <div className="griglia">
        {campi.map(([nome, etichetta, tipo, massimo]) => (
          <Campo key={nome} etichetta={etichetta} errore={errori(nome)}>
            {(a) => (
              <input
                {...a}
                type={tipo}
                {...(tipo === 'text' && { maxLength: massimo })}
                {...(nome === 'attoOrgano' && { placeholder: 'Deliberazione della Giunta comunale' })}
                value={valori[nome]}
                onChange={(e) => scrivi(nome, e.target.value)}
              />
            )}
          </Campo>
        ))}
      </div>
      <Campo
        etichetta="Istruzioni a chi classifica (arrivano con la comunicazione)"
        errore={errori('istruzioni')}
      >
        {(a) => (
          <textarea
            {...a}
            rows={2}
            maxLength={5000}
            value={valori.istruzioni}
            onChange={(e) => scrivi('istruzioni', e.target.value)}
          />
        )}
      </Campo>
      <Button type="submit" color="primary" outline size="sm" disabled={salva.isPending}>
        Salva
      </Button>
    </form>
  );
}
