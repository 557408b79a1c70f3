import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'design-react-kit';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useSessione } from '../../autorizzazioni/sessione.ts';
import { useUnita, type Unita } from '../../organizzazione/api.ts';
import { erroriCampi } from '../../platform/http/errori-campi.ts';
import { useInvio } from '../../platform/http/use-invio.ts';
import { annuncia } from '../../platform/ui/annunci.tsx';
import { Campo } from '../../platform/ui/campo.tsx';
import { Scelta } from '../../platform/ui/scelta.tsx';
import { personeUfficioQuery, richiedi, type NuovaRichiesta } from '../api.ts';
import { ErroreModulo } from '../errore-modulo.tsx';
import { CampiPoteri, type Poteri } from '../autorizzazioni/campi-poteri.tsx';
import { CampoMotivo } from '../campo-motivo.tsx';
import { CampoPersona } from '../campo-persona.tsx';
import { descriviPoteri } from '../nomi.ts';

type Chiesto = Poteri<'consultazione' | 'operatore' | 'responsabile'>;
const profili = ['consultazione', 'operatore', 'responsabile'] as const;
const poteriNuovi: Chiesto = {
  profilo: 'consultazione',
  responsabileUnita: false,
  accesso: 'contenuto',
  dal: '',
  al: '',
};

/** A unit and all those below it. */
function sottoDi(unita: readonly Unita[], radice: string): Unita[] {
  const padri = new Map(unita.map((u) => [u.codice, u.padre]));
  const dentro = (codice: string | undefined): boolean =>
    codice !== undefined && (codice === radice || dentro(padri.get(codice)));
  return unita.filter((u) => dentro(u.codice));
}

/** An office asks for one of its people: something new, a change, a revocation. */
export function NuovaRichiestaModulo({ onFatto }: { onFatto: () => void }): ReactElement {
  const { incarico } = useSessione();
  const mia = incarico?.unita.codice ?? '';
  const persone = useQuery(personeUfficioQuery);
  const { data: tutte = [] } = useUnita();
  const [persona, setPersona] = useState('');
  const [tipo, setTipo] = useState<NuovaRichiesta['tipo']>('nuova');
  const [quale, setQuale] = useState('');
  const [unita, setUnita] = useState(mia);
  const [poteri, setPoteri] = useState(poteriNuovi);
  const [motivo, setMotivo] = useState('');
  const client = useQueryClient();
  const invio = useInvio(richiedi, async () => {
    annuncia('Richiesta presentata');
    onFatto();
    await client.invalidateQueries({ queryKey: ['richieste-autorizzazione'] });
  });
  const errori = erroriCampi(invio.error);
  const scelta = persone.data?.find((p) => p.id === persona);
  const sue = scelta?.autorizzazioni ?? [];
  const scegliTipo = (nuovo: NuovaRichiesta['tipo']): void => {
    setTipo(nuovo);
    scegliQuale(nuovo === 'nuova' ? '' : (sue[0]?.id ?? ''));
  };
  const scegliQuale = (id: string): void => {
    const a = sue.find((x) => x.id === id);
    setQuale(id);
    setPoteri(a ? { ...a, al: a.al ?? '' } : poteriNuovi);
  };
  const chiediOra = (e: FormEvent): void => {
    e.preventDefault();
    if (invio.isPending) return;
    const { profilo, responsabileUnita, accesso, dal, al } = poteri;
    const chiesto = { profilo, responsabileUnita, accesso, ...(al && { al }), motivo: motivo.trim() };
    if (tipo === 'nuova') invio.mutate({ tipo, utente: persona, unita, ...chiesto, ...(dal && { dal }) });
    else if (tipo === 'modifica') invio.mutate({ tipo, autorizzazione: quale, ...chiesto });
    else invio.mutate({ tipo, autorizzazione: quale, motivo: motivo.trim() });
  };
  return (
    <form className="carta" onSubmit={chiediOra} noValidate aria-label="Nuova richiesta">
      <h2>Nuova richiesta</h2>
      <ErroreModulo errore={persone.error ?? invio.error} />
      <CampoPersona
        etichetta="Per chi"
        obbligatorio
        persone={persone.data?.map((p) => ({
          ...p,
          nota: p.autorizzazioni.map((a) => `${a.unita.denominazione}: ${descriviPoteri(a)}`).join('; '),
        }))}
        scelta={persona}
        onScegli={(id) => {
          setPersona(id);
          setTipo('nuova');
          setQuale('');
          setPoteri(poteriNuovi);
        }}
        errore={errori('utente')}
      />
      {scelta && sue.length > 0 && (
        <Scelta<NuovaRichiesta['tipo']>
          legenda="Si chiede"
          valore={tipo}
          onCambia={scegliTipo}
          opzioni={[
            { valore: 'nuova', etichetta: 'Una nuova' },
            { valore: 'modifica', etichetta: 'Una modifica' },
            { valore: 'revoca', etichetta: 'Una revoca' },
          ]}
        />
      )}
      {tipo === 'nuova' ? (
        <Campo etichetta="Ufficio" errore={errori('unita')}>
          {(a) => (
            <select {...a} className="form-select" value={unita} onChange={(e) => setUnita(e.target.value)}>
              {sottoDi(tutte, mia).map((u) => (
                <option key={u.codice} value={u.codice}>
                  {u.denominazione}
                </option>
              ))}
            </select>
          )}
        </Campo>
      ) : (
        <Campo etichetta="Quale autorizzazione" errore={errori('autorizzazione')}>
          {(a) => (
            <select
              {...a}
              className="form-select"
              value={quale}
              onChange={(e) => scegliQuale(e.target.value)}
            >
              {sue.map((x) => (
                <option key={x.id} value={x.id}>
                  {x.unita.denominazione}: {descriviPoteri(x)}
                </option>
              ))}
            </select>
          )}
        </Campo>
      )}
      {tipo !== 'revoca' && (
        <CampiPoteri
          poteri={poteri}
          onCambia={setPoteri}
          profili={profili}
          conInizio={tipo === 'nuova'}
          errori={errori}
        />
      )}
      {scelta && !scelta.incaricato && tipo !== 'revoca' && (
        <p className="campo__aiuto">
          Non è incaricato del trattamento dei dati: finché non lo è non aprirà la corrispondenza.
        </p>
      )}
      <CampoMotivo
        etichetta="Perché"
        aiuto="Il responsabile del servizio lo legge per decidere; resta nella storia."
        valore={motivo}
        onCambia={setMotivo}
        errore={errori('motivo')}
      />
      <div className="azioni">
        <Button
          type="submit"
          color="primary"
          size="sm"
          disabled={invio.isPending || !persona || !motivo.trim()}
        >
          Presenta la richiesta
        </Button>
        <Button type="button" color="primary" outline size="sm" onClick={onFatto}>
          Lascia stare
        </Button>
      </div>
    </form>
  );
}
